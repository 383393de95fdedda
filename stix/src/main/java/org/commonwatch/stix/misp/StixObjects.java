package org.commonwatch.stix.misp;

import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonPrinter;
import org.commonwatch.stix.json.JsonString;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Objects of STIX that MISP has no place for: each whole, as the value of an attribute. */
final class StixObjects {
    static final String TYPE = "other";

    private static final String COMMENT = "STIX 2.1 object";

    private StixObjects() {}

    /** The attribute that carries one. */
    static JsonObject attribute(JsonObject stix, List<JsonObject> tags) {
        JsonObject.Builder attribute =
                JsonObject.builder()
                        .put("uuid", StixId.parse(Members.text(stix, "id")).uuid().toString())
                        .put("type", TYPE)
                        .put("category", "Other")
                        .put("to_ids", JsonBoolean.FALSE)
                        .put("disable_correlation", JsonBoolean.TRUE)
                        .put("distribution", "5")
                        .put("comment", COMMENT)
                        .put("value", JsonPrinter.compact(stix));
        if (!tags.isEmpty()) {
            attribute.put("Tag", new JsonArray(List.<Json>copyOf(tags)));
        }
        return attribute.build();
    }

    /** The one that an attribute carries. */
    static Optional<JsonObject> in(JsonObject attribute) {
        if (!Members.text(attribute, "type").equals(TYPE)
                || !Members.text(attribute, "comment").equals(COMMENT)) {
            return Optional.empty();
        }
        try {
            byte[] text = Members.text(attribute, "value").getBytes(StandardCharsets.UTF_8);
            return Optional.of(StixObject.read(text).properties());
        } catch (RefusedException notStix) {
            return Optional.empty();
        }
    }

    /** The same with one member otherwise, at the place where it was or at the end. */
    static JsonObject with(JsonObject stix, String name, Json value) {
        JsonObject.Builder other = JsonObject.builder();
        stix.forEach((each, before) -> other.put(each, each.equals(name) ? value : before));
        if (stix.get(name) == null) {
            other.put(name, value);
        }
        return other.build();
    }

    static String text(Json json) {
        return json instanceof JsonString text ? text.value() : json.toString();
    }
}
