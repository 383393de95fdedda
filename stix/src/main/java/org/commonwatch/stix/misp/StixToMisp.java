package org.commonwatch.stix.misp;

import org.commonwatch.stix.ObjectType;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.Tlp;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.misp.Account.Fate;
import org.commonwatch.stix.misp.Extension.Carried;
import org.commonwatch.stix.misp.MispTypes.Typed;
import org.commonwatch.stix.pattern.Pattern;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes one event of objects of STIX. What was made by {@link MispToStix} becomes what it was, if
 * it still says the same; an indicator or observable with one value becomes an attribute; every
 * other object is carried whole in an attribute of its own.
 *
 * <p>An attribute says of its use what the object says with levels of the Traffic Light Protocol.
 * An object with other markings is not made an attribute by itself: whoever is given the event
 * reads them in the object that is carried.
 */
public final class StixToMisp {
    /** So many observables wait at most for what tells of them. */
    public static final int WAITING = 200_000;

    private static final Set<String> OF_INDICATOR =
            Set.of(
                    "type",
                    "spec_version",
                    "id",
                    "pattern",
                    "pattern_type",
                    "modified",
                    "valid_from",
                    "description",
                    "labels",
                    "object_marking_refs");
    private static final Set<String> OF_OBSERVABLE =
            Set.of("type", "spec_version", "id", "object_marking_refs");

    /** Takes what is made, in order. */
    public interface Receiver {
        /** An attribute that is in no object. */
        void attribute(JsonObject attribute);

        /** An object with its attributes. */
        void object(JsonObject object);

        /** What became of an object of STIX. */
        default void account(Account account) {}
    }

    private final Receiver receiver;
    private final boolean one;
    private final AtomicReference<Optional<JsonObject>> head =
            new AtomicReference<>(Optional.empty());
    private final Map<String, List<JsonObject>> parts = new LinkedHashMap<>();
    private final Map<StixId, StixObject> waiting = new LinkedHashMap<>();
    private final Set<StixId> told = new HashSet<>();

    /**
     * Of objects of one event, or of whatever there is.
     *
     * @param one whether the report of an event becomes what is around all others; else it is
     *     carried, as other objects are
     */
    public StixToMisp(boolean one, Receiver receiver) {
        this.one = one;
        this.receiver = receiver;
    }

    /** The next object. */
    public void take(StixObject object) {
        Optional<Carried> carried = Extension.in(object.properties());
        if (carried.isPresent()) {
            carried(object, carried.get());
        } else if (isMade(object) || told.contains(object.id())) {
            carried(object);
        } else if (isObservable(object)) {
            waiting.put(object.id(), object);
            if (waiting.size() > WAITING) {
                Iterator<StixObject> first = waiting.values().iterator();
                StixObject longest = first.next();
                first.remove();
                observable(longest);
            }
        } else if (object.type() == ObjectType.INDICATOR) {
            indicator(object);
        } else {
            whole(object);
        }
    }

    // What a conversion from MISP adds, and adds again when it is made STIX once more.
    private static boolean isMade(StixObject object) {
        return object.id().equals(Extension.ID)
                || object.id().equals(Extension.AUTHOR)
                || isOurDefinition(object)
                || isPart(object)
                || isOrganisation(object);
    }

    private static boolean isOurDefinition(StixObject object) {
        return object.type() == ObjectType.MARKING_DEFINITION
                && object.createdBy().filter(Extension.AUTHOR::equals).isPresent();
    }

    private static boolean isOrganisation(StixObject object) {
        return object.type() == ObjectType.IDENTITY
                && Members.text(object.properties(), "created").equals(Extension.CREATED)
                && Members.text(object.properties(), "modified").equals(Extension.CREATED);
    }

    private static boolean isPart(StixObject object) {
        return object.type() == ObjectType.GROUPING
                && Members.text(object.properties(), "name").matches("(?s).*, part \\d+")
                && Members.text(object.properties(), "context").equals("unspecified");
    }

    private static boolean isObservable(StixObject object) {
        ObjectType type = object.type();
        return type != null && type.category() == ObjectType.Category.OBSERVABLE;
    }

    private void carried(StixObject object, Carried carried) {
        JsonObject misp = carried.misp();
        switch (object.id().type()) {
            case "report" -> {
                if (!one) {
                    whole(object);
                    return;
                }
                head.set(Optional.of(misp));
            }
            case "grouping" -> {
                List<Json> attributes = new ArrayList<>();
                List<JsonObject> held = parts.remove(carried.object());
                if (held != null) {
                    attributes.addAll(held);
                }
                receiver.object(
                        attributes.isEmpty()
                                ? misp
                                : StixObjects.with(misp, "Attribute", new JsonArray(attributes)));
            }
            default -> attribute(object, carried);
        }
        carried(object);
    }

    private void attribute(StixObject object, Carried carried) {
        if (object.id().type().equals("observed-data")) {
            for (StixId each : object.references()) {
                told.add(each);
                waiting.remove(each);
            }
        }
        JsonObject attribute = asItIsNow(object, carried.misp());
        if (object.revoked() && !Members.isTrue(attribute, "deleted")) {
            attribute = StixObjects.with(attribute, "deleted", JsonBoolean.TRUE);
        }
        if (carried.object().isEmpty()) {
            receiver.attribute(attribute);
        } else {
            parts.computeIfAbsent(carried.object(), key -> new ArrayList<>()).add(attribute);
        }
    }

    // Whoever changed the object since meant what it says now.
    private JsonObject asItIsNow(StixObject object, JsonObject misp) {
        if (!object.id().type().equals("indicator")) {
            return misp;
        }
        String now = Members.text(object.properties(), "pattern");
        String type = Members.text(misp, "type");
        String value = Members.text(misp, "value");
        Optional<String> then =
                type.equals("stix2-pattern") ? Optional.of(value) : MispTypes.pattern(type, value);
        if (then.filter(now::equals).isPresent()) {
            return misp;
        }
        List<Typed> typed = typed(now);
        Typed other = typed.size() == 1 ? typed.getFirst() : new Typed("stix2-pattern", now);
        JsonObject changed = StixObjects.with(misp, "type", new JsonString(other.type()));
        return StixObjects.with(changed, "value", new JsonString(other.value()));
    }

    private static List<Typed> typed(String pattern) {
        try {
            return MispTypes.typed(Pattern.parse(pattern));
        } catch (RefusedException unreadable) {
            return List.of();
        }
    }

    private void indicator(StixObject object) {
        JsonObject properties = object.properties();
        String pattern = Members.text(properties, "pattern");
        boolean stix = Members.text(properties, "pattern_type").equals("stix");
        if (!stix || object.revoked() || hasOtherMarkings(object)) {
            whole(object);
            return;
        }
        List<Typed> typed = typed(pattern);
        if (typed.size() != 1) {
            typed = List.of(new Typed("stix2-pattern", pattern));
        }
        JsonObject.Builder attribute = attribute(object, typed.getFirst(), true);
        String description = Members.text(properties, "description");
        if (!description.isEmpty()) {
            attribute.put("comment", description);
        }
        String from = Members.text(properties, "valid_from");
        if (!from.isEmpty()) {
            attribute.put("first_seen", from);
        }
        receiver.attribute(tagged(attribute, object).build());
        account(object, OF_INDICATOR);
    }

    private void observable(StixObject object) {
        Optional<Typed> typed = MispTypes.typed(object.properties());
        if (typed.isEmpty() || hasOtherMarkings(object) || isMore(object, typed.get())) {
            whole(object);
            return;
        }
        receiver.attribute(tagged(attribute(object, typed.get(), false), object).build());
        account(object, Fate.said(object.properties().names()), "");
    }

    // Whether it says more than one value.
    private static boolean isMore(StixObject object, Typed typed) {
        Optional<JsonObject> again = MispTypes.observable(typed.type(), typed.value());
        if (again.isEmpty()) {
            return true;
        }
        for (String name : object.properties().names()) {
            if (!OF_OBSERVABLE.contains(name)) {
                Json there = again.get().get(name);
                if (there == null || !there.equals(object.properties().get(name))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasOtherMarkings(StixObject object) {
        return !object.granularMarkings().isEmpty()
                || object.markings().stream().anyMatch(each -> Tlp.ofMarking(each).isEmpty());
    }

    private static JsonObject.Builder attribute(StixObject object, Typed typed, boolean detects) {
        JsonObject.Builder attribute =
                JsonObject.builder()
                        .put("uuid", object.id().uuid().toString())
                        .put("type", typed.type())
                        .put("category", category(typed.type()))
                        .put("value", typed.value())
                        .put("to_ids", JsonBoolean.of(detects))
                        .put("distribution", "5");
        object.version()
                .ifPresent(each ->
                        attribute.put("timestamp", Long.toString(each.instant().getEpochSecond())));
        return attribute;
    }

    private static String category(String type) {
        return switch (type) {
            case "filename", "regkey", "mutex", "stix2-pattern" -> "Artifacts dropped";
            case "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "ssdeep", "tlsh" ->
                    "Payload delivery";
            default -> "Network activity";
        };
    }

    private static JsonObject.Builder tagged(JsonObject.Builder attribute, StixObject object) {
        List<Json> tags = new ArrayList<>(levels(object));
        if (object.properties().get("labels") instanceof JsonArray labels) {
            labels.items().forEach(each -> tags.add(tag(StixObjects.text(each))));
        }
        return tags.isEmpty()
                ? attribute
                : attribute.put("Tag", new JsonArray(tags.stream().distinct().toList()));
    }

    private static List<JsonObject> levels(StixObject object) {
        return object.markings().stream()
                .map(Tlp::ofMarking)
                .flatMap(Optional::stream)
                .map(each -> tag(each.label().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static JsonObject tag(String name) {
        return JsonObject.builder().put("name", name).build();
    }

    private void whole(StixObject object) {
        receiver.attribute(StixObjects.attribute(object.properties(), levels(object)));
        carried(object);
    }

    /** Ends the event, and gives its head; empty if none of the objects told of it. */
    public Optional<JsonObject> end() {
        waiting.values().forEach(this::observable);
        waiting.clear();
        parts.values().forEach(each -> each.forEach(receiver::attribute));
        parts.clear();
        return head.get();
    }

    private void account(StixObject object, Set<String> said) {
        List<String> there = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        object.properties().names().forEach(each -> (said.contains(each) ? there : lost).add(each));
        String why = lost.isEmpty() ? "" : "Attributes of MISP have no place for it.";
        account(object, new Fate(there, List.of(), lost), why);
    }

    private void carried(StixObject object) {
        account(object, Fate.carried(object.properties().names()), "");
    }

    private void account(StixObject object, Fate fate, String why) {
        receiver.account(new Account(object.id().type(), object.id().toString(), fate, why));
    }
}
