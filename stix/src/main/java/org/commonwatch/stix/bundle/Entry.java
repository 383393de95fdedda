package org.commonwatch.stix.bundle;

import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.json.Place;

import java.util.Optional;

/** One thing where an object should be. Its bytes are its own, and compared by nobody. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Entry {
    /** Which it is in the text, from 0. */
    long index();

    /** Where it begins. */
    Place place();

    /** The bytes it came in; empty if there were too many to keep. */
    byte[] bytes();

    /** A JSON value; an object unless its sender was mistaken. */
    record Value(long index, Place place, byte[] bytes, Json json) implements Entry {
        /** The object's id as it is written; empty if there is none, or no object. */
        public Optional<String> id() {
            return json instanceof JsonObject object && object.get("id") instanceof JsonString id
                    ? Optional.of(id.value())
                    : Optional.empty();
        }
    }

    /** What is no JSON, or too large. */
    record Broken(long index, Place place, byte[] bytes, Refusal refusal) implements Entry {}
}
