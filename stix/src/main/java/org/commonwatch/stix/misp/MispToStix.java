package org.commonwatch.stix.misp;

import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.misp.Account.Fate;
import org.commonwatch.stix.validation.Options;
import org.commonwatch.stix.validation.Validator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes STIX of one event: an indicator of an attribute that is for detection, observed data of one
 * that is not, a vulnerability or a note of what is neither, a grouping of each object, and a
 * report of the event.
 *
 * <p>Whatever the event says about its use each of them says too, and what an attribute says
 * besides.
 */
public final class MispToStix {
    /** A report that would refer to more refers to groupings of so many. */
    public static final int REFS = 5_000;

    /** The extension in which what MISP said is carried. */
    public static final StixId EXTENSION = Extension.ID;

    private static final Validator VALIDATOR = new Validator(Options.USUAL);
    private static final String VULNERABILITY = "vulnerability";
    private static final String STIX_OBJECT = "stix-object";
    private static final int NAME = 200;

    /** Takes what is made, in order. */
    public interface Receiver {
        /** An object of STIX. */
        void stix(JsonObject object);

        /** What became of an object of MISP. */
        default void account(Account account) {}
    }

    private final JsonObject head;
    private final Receiver receiver;
    private final Handling handling;
    private final UUID event;
    private final StixId author;
    private final String created;
    private final List<StixId> refs = new ArrayList<>();
    private final List<StixId> groupings = new ArrayList<>();
    private final Set<StixId> defined = new HashSet<>();
    private final Set<StixId> observed = new HashSet<>();
    private final AtomicBoolean begun = new AtomicBoolean();

    /** Of the event with this head, which {@link MispReader} hands out. */
    public MispToStix(JsonObject head, Receiver receiver) {
        this.head = head;
        this.receiver = receiver;
        this.handling = new Handling(head);
        this.event =
                Members.uuid(head)
                        .orElseGet(() ->
                                StixId.derived("report", Extension.ID.uuid(), head.toString())
                                        .uuid());
        this.author =
                Members.object(head, "Orgc")
                        .flatMap(Members::uuid)
                        .map(uuid -> new StixId("identity", uuid))
                        .orElse(Extension.AUTHOR);
        this.created = Members.written(day(head));
    }

    // The same in every version, as STIX wants it; the time of the last change is another.
    private static Instant day(JsonObject head) {
        try {
            return LocalDate.parse(Members.text(head, "date"))
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeParseException noDay) {
            return Instant.EPOCH;
        }
    }

    private void begin() {
        if (begun.getAndSet(true)) {
            return;
        }
        Extension.definitions().forEach(receiver::stix);
        if (!author.equals(Extension.AUTHOR)) {
            String name =
                    Members.object(head, "Orgc").map(each -> Members.text(each, "name")).orElse("");
            receiver.stix(
                    JsonObject.builder()
                            .put("type", "identity")
                            .put("spec_version", "2.1")
                            .put("id", author.toString())
                            .put("created", Extension.CREATED)
                            .put("modified", Extension.CREATED)
                            .put("name", name.isEmpty() ? author.toString() : name)
                            .put("identity_class", "organization")
                            .build());
        }
        define(handling);
    }

    private void define(Handling of) {
        for (JsonObject each : of.definitions()) {
            if (defined.add(StixId.parse(Members.text(each, "id")))) {
                receiver.stix(each);
            }
        }
    }

    /** An attribute that is in no object. */
    public void attribute(JsonObject attribute) {
        begin();
        list(attribute(attribute, Optional.empty(), ""));
    }

    /** An object with its attributes. */
    public void object(JsonObject object) {
        begin();
        UUID uuid = Members.uuid(object).orElseGet(() -> derived(object));
        Handling own = new Handling(object);
        define(own);
        List<StixId> parts = new ArrayList<>();
        for (JsonObject each : Members.objects(object, "Attribute")) {
            parts.add(attribute(each, Optional.of(own), uuid.toString()));
        }
        if (parts.isEmpty()) {
            parts.add(author);
        }
        JsonObject rest = without(object, "Attribute");
        JsonObject around =
                object.get("Attribute") == null
                        ? object
                        : StixObjects.with(object, "Attribute", JsonArray.EMPTY);
        String name = Members.text(object, "name");
        JsonObject grouping =
                common(new StixId("grouping", uuid), object, List.of(handling, own))
                        .put("name", name.isEmpty() ? "object" : shortened(name))
                        .put("context", "unspecified")
                        .put("object_refs", refs(parts))
                        .put("extensions", Extension.of(around, uuid.toString()))
                        .build();
        receiver.stix(grouping);
        list(new StixId("grouping", uuid));
        account(
                "object " + name,
                uuid,
                rest,
                Set.of("uuid", "name", "timestamp", "deleted", "distribution"));
    }

    private void list(StixId id) {
        refs.add(id);
        if (refs.size() == REFS) {
            group();
        }
    }

    private void group() {
        StixId id = StixId.derived("grouping", event, Integer.toString(groupings.size()));
        receiver.stix(
                common(id, head, List.of(handling))
                        .put("name", shortened(info()) + ", part " + (groupings.size() + 1))
                        .put("context", "unspecified")
                        .put("object_refs", refs(refs))
                        .build());
        groupings.add(id);
        refs.clear();
    }

    /** Ends the event. */
    public void end() {
        begin();
        if (!groupings.isEmpty() && !refs.isEmpty()) {
            group();
        }
        List<StixId> all = new ArrayList<>(groupings.isEmpty() ? refs : groupings);
        if (all.isEmpty()) {
            all.add(author);
        }
        Instant published =
                Members.moment(head, "publish_timestamp")
                        .or(() -> Members.moment(head, "timestamp"))
                        .orElse(day(head));
        receiver.stix(
                common(new StixId("report", event), head, List.of(handling))
                        .put("name", shortened(info()))
                        .put("published", Members.written(published))
                        .put("object_refs", refs(all))
                        .put("extensions", Extension.of(head, ""))
                        .build());
        account(
                "event",
                event,
                head,
                Set.of(
                        "uuid",
                        "info",
                        "date",
                        "timestamp",
                        "publish_timestamp",
                        "Tag",
                        "Orgc",
                        "distribution",
                        "SharingGroup"));
    }

    private String info() {
        String info = Members.text(head, "info");
        return info.isBlank() ? "Event " + event : info;
    }

    private StixId attribute(JsonObject attribute, Optional<Handling> of, String object) {
        String type = Members.text(attribute, "type");
        Optional<JsonObject> whole = StixObjects.in(attribute);
        if (whole.isPresent()) {
            return whole(attribute, whole.get(), of);
        }
        UUID uuid = Members.uuid(attribute).orElseGet(() -> derived(attribute));
        Handling own = new Handling(attribute);
        define(own);
        List<Handling> all = new ArrayList<>(List.of(handling));
        of.ifPresent(all::add);
        all.add(own);
        StixId id = made(attribute, uuid, all, object);
        account("attribute " + type, uuid, attribute, said(id.type()));
        return id;
    }

    private static Set<String> said(String type) {
        Set<String> said =
                new HashSet<>(
                        Set.of(
                                "uuid",
                                "type",
                                "value",
                                "timestamp",
                                "deleted",
                                "Tag",
                                "distribution",
                                "SharingGroup"));
        switch (type) {
            case "indicator" -> said.addAll(Set.of("to_ids", "first_seen", "comment"));
            case "observed-data" -> said.addAll(Set.of("to_ids", "first_seen", "last_seen"));
            case VULNERABILITY -> said.add("comment");
            default -> {}
        }
        return said;
    }

    private StixId made(JsonObject attribute, UUID uuid, List<Handling> all, String object) {
        String type = Members.text(attribute, "type");
        String value = Members.text(attribute, "value");
        JsonObject carried = Extension.of(attribute, object);
        if (type.equals(VULNERABILITY) && !value.isBlank()) {
            StixId id = new StixId(VULNERABILITY, uuid);
            receiver.stix(
                    described(common(id, attribute, all).put("name", shortened(value)), attribute)
                            .put("extensions", carried)
                            .build());
            return id;
        }
        Optional<String> pattern =
                type.equals("stix2-pattern") ? Optional.of(value) : MispTypes.pattern(type, value);
        if (Members.isTrue(attribute, "to_ids") && pattern.isPresent()) {
            StixId id = new StixId("indicator", uuid);
            receiver.stix(
                    described(common(id, attribute, all).put("name", shortened(value)), attribute)
                            .put("pattern", pattern.get())
                            .put("pattern_type", "stix")
                            .put("valid_from", Members.written(from(attribute)))
                            .put("extensions", carried)
                            .build());
            return id;
        }
        // What is badly written is told as it is, and not as what it is none of.
        Optional<JsonObject> observable =
                MispTypes.observable(type, value)
                        .filter(each -> VALIDATOR.validate(each).isValid());
        if (observable.isPresent()) {
            return observed(attribute, uuid, all, carried, observable.get());
        }
        StixId id = new StixId("note", uuid);
        receiver.stix(
                common(id, attribute, all)
                        .put("abstract", type.isEmpty() ? "attribute" : shortened(type))
                        .put("content", value.isEmpty() ? "(no value)" : value)
                        .put("object_refs", refs(List.of(author)))
                        .put("extensions", carried)
                        .build());
        return id;
    }

    private StixId observed(
            JsonObject attribute,
            UUID uuid,
            List<Handling> all,
            JsonObject carried,
            JsonObject observable) {
        StixId id = new StixId("observed-data", uuid);
        StixId seen = StixId.parse(Members.text(observable, "id"));
        Instant first = from(attribute);
        Instant last = Members.moment(attribute, "last_seen").orElse(first);
        receiver.stix(
                common(id, attribute, all)
                        .put("first_observed", Members.written(first))
                        .put("last_observed", Members.written(last.isBefore(first) ? first : last))
                        .put("number_observed", JsonNumber.of(1))
                        .put("object_refs", refs(List.of(seen)))
                        .put("extensions", carried)
                        .build());
        if (observed.add(seen)) {
            receiver.stix(marked(observable, all));
        }
        return id;
    }

    // What was brought into MISP as STIX is what it was, under what the event says besides.
    private StixId whole(JsonObject attribute, JsonObject stix, Optional<Handling> of) {
        Handling own = new Handling(attribute);
        define(own);
        List<Handling> all = new ArrayList<>(List.of(handling));
        of.ifPresent(all::add);
        all.add(own);
        receiver.stix(marked(stix, all));
        receiver.account(
                new Account(
                        STIX_OBJECT, Members.text(stix, "id"), Fate.said(attribute.names()), ""));
        return StixId.parse(Members.text(stix, "id"));
    }

    private static JsonObject marked(JsonObject stix, List<Handling> all) {
        Set<String> refs = new LinkedHashSet<>();
        if (stix.get("object_marking_refs") instanceof JsonArray there) {
            there.items().forEach(each -> refs.add(((JsonString) each).value()));
        }
        int before = refs.size();
        all.forEach(each -> each.refs().forEach(ref -> refs.add(ref.toString())));
        if (refs.size() == before) {
            return stix;
        }
        return StixObjects.with(stix, "object_marking_refs", Members.array(List.copyOf(refs)));
    }

    private Instant from(JsonObject attribute) {
        return Members.moment(attribute, "first_seen")
                .or(() -> Members.moment(attribute, "timestamp"))
                .orElse(day(head));
    }

    private JsonObject.Builder common(StixId id, JsonObject of, List<Handling> all) {
        Instant changed = Members.moment(of, "timestamp").orElse(day(head));
        Instant begun = Instant.parse(created);
        JsonObject.Builder object =
                JsonObject.builder()
                        .put("type", id.type())
                        .put("spec_version", "2.1")
                        .put("id", id.toString())
                        .put("created_by_ref", author.toString())
                        .put("created", created)
                        .put(
                                "modified",
                                Members.written(changed.isBefore(begun) ? begun : changed));
        Set<String> labels = new LinkedHashSet<>();
        Set<String> marks = new LinkedHashSet<>();
        all.getLast().labels().forEach(labels::add);
        all.forEach(each -> each.refs().forEach(ref -> marks.add(ref.toString())));
        if (Members.isTrue(of, "deleted")) {
            object.put("revoked", JsonBoolean.TRUE);
        }
        if (!labels.isEmpty()) {
            object.put("labels", Members.array(List.copyOf(labels)));
        }
        if (!marks.isEmpty()) {
            object.put("object_marking_refs", Members.array(List.copyOf(marks)));
        }
        return object;
    }

    private static JsonObject.Builder described(JsonObject.Builder object, JsonObject attribute) {
        String comment = Members.text(attribute, "comment");
        return comment.isEmpty() ? object : object.put("description", comment);
    }

    private static JsonArray refs(List<StixId> ids) {
        return new JsonArray(
                ids.stream().<Json>map(each -> new JsonString(each.toString())).toList());
    }

    private UUID derived(JsonObject of) {
        return StixId.derived("grouping", event, of.toString()).uuid();
    }

    private static JsonObject without(JsonObject object, String name) {
        JsonObject.Builder rest = JsonObject.builder();
        object.forEach((each, value) -> {
            if (!each.equals(name)) {
                rest.put(each, value);
            }
        });
        return rest.build();
    }

    private static String shortened(String text) {
        return text.length() <= NAME ? text : text.substring(0, NAME - 1) + "…";
    }

    private void account(String what, UUID id, JsonObject of, Set<String> places) {
        List<String> said = new ArrayList<>();
        List<String> carried = new ArrayList<>();
        of.names().forEach(each -> (places.contains(each) ? said : carried).add(each));
        receiver.account(new Account(what, id.toString(), new Fate(said, carried, List.of()), ""));
    }
}
