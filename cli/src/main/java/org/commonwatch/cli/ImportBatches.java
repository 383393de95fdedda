package org.commonwatch.cli;

import org.commonwatch.cli.client.Client;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.bundle.Entry;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicLong;

/** Sends objects to a server in lists of a size that it takes at once, and adds up its answers. */
final class ImportBatches implements BundleReader.Receiver {
    private static final int OBJECTS = 1_000;
    private static final int BYTES = 4 << 20;
    private static final String DEFINITION = "marking-definition--";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Client client;
    private final String path;
    private final PrintWriter err;
    private final boolean definitions;
    private final ByteArrayOutputStream list = new ByteArrayOutputStream();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong kept = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();

    /** Sends to a path of the API, and tells on the way what was rejected. */
    ImportBatches(Client client, String path, PrintWriter err) {
        this.client = client;
        this.path = path;
        this.err = err;
        this.definitions = false;
    }

    /** Whether all comes again. */
    boolean isPrelude() {
        return definitions;
    }

    private ImportBatches(ImportBatches all) {
        this.client = all.client;
        this.path = all.path;
        this.err = new PrintWriter(Writer.nullWriter());
        this.definitions = true;
    }

    @Override
    public void entry(Entry entry) {
        if (!definitions || isDefinition(entry)) {
            add(entry);
        }
    }

    private static boolean isDefinition(Entry entry) {
        return entry instanceof Entry.Value value
                && value.id().filter(id -> id.startsWith(DEFINITION)).isPresent();
    }

    private void add(Entry entry) {
        switch (entry) {
            case Entry.Broken broken -> reject(broken.refusal().message());
            case Entry.Value value when value.id().isEmpty() ->
                    reject("What begins at " + value.place() + " is no object with an id.");
            case Entry.Value value -> {
                byte[] bytes = value.bytes();
                if (list.size() + bytes.length > BYTES || waiting.get() == OBJECTS) {
                    flush();
                }
                list.write(list.size() == 0 ? '[' : ',');
                list.writeBytes(bytes);
                waiting.incrementAndGet();
            }
        }
    }

    /** Sends what is left. */
    void flush() {
        if (list.size() == 0) {
            return;
        }
        list.write(']');
        JsonNode answer =
                client.post(
                        path, "application/json", BodyPublishers.ofByteArray(list.toByteArray()));
        list.reset();
        waiting.set(0);
        kept.addAndGet(answer.path("kept").asLong());
        rejected.addAndGet(answer.path("rejected").asLong());
        answer.path("firstRejected").forEach(reason -> err.println("  " + reason.asString()));
    }

    /** What became of all of them. */
    Sum sum() {
        return new Sum(kept.get(), rejected.get());
    }

    /** What became of objects. */
    record Sum(long kept, long rejected) {
        /** As a server tells it. */
        static Sum of(JsonNode told) {
            return new Sum(told.path("kept").asLong(), told.path("rejected").asLong());
        }

        JsonNode json() {
            ObjectNode summary = JSON.createObjectNode();
            summary.put("objects", kept + rejected);
            summary.put("kept", kept);
            summary.put("rejected", rejected);
            return summary;
        }

        /** The same for a person. */
        String text() {
            return "%,d objects: %,d kept, %,d rejected".formatted(kept + rejected, kept, rejected);
        }
    }

    /** The same for the definitions of markings alone, which are not counted twice. */
    ImportBatches definitions() {
        return new ImportBatches(this);
    }

    private void reject(String reason) {
        rejected.incrementAndGet();
        err.println("  " + reason);
    }
}
