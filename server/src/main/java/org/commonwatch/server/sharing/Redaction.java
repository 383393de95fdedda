package org.commonwatch.server.sharing;

import org.commonwatch.server.intel.Row;
import org.commonwatch.server.pseudonyms.Pseudonyms;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An object without what a reader may not see of it. It is another object than the original: this
 * server derived it, and it says so under an id of its own, the same for the same original, version
 * and parts left out.
 */
final class Redaction {
    private static final UUID NAMESPACE = UUID.fromString("2f6f0a53-93b1-4f0e-8a35-6c9b2d7e4a18");
    private static final String PSEUDONYMS = "Addresses of own networks are pseudonyms.";
    private static final Validator VALIDATOR = new Validator(Options.USUAL);

    private final Collection<String> properties;
    private final Unseen unseen;
    private final boolean replaces;
    private final Set<String> left = new TreeSet<>();
    private final AtomicBoolean replaced = new AtomicBoolean();
    private final Set<String> pseudonymous = new TreeSet<>();

    private Redaction(Collection<String> properties, Unseen unseen) {
        this.properties = properties;
        this.unseen = unseen;
        this.replaces = properties.stream().anyMatch(Pseudonyms::isMark);
    }

    /**
     * What a reader may not see of what is referred to.
     *
     * @param hidden ids of objects that there are not
     * @param renamed ids that would tell an address, and those by which the objects leave
     */
    record Unseen(Set<String> hidden, Map<String, String> renamed, Pseudonyms pseudonyms) {}

    /**
     * An object of ours.
     *
     * @param pseudonymous properties in which addresses are pseudonyms
     */
    record Derived(String id, String text, Set<String> pseudonymous) {
        /** The object as it came. */
        static Derived whole(Row row) {
            return new Derived(row.id(), row.text(), Set.of());
        }
    }

    /**
     * The object without these properties and without references to hidden ids, and with pseudonyms
     * if the mark for that is among the properties; empty if what is left would be no object that
     * STIX knows.
     */
    static Optional<Derived> of(Row row, Collection<String> properties, Unseen unseen) {
        var redaction = new Redaction(properties, unseen);
        Json json = new JsonReader().read(row.text().getBytes(StandardCharsets.UTF_8));
        JsonObject original = (JsonObject) json;
        JsonObject rest = redaction.top(original);
        if (redaction.left.isEmpty() && !redaction.replaced.get()) {
            return Optional.of(Derived.whole(row));
        }
        boolean isWhole = redaction.left.isEmpty();
        rest = redaction.withoutCopies(rest);
        StixId id = redaction.derived(row, isWhole);
        JsonObject object = redaction.named(rest, id, row.id());
        return VALIDATOR.validate(object).isValid()
                ? Optional.of(new Derived(id.toString(), object.toString(), redaction.pseudonymous))
                : Optional.empty();
    }

    // With pseudonyms, the original's id is sealed; what only has them has the id by which it is
    // referred to.
    private StixId derived(Row row, boolean isWhole) {
        StixId id = StixId.parse(row.id());
        StixId of = replaced.get() ? unseen.pseudonyms().id(id) : id;
        return replaced.get() && isWhole
                ? of
                : StixId.derived(
                        id.type(),
                        NAMESPACE,
                        of.toString(),
                        row.version().toString(),
                        String.join(",", left));
    }

    private JsonObject top(JsonObject object) {
        JsonObject.Builder rest = JsonObject.builder();
        object.forEach((name, value) -> {
            if (properties.contains(name) && !name.equals("id") && !name.equals("type")) {
                left.add(name);
            } else {
                boolean before = replaced.getAndSet(false);
                put(rest, name, name, value);
                if (replaced.get()) {
                    pseudonymous.add(name);
                }
                replaced.compareAndSet(false, before);
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
        if (name.endsWith("_ref") && value instanceof JsonString text) {
            if (isHidden(text)) {
                left.add(path);
            } else {
                rest.put(name, renamed(text));
            }
        } else if (name.endsWith("_refs") && value instanceof JsonArray array) {
            List<Json> kept = new ArrayList<>();
            for (Json item : array.items()) {
                if (!(item instanceof JsonString text)) {
                    kept.add(item);
                } else if (!isHidden(text)) {
                    kept.add(renamed(text));
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
            case JsonString text when replaces -> replaced(text);
            default -> value;
        };
    }

    private boolean isHidden(JsonString id) {
        return unseen.hidden().contains(id.value());
    }

    private JsonString renamed(JsonString id) {
        if (!replaces) {
            return id;
        }
        String other = unseen.renamed().get(id.value());
        return other == null ? replaced(id) : changed(id, other);
    }

    private JsonString replaced(JsonString text) {
        return changed(text, unseen.pseudonyms().replace(text.value()));
    }

    private JsonString changed(JsonString before, String now) {
        if (now.equals(before.value())) {
            return before;
        }
        replaced.set(true);
        return new JsonString(now);
    }

    // Under its own id, and with where it is from among its references.
    private JsonObject named(JsonObject rest, StixId derived, String original) {
        JsonObject.Builder object = JsonObject.builder();
        JsonObject.Builder source = JsonObject.builder().put("source_name", "derived-from");
        Json from =
                replaced.get()
                        ? source.put("description", PSEUDONYMS).build()
                        : source.put("external_id", original).build();
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
        // What was observed has none, and says nothing of itself.
        if (replaced.get() && rest.get("created") == null) {
            return object.build();
        }
        references.add(from);
        return object.put("external_references", new JsonArray(references)).build();
    }
}
