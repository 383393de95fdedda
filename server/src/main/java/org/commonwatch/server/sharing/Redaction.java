package org.commonwatch.server.sharing;

import org.commonwatch.server.intel.Row;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.misp.MispToStix;
import org.commonwatch.stix.validation.Options;
import org.commonwatch.stix.validation.Validator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * An object without what a reader may not see of it. It is another object than the original: this
 * server derived it, and it says so under an id of its own, the same for the same original, version
 * and parts left out.
 */
final class Redaction {
    private static final UUID NAMESPACE = UUID.fromString("2f6f0a53-93b1-4f0e-8a35-6c9b2d7e4a18");
    private static final Validator VALIDATOR = new Validator(Options.USUAL);

    private final Collection<String> properties;
    private final Set<String> hidden;
    private final Set<String> left = new TreeSet<>();

    private Redaction(Collection<String> properties, Set<String> hidden) {
        this.properties = properties;
        this.hidden = hidden;
    }

    /** An object of ours. */
    record Derived(String id, String text) {}

    /**
     * The object without these properties and without references to these ids; empty if what is
     * left would be no object that STIX knows.
     */
    static Optional<Derived> of(Row row, Collection<String> properties, Set<String> hidden) {
        var redaction = new Redaction(properties, hidden);
        Json json = new JsonReader().read(row.text().getBytes(StandardCharsets.UTF_8));
        JsonObject original = (JsonObject) json;
        JsonObject rest = redaction.top(original);
        if (redaction.left.isEmpty()) {
            return Optional.of(new Derived(row.id(), row.text()));
        }
        rest = redaction.withoutCopies(rest);
        StixId id = StixId.parse(row.id());
        StixId derived =
                StixId.derived(
                        id.type(),
                        NAMESPACE,
                        row.id(),
                        row.version().toString(),
                        String.join(",", redaction.left));
        JsonObject object = named(rest, derived, row.id());
        return VALIDATOR.validate(object).isValid()
                ? Optional.of(new Derived(derived.toString(), object.toString()))
                : Optional.empty();
    }

    private JsonObject top(JsonObject object) {
        JsonObject.Builder rest = JsonObject.builder();
        object.forEach((name, value) -> {
            if (properties.contains(name) && !name.equals("id") && !name.equals("type")) {
                left.add(name);
            } else {
                put(rest, name, name, value);
            }
        });
        return rest.build();
    }

    // What MISP said is carried whole beside what STIX says: it would tell what was left out.
    private JsonObject withoutCopies(JsonObject object) {
        JsonObject.Builder rest = JsonObject.builder();
        object.forEach((name, value) -> {
            if (name.equals("extensions")
                    && value instanceof JsonObject all
                    && all.get(MispToStix.EXTENSION.toString()) != null) {
                left.add(name);
                JsonObject.Builder others = JsonObject.builder();
                all.forEach((id, each) -> {
                    if (!id.equals(MispToStix.EXTENSION.toString())) {
                        others.put(id, each);
                    }
                });
                if (all.size() > 1) {
                    rest.put(name, others.build());
                }
            } else {
                rest.put(name, value);
            }
        });
        return rest.build();
    }

    private void put(JsonObject.Builder rest, String path, String name, Json value) {
        if (name.endsWith("_ref") && value instanceof JsonString text && isHidden(text)) {
            left.add(path);
        } else if (name.endsWith("_refs") && value instanceof JsonArray array) {
            List<Json> kept = new ArrayList<>();
            for (Json item : array.items()) {
                if (!(item instanceof JsonString text && isHidden(text))) {
                    kept.add(item);
                }
            }
            if (kept.size() < array.items().size()) {
                left.add(path);
            }
            if (!kept.isEmpty() || array.items().isEmpty()) {
                rest.put(name, new JsonArray(kept));
            }
        } else {
            rest.put(name, below(path, value));
        }
    }

    private Json below(String path, Json value) {
        return switch (value) {
            case JsonObject object -> {
                JsonObject.Builder rest = JsonObject.builder();
                object.forEach((name, each) -> put(rest, path + "." + name, name, each));
                yield rest.build();
            }
            case JsonArray array ->
                    new JsonArray(array.items().stream().map(each -> below(path, each)).toList());
            default -> value;
        };
    }

    private boolean isHidden(JsonString id) {
        return hidden.contains(id.value());
    }

    // Under its own id, and with where it is from among its references.
    private static JsonObject named(JsonObject rest, StixId derived, String original) {
        JsonObject.Builder object = JsonObject.builder();
        Json from =
                JsonObject.builder()
                        .put("source_name", "derived-from")
                        .put("external_id", original)
                        .build();
        List<Json> references = new ArrayList<>();
        rest.forEach((name, value) -> {
            switch (name) {
                case "id" -> object.put("id", derived.toString());
                case "external_references" -> {
                    if (value instanceof JsonArray array) {
                        references.addAll(array.items());
                    }
                }
                // Only its creator makes versions of an object, and this is not by its creator.
                case "created_by_ref" -> {}
                default -> object.put(name, value);
            }
        });
        references.add(from);
        return object.put("external_references", new JsonArray(references)).build();
    }
}
