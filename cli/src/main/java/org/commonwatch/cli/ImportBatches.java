package org.commonwatch.cli;

import org.commonwatch.cli.client.Client;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.bundle.Entry;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicLong;

/** Sends objects to a server in lists of a size that it takes at once, and adds up its answers. */
final class ImportBatches implements BundleReader.Receiver {
    private static final int OBJECTS = 1_000;
    private static final int BYTES = 4 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Client client;
    private final String path;
    private final PrintWriter err;
    private final ByteArrayOutputStream list = new ByteArrayOutputStream();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong kept = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();

    /** Sends to a path of the API, and tells on the way what was rejected. */
    ImportBatches(Client client, String path, PrintWriter err) {
        this.client = client;
        this.path = path;
        this.err = err;
    }

    @Override
    public void entry(Entry entry) {
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

    /** How many could not be taken. */
    long rejected() {
        return rejected.get();
    }

    /** What became of all of them. */
    JsonNode summary() {
        ObjectNode summary = JSON.createObjectNode();
        summary.put("objects", kept.get() + rejected.get());
        summary.put("kept", kept.get());
        summary.put("rejected", rejected.get());
        return summary;
    }

    /** The same for a person. */
    String text() {
        return "%,d objects: %,d kept, %,d rejected"
                .formatted(kept.get() + rejected.get(), kept.get(), rejected.get());
    }

    private void reject(String reason) {
        rejected.incrementAndGet();
        err.println("  " + reason);
    }
}
