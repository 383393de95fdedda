package org.commonwatch.server.api;

import org.commonwatch.server.sharing.Dated;
import org.commonwatch.stix.StixTime;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.bundle.Entry;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonPrinter;
import org.commonwatch.stix.json.JsonString;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what is imported: a bundle, an envelope, a list, or objects one after the other. A record
 * may carry {@code "__meta": {"date_added": …}}, as files of TAXII servers in use do; it is cut
 * off.
 */
final class ImportedRecords implements BundleReader.Receiver {
    private static final String META = "__meta";
    private static final String DATE_ADDED = "date_added";
    private static final int BLOCK = 64 << 10;

    private final Optional<Instant> otherwise;
    private final List<Dated> objects = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();

    private ImportedRecords(Optional<Instant> otherwise) {
        this.otherwise = otherwise;
    }

    /**
     * Reads a text to its end.
     *
     * @param otherwise date of those that carry none
     */
    static ImportedRecords read(InputStream text, Optional<Instant> otherwise) throws IOException {
        ImportedRecords records = new ImportedRecords(otherwise);
        BundleReader reader = new BundleReader(records);
        byte[] block = new byte[BLOCK];
        for (int count = text.read(block); count >= 0; count = text.read(block)) {
            reader.take(block, 0, count);
        }
        reader.end();
        return records;
    }

    /** Those that could be read. */
    List<Dated> objects() {
        return objects;
    }

    /** Where the others are, and why they could not. */
    List<String> rejected() {
        return rejected;
    }

    @Override
    public void entry(Entry entry) {
        switch (entry) {
            case Entry.Broken broken -> reject(broken.refusal().message());
            case Entry.Value value -> {
                if (value.id().isPresent() && value.json() instanceof JsonObject object) {
                    object(value, object);
                } else {
                    reject("What begins at " + value.place() + " is no object with an id.");
                }
            }
        }
    }

    private void object(Entry.Value value, JsonObject object) {
        Json meta = object.get(META);
        if (meta == null) {
            objects.add(new Dated(value.bytes(), otherwise));
            return;
        }
        Json date = meta instanceof JsonObject members ? members.get(DATE_ADDED) : null;
        if (date == null) {
            objects.add(new Dated(withoutMeta(object), otherwise));
        } else if (date instanceof JsonString text && StixTime.isTime(text.value())) {
            Instant added = StixTime.parse(text.value()).instant();
            objects.add(new Dated(withoutMeta(object), Optional.of(added)));
        } else {
            reject(
                    value.id().orElseThrow()
                            + ": its "
                            + DATE_ADDED
                            + " is "
                            + date
                            + ", which is no time.");
        }
    }

    private static byte[] withoutMeta(JsonObject object) {
        JsonObject.Builder rest = JsonObject.builder();
        object.forEach((name, value) -> {
            if (!name.equals(META)) {
                rest.put(name, value);
            }
        });
        return JsonPrinter.compact(rest.build()).getBytes(StandardCharsets.UTF_8);
    }

    private void reject(String reason) {
        rejected.add(reason);
    }
}
