package org.commonwatch.server.api;

import org.commonwatch.server.sharing.Dated;
import org.commonwatch.stix.StixTime;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.bundle.Entry;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonPrinter;
import org.commonwatch.stix.json.JsonString;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads what is imported: a bundle, an envelope, a list, or objects one after the other. A record
 * may carry {@code "__meta": {"date_added": …}}, as files of TAXII servers in use do; it is cut
 * off.
 */
final class ImportedRecords implements BundleReader.Receiver {
    private static final String META = "__meta";
    private static final String DATE_ADDED = "date_added";

    private static final String DEFINITION = "marking-definition--";

    private final Optional<Instant> otherwise;
    private final boolean definitions;
    private final Receiver receiver;

    /** Takes what there is, in the order of the text. */
    interface Receiver {
        /** An object that could be read. */
        void take(Dated object);

        /** Where another is, and why it could not be read. */
        void reject(String reason);
    }

    /**
     * Hands out definitions of markings alone, or all but them.
     *
     * @param otherwise date of those that carry none
     */
    ImportedRecords(Optional<Instant> otherwise, boolean definitions, Receiver receiver) {
        this.otherwise = otherwise;
        this.definitions = definitions;
        this.receiver = receiver;
    }

    @Override
    public void entry(Entry entry) {
        switch (entry) {
            case Entry.Broken broken -> reject(broken.refusal().message());
            case Entry.Value value -> {
                if (value.id().isPresent() && value.json() instanceof JsonObject object) {
                    if (value.id().get().startsWith(DEFINITION) == definitions) {
                        object(value, object);
                    }
                } else {
                    reject("What begins at " + value.place() + " is no object with an id.");
                }
            }
        }
    }

    private void object(Entry.Value value, JsonObject object) {
        Json meta = object.get(META);
        if (meta == null) {
            receiver.take(new Dated(value.bytes(), otherwise));
            return;
        }
        Json date = meta instanceof JsonObject members ? members.get(DATE_ADDED) : null;
        if (date == null) {
            receiver.take(new Dated(withoutMeta(object), otherwise));
        } else if (date instanceof JsonString text && StixTime.isTime(text.value())) {
            Instant added = StixTime.parse(text.value()).instant();
            receiver.take(new Dated(withoutMeta(object), Optional.of(added)));
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
        if (!definitions) {
            receiver.reject(reason);
        }
    }
}
