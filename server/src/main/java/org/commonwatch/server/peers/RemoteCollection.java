package org.commonwatch.server.peers;

import static java.util.stream.Collectors.joining;

import org.commonwatch.server.outbound.Outbound.Head;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.bundle.Entry;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonObject;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A collection of another server. */
final class RemoteCollection {
    /** So many objects are asked for at once, and sent at once. */
    static final int OBJECTS = 1_000;

    // An address that is longer than some thousand characters not every server takes.
    private static final int IDS = 50;
    private static final int BLOCK = 64 << 10;
    private static final int STATUS_ATTEMPTS = 60;
    private static final Duration STATUS_WAIT = Duration.ofSeconds(1);

    private final Remote remote;
    private final URI root;
    private final URI address;
    private final long contentBytes;

    /**
     * At an address that ends in a slash.
     *
     * @param root of the API that it is in
     * @param contentBytes how much is taken at once
     */
    RemoteCollection(Remote remote, URI root, URI address, long contentBytes) {
        this.remote = remote;
        this.root = root;
        this.address = address;
        this.contentBytes = contentBytes;
    }

    /** Where it is. */
    URI address() {
        return address;
    }

    /** So many bytes of objects are sent at once. */
    long contentBytes() {
        return contentBytes;
    }

    /**
     * Some of its objects in their order.
     *
     * @param objects in the bytes they came in
     * @param broken why others could not be read
     * @param next where it goes on; empty if the server does not say
     * @param lastAdded the date of the last; empty if the server does not say
     */
    record Page(
            List<byte[]> objects,
            List<String> broken,
            boolean more,
            String next,
            String lastAdded) {}

    /** What was added after a date, or what follows a place; an empty text is neither. */
    Page page(String after, String next, Set<String> types) {
        StringBuilder query = new StringBuilder("?limit=" + OBJECTS);
        add(query, "added_after", after);
        add(query, "next", next);
        if (!types.isEmpty()) {
            add(query, "match[type]", types.stream().sorted().collect(joining(",")));
        }
        return remote.get(objects(query.toString()), RemoteCollection::page);
    }

    /** What has one of these ids, as far as it is there. */
    List<byte[]> named(Collection<String> ids) {
        List<byte[]> found = new ArrayList<>();
        List<String> all = List.copyOf(ids);
        for (int at = 0; at < all.size(); at += IDS) {
            StringBuilder query = new StringBuilder("?limit=" + OBJECTS);
            List<String> some = all.subList(at, Math.min(at + IDS, all.size()));
            add(query, "match[id]", String.join(",", some));
            found.addAll(remote.get(objects(query.toString()), RemoteCollection::page).objects());
        }
        return found;
    }

    private URI objects(String query) {
        return address.resolve("objects/" + query);
    }

    private static void add(StringBuilder query, String name, String value) {
        if (!value.isEmpty()) {
            query.append('&').append(encoded(name)).append('=').append(encoded(value));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Page page(Head head, InputStream body) throws IOException {
        Envelope envelope = new Envelope();
        BundleReader reader = new BundleReader(envelope);
        try {
            byte[] block = new byte[BLOCK];
            for (int count = body.read(block); count >= 0; count = body.read(block)) {
                reader.take(block, 0, count);
            }
            reader.end();
        } catch (RefusedException e) {
            throw Remote.notTaxii(head, e.refusal().message(), e);
        }
        return envelope.page(head);
    }

    private static final class Envelope implements BundleReader.Receiver {
        private final List<byte[]> objects = new ArrayList<>();
        private final List<String> broken = new ArrayList<>();
        private final List<JsonObject> around = new ArrayList<>();

        @Override
        public void entry(Entry entry) {
            switch (entry) {
                case Entry.Value value when value.id().isPresent() -> objects.add(value.bytes());
                case Entry.Value value ->
                        broken.add("What begins at " + value.place() + " has no id.");
                case Entry.Broken unreadable -> broken.add(unreadable.refusal().message());
            }
        }

        @Override
        public void end(@Nullable JsonObject container) {
            if (container != null) {
                around.add(container);
            }
        }

        private Page page(Head head) {
            JsonObject envelope = around.isEmpty() ? JsonObject.EMPTY : around.getFirst();
            return new Page(
                    objects,
                    broken,
                    envelope.get("more") == JsonBoolean.TRUE,
                    Remote.text(envelope, "next"),
                    head.header("X-TAXII-Date-Added-Last").orElse(""));
        }
    }

    /**
     * Has it take objects, and waits until it has looked at all of them.
     *
     * @return why some were not taken, by their ids
     */
    Map<String, String> post(List<byte[]> objects) {
        var envelope = new ByteArrayOutputStream();
        envelope.writeBytes("{\"objects\":[".getBytes(StandardCharsets.US_ASCII));
        boolean first = true;
        for (byte[] each : objects) {
            if (!first) {
                envelope.write(',');
            }
            envelope.writeBytes(each);
            first = false;
        }
        envelope.writeBytes("]}".getBytes(StandardCharsets.US_ASCII));
        JsonObject status = remote.post(objects(""), envelope.toByteArray());
        for (int attempt = 0;
                Remote.text(status, "status").equals("pending") && attempt < STATUS_ATTEMPTS;
                attempt++) {
            Remote.pause(STATUS_WAIT);
            String id = encoded(Remote.text(status, "id"));
            status = remote.get(root.resolve("status/" + id + "/"));
        }
        return failures(status);
    }

    private static Map<String, String> failures(JsonObject status) {
        Map<String, String> failures = new HashMap<>();
        for (JsonObject each : items(status, "failures")) {
            String why = Remote.text(each, "message");
            failures.put(Remote.text(each, "id"), why.isEmpty() ? "not taken" : why);
        }
        return failures;
    }

    /** The objects of a list. */
    static List<JsonObject> items(JsonObject of, String list) {
        return of.get(list) instanceof JsonArray array
                ? array.items().stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }
}
