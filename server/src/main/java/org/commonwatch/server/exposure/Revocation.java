package org.commonwatch.server.exposure;

import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.StixTime;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.validation.Options;
import org.commonwatch.stix.validation.Validator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An object as it is revoked: with nothing but what STIX demands of it and whose it is. What a
 * reader never saw of it is none of this, since no object can be without it.
 */
public final class Revocation {
    private static final Validator VALIDATOR = new Validator(Options.USUAL);
    private static final String MARKINGS = "object_marking_refs";
    private static final String GRANULAR = "granular_markings";
    private static final Set<String> KEPT =
            Set.of(
                    "type",
                    "id",
                    "spec_version",
                    "created",
                    "modified",
                    "created_by_ref",
                    "revoked",
                    MARKINGS);

    private Revocation() {}

    /** The version that says so, at an instant. */
    public static byte[] of(String text, Instant at) {
        JsonObject object = StixObject.read(text.getBytes(StandardCharsets.UTF_8)).properties();
        Map<String, Json> rest = new LinkedHashMap<>();
        object.forEach(rest::put);
        rest.put("modified", new JsonString(StixTime.of(at.truncatedTo(ChronoUnit.MILLIS)).text()));
        rest.put("revoked", JsonBoolean.TRUE);
        Set<Json> markings = markings(object);
        if (!markings.isEmpty()) {
            rest.put(MARKINGS, new JsonArray(List.copyOf(markings)));
        }
        rest.remove(GRANULAR);
        for (String each : List.copyOf(rest.keySet())) {
            if (!KEPT.contains(each)) {
                Map<String, Json> without = new LinkedHashMap<>(rest);
                without.remove(each);
                if (VALIDATOR.validate(built(without)).isValid()) {
                    rest = without;
                }
            }
        }
        return built(rest).toString().getBytes(StandardCharsets.UTF_8);
    }

    // What a part of it bore, the little that is left bears as a whole.
    private static Set<Json> markings(JsonObject object) {
        Set<Json> markings = new LinkedHashSet<>();
        if (object.get(MARKINGS) instanceof JsonArray refs) {
            markings.addAll(refs.items());
        }
        if (object.get(GRANULAR) instanceof JsonArray parts) {
            for (Json each : parts.items()) {
                if (each instanceof JsonObject part
                        && part.get("marking_ref") instanceof JsonString ref) {
                    markings.add(ref);
                }
            }
        }
        return markings;
    }

    private static JsonObject built(Map<String, Json> properties) {
        JsonObject.Builder object = JsonObject.builder();
        properties.forEach(object::put);
        return object.build();
    }
}
