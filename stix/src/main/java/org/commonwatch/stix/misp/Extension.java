package org.commonwatch.stix.misp;

import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonPrinter;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;

import java.util.List;
import java.util.Optional;

/** The extension in which what MISP said is carried, as one text: exactly as it was written. */
final class Extension {
    static final StixId ID =
            StixId.parse("extension-definition--6a1f4b0e-8c55-4d0a-9f43-0d6f2c1be7a4");
    static final StixId AUTHOR = StixId.parse("identity--b2d7c8f0-41e9-4f7e-8a61-5c0f6f0a93d2");
    static final String CREATED = "2026-01-01T00:00:00.000Z";

    private static final String MISP = "misp";
    private static final String OBJECT = "misp_object";

    private Extension() {}

    /** What is carried: a text of MISP, and in which object of MISP it stood; empty if in none. */
    record Carried(JsonObject misp, String object) {}

    static JsonObject of(JsonObject misp, String object) {
        JsonObject.Builder carried =
                JsonObject.builder()
                        .put("extension_type", "property-extension")
                        .put(MISP, JsonPrinter.compact(misp));
        if (!object.isEmpty()) {
            carried.put(OBJECT, object);
        }
        return JsonObject.builder().put(ID.toString(), carried.build()).build();
    }

    static Optional<Carried> in(JsonObject stix) {
        Optional<JsonObject> extension =
                Members.object(stix, "extensions")
                        .flatMap(all -> Members.object(all, ID.toString()));
        if (extension.isEmpty()) {
            return Optional.empty();
        }
        try {
            return new JsonReader().read(Members.text(extension.get(), MISP))
                            instanceof JsonObject misp
                    ? Optional.of(new Carried(misp, Members.text(extension.get(), OBJECT)))
                    : Optional.empty();
        } catch (RefusedException unreadable) {
            return Optional.empty();
        }
    }

    /** What tells others of the extension. */
    static List<JsonObject> definitions() {
        JsonObject author =
                JsonObject.builder()
                        .put("type", "identity")
                        .put("spec_version", "2.1")
                        .put("id", AUTHOR.toString())
                        .put("created", CREATED)
                        .put("modified", CREATED)
                        .put("name", "Commonwatch, converting from MISP")
                        .put("identity_class", "system")
                        .build();
        JsonObject definition =
                JsonObject.builder()
                        .put("type", "extension-definition")
                        .put("spec_version", "2.1")
                        .put("id", ID.toString())
                        .put("created_by_ref", AUTHOR.toString())
                        .put("created", CREATED)
                        .put("modified", CREATED)
                        .put("name", "What MISP said")
                        .put("schema", "A member 'misp': JSON of MISP, as a text")
                        .put("version", "1.0.0")
                        .put(
                                "extension_types",
                                new JsonArray(List.<Json>of(new JsonString("property-extension"))))
                        .build();
        return List.of(author, definition);
    }
}
