package org.commonwatch.server.collections;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.bundle.Entry;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is posted: objects, each in the bytes it came in, and what their owner says about all of
 * them.
 *
 * @param caveats in the form of a world's file, as JSON
 */
record Posted(List<byte[]> objects, List<String> caveats) {
    private static final int BLOCK = 64 << 10;

    Posted {
        objects = List.copyOf(objects);
        caveats = List.copyOf(caveats);
    }

    /** Reads one; what is not of this form is refused whole. */
    static Posted read(InputStream body) throws IOException {
        Parts parts = new Parts();
        BundleReader reader = new BundleReader(parts);
        byte[] block = new byte[BLOCK];
        for (int count = body.read(block); count >= 0; count = body.read(block)) {
            reader.take(block, 0, count);
        }
        reader.end();
        if (parts.objects.isEmpty() || parts.containers.get() != 1) {
            throw malformed("There are no objects in the body.");
        }
        return new Posted(parts.objects, parts.caveats);
    }

    /** The items of a list of caveats. */
    static List<String> caveats(@Nullable Json json) {
        return switch (json) {
            case null -> List.of();
            case JsonArray array -> array.items().stream().map(Json::toString).toList();
            default ->
                    throw new ProblemException(
                            new Problem.Malformed(
                                    "The caveats are no list.",
                                    "Give a list of JSON objects, one for each."));
        };
    }

    private static ProblemException malformed(String message) {
        return new ProblemException(
                new Problem.Malformed(
                        message,
                        "Send {\"objects\":[…],\"caveats\":[…]} with at least one STIX object."));
    }

    private static final class Parts implements BundleReader.Receiver {
        private final List<byte[]> objects = new ArrayList<>();
        private final List<String> caveats = new ArrayList<>();
        private final AtomicInteger containers = new AtomicInteger();
        private final AtomicBoolean inside = new AtomicBoolean();

        @Override
        public void begin(@Nullable JsonObject head) {
            inside.set(head != null);
            containers.incrementAndGet();
        }

        @Override
        public void entry(Entry entry) {
            switch (entry) {
                case Entry.Broken broken -> throw new RefusedException(broken.refusal());
                case Entry.Value value when inside.get() && value.json() instanceof JsonObject ->
                        objects.add(value.bytes());
                case Entry.Value value ->
                        throw malformed("What begins at " + value.place() + " is not in place.");
            }
        }

        @Override
        public void end(@Nullable JsonObject container) {
            inside.set(false);
            if (container != null) {
                caveats.addAll(Posted.caveats(container.get("caveats")));
            }
        }
    }
}
