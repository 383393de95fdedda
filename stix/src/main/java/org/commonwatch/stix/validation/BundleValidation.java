package org.commonwatch.stix.validation;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Checks the objects of one bundle, one after another, and what they say of each other: versions
 * (§3.6), ids (§2.9), markings of markings (§3.2). Of an object that has passed it remembers its
 * versions alone, some 400 bytes. For one thread.
 */
public final class BundleValidation {
    /** Of so many objects it is remembered what later ones have to agree with. */
    public static final int REMEMBERED_LIMIT = 500_000;

    /** Of the markings of a marking, and of those that it has by way of others, as many count. */
    static final int MARKINGS_LIMIT = 100;

    private static final Rule TWICE = Rule.should("duplicate-ids", "", "3.6");
    private static final Rule SAME_VERSION = Rule.must("S094", "3.6");
    private static final Rule CREATED = Rule.must("S065", "3.2");
    private static final Rule CREATOR = Rule.must("S091", "3.6");
    private static final Rule REVOKED = Rule.must("S096", "3.6");
    private static final Rule UUID_REUSED = Rule.must("S023", "2.9");
    private static final Rule CIRCULAR = Rule.must("S076", "3.2");
    private static final Rule VARIANT = Rule.must("S152", "4.11.2");

    /** What was seen of one version. */
    private record Version(Spot spot, int content) {}

    /**
     * What was seen of all objects that have one UUID.
     *
     * @param revoked the earliest version that is revoked, or empty
     * @param latest the latest version
     */
    private record History(
            String type, String created, String creator, String revoked, String latest) {}

    private record Variant(Spot relationship, UUID source, UUID target) {}

    private record Marked(Spot spot, List<String> by) {}

    /** An object and where it stands. */
    private record Spot(String id, String path) {
        Finding finding(String member, Rule rule, String message, String remedy) {
            String at = path.isEmpty() || member.isEmpty() ? path + member : path + "." + member;
            return new Finding(id, at, rule, message, remedy);
        }

        @Override
        public String toString() {
            return path.isEmpty() ? "another place" : path;
        }
    }

    private final Validator validator;
    private final Options options;
    private final int rememberedLimit;
    private final Map<String, Version> versions = new HashMap<>();
    private final Map<UUID, History> histories = new HashMap<>();
    private final Map<UUID, Boolean> families = new HashMap<>();
    private final Map<String, Marked> markings = new HashMap<>();
    private final List<Variant> variants = new ArrayList<>();
    private final List<Spot> beyond = new ArrayList<>();

    BundleValidation(Validator validator, Options options, int rememberedLimit) {
        this.validator = validator;
        this.options = options;
        this.rememberedLimit = rememberedLimit;
    }

    /**
     * Checks an object, also against those before it.
     *
     * @param path where it stands, such as {@code objects[3]}; empty if it stands alone
     */
    public Report validate(Json value, String path) {
        if (!(value instanceof JsonObject object)) {
            return Validator.notAnObject(value, path);
        }
        Report alone = validator.validate(object, path);
        String id = text(object, "id");
        if (!Formats.isIdentifier(id)) {
            return alone; // which is reported
        }
        List<Finding> found = new ArrayList<>(0);
        Spot spot = new Spot(id, path);
        String modified = text(object, "modified");
        Version same = versions.get(id + modified);
        if (same != null) {
            compare(same, object, spot, found);
        } else if (versions.size() < rememberedLimit) {
            versions.put(id + modified, new Version(spot, object.hashCode()));
            compare(object, spot, found);
            remember(object, spot);
        } else if (beyond.isEmpty()) {
            beyond.add(spot);
        }
        return found.isEmpty() ? alone : with(alone, found);
    }

    private Report with(Report alone, List<Finding> found) {
        found.removeIf(each ->
                each.severity() == Severity.WARNING
                        && options.disabled().contains(each.rule().check()));
        List<Finding> all = new ArrayList<>(alone.findings());
        all.addAll(found);
        long errors = found.stream().filter(each -> each.severity() == Severity.ERROR).count();
        return new Report(all, alone.errors() + errors, alone.warnings() + found.size() - errors);
    }

    // With one that has the same id and was modified at the same time.
    private static void compare(Version same, JsonObject object, Spot spot, List<Finding> found) {
        boolean equal = same.content() == object.hashCode();
        boolean observable = Identity.isObservable(Formats.typeOf(spot.id()));
        if (equal || observable) {
            found.add(
                    spot.finding(
                            "",
                            TWICE,
                            (equal ? "the same object is at " : "an object of the same id is at ")
                                    + same.spot(),
                            "keep one of them"));
        } else {
            found.add(
                    spot.finding(
                            "modified",
                            SAME_VERSION,
                            "at " + same.spot() + " the same version has other content",
                            "keep one, or give the newer a later modified time"));
        }
    }

    private void compare(JsonObject object, Spot spot, List<Finding> found) {
        UUID uuid = uuid(spot.id());
        String type = Formats.typeOf(spot.id());
        String modified = text(object, "modified");
        boolean revoked = object.get("revoked") == JsonBoolean.TRUE;
        History before = histories.get(uuid);
        History now =
                new History(
                        type,
                        text(object, "created"),
                        text(object, "created_by_ref"),
                        revoked ? modified : "",
                        modified);
        if (before != null && before.type().equals(type)) {
            compare(before, now, spot, found);
        } else if (before != null
                && !before.creator().isEmpty()
                && before.creator().equals(now.creator())) {
            found.add(
                    spot.finding(
                            "id",
                            UUID_REUSED,
                            "its creator has used the UUID for an object of the type "
                                    + before.type(),
                            "make a new UUID"));
        }
        histories.put(uuid, before == null ? now : joined(before, now));
    }

    private static void compare(History before, History now, Spot spot, List<Finding> found) {
        if (!before.created().equals(now.created())) {
            found.add(
                    spot.finding(
                            "created",
                            CREATED,
                            "another version was created " + Walk.cut(before.created()),
                            "keep the created time of the first version"));
        }
        if (!before.creator().equals(now.creator())) {
            found.add(
                    spot.finding(
                            "created_by_ref",
                            CREATOR,
                            "another version has the creator '" + Walk.cut(before.creator()) + "'",
                            "make a new object with an id of its own"));
        }
        boolean afterRevoked = Formats.isLater(now.latest(), before.revoked());
        if (afterRevoked || Formats.isLater(before.latest(), now.revoked())) {
            found.add(
                    spot.finding(
                            "modified",
                            REVOKED,
                            afterRevoked
                                    ? "the object was revoked " + before.revoked()
                                    : "there is a version after this, which revokes the object",
                            "make a new object instead of a version of a revoked one"));
        }
    }

    private static History joined(History before, History now) {
        boolean revokedFirst =
                before.revoked().isEmpty()
                        || (!now.revoked().isEmpty()
                                && Formats.isLater(before.revoked(), now.revoked()));
        return new History(
                before.type(),
                before.created(),
                before.creator(),
                revokedFirst ? now.revoked() : before.revoked(),
                Formats.isLater(before.latest(), now.latest()) ? before.latest() : now.latest());
    }

    private void remember(JsonObject object, Spot spot) {
        switch (Formats.typeOf(spot.id())) {
            case "marking-definition" ->
                    markings.put(spot.id(), new Marked(spot, markingsOf(object)));
            case "malware" ->
                    families.put(uuid(spot.id()), object.get("is_family") == JsonBoolean.TRUE);
            case "relationship" -> {
                String source = text(object, "source_ref");
                String target = text(object, "target_ref");
                if (text(object, "relationship_type").equals("variant-of")
                        && Formats.isIdentifier(source)
                        && Formats.isIdentifier(target)) {
                    variants.add(new Variant(spot, uuid(source), uuid(target)));
                }
            }
            default -> {} // nothing else looks at other objects
        }
    }

    private static List<String> markingsOf(JsonObject object) {
        List<String> ids = new ArrayList<>();
        if (object.get("object_marking_refs") instanceof JsonArray refs) {
            for (Json ref : refs.items()) {
                if (ref instanceof JsonString id && ids.size() < MARKINGS_LIMIT) {
                    ids.add(id.value());
                }
            }
        }
        if (object.get("granular_markings") instanceof JsonArray granular) {
            for (Json item : granular.items()) {
                if (item instanceof JsonObject marking && ids.size() < MARKINGS_LIMIT) {
                    ids.add(text(marking, "marking_ref"));
                }
            }
        }
        return ids;
    }

    /** What can be said when all objects have been seen. */
    public Report finish() {
        List<Finding> found = new ArrayList<>();
        markings.forEach((id, marked) -> {
            if (!marked.by().contains(id) && marksItself(id)) {
                found.add(
                        marked.spot()
                                .finding(
                                        "object_marking_refs",
                                        CIRCULAR,
                                        "the marking marks itself by way of others",
                                        "leave one of the references out"));
            }
        });
        for (Variant variant : variants) {
            if (families.getOrDefault(variant.source(), false)
                    && !families.getOrDefault(variant.target(), true)) {
                found.add(
                        variant.relationship()
                                .finding(
                                        "relationship_type",
                                        VARIANT,
                                        "a malware family is said to be a variant of an instance",
                                        "turn it round, or use related-to"));
            }
        }
        for (Spot first : beyond) {
            found.add(
                    first.finding(
                            "",
                            TWICE,
                            "from here on objects are not compared with each other: there are"
                                    + " more than "
                                    + rememberedLimit,
                            "check parts of the bundle on their own"));
        }
        return with(new Report(List.of(), 0, 0), found);
    }

    private boolean marksItself(String id) {
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(id));
        while (!next.isEmpty() && seen.size() < MARKINGS_LIMIT) {
            Marked marked = markings.get(next.pop());
            for (String by : marked == null ? List.<String>of() : marked.by()) {
                if (by.equals(id)) {
                    return true;
                }
                if (seen.add(by)) {
                    next.push(by);
                }
            }
        }
        return false;
    }

    private static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }

    private static UUID uuid(String id) {
        return UUID.fromString(id.substring(id.length() - Formats.UUID_LENGTH));
    }
}
