package org.commonwatch.server;

import org.commonwatch.access.Action;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.marking.Circle;
import org.commonwatch.access.marking.Condition;
import org.commonwatch.server.House.Who;
import org.commonwatch.server.Model.Caveat;
import org.commonwatch.server.Model.Given;
import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.membership.Collections;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Surface;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.commonwatch.testkit.Cases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Parties of every standing, and objects of all sorts that they post, change and take back: in a
 * server, and in a model of it.
 */
final class Population {
    static final BodyId COMMONS = new BodyId("commons");

    private static final BodyId BILATERAL = new BodyId("bilateral");
    private static final String ALL = "5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05";
    private static final String INDICATORS = "3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1";
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final String[] STANDINGS = {
        "member", "member", "associate", "observer", "applicant", "none", "none"
    };
    private static final String[] TYPES = {
        "indicator", "indicator", "malware", "relationship", "grouping", "ipv4-addr"
    };

    /** A party, and how it signs in. */
    record Member(String name, StixId id, Who who) {}

    /** A collection as a reader finds it. */
    record Place(String root, String id, Model.Place of, Set<String> types) {}

    private final House house;
    private final RandomGenerator random;
    private final List<Member> members = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final Model model;
    private final Who office;
    private int number;

    Population(House house, RandomGenerator random) throws Exception {
        this.house = house;
        this.random = random;
        var institutions = house.part(Institutions.class);
        institutions.roots().add(BILATERAL.name(), Optional.empty());
        Collection collection =
                institutions
                        .collections()
                        .add(
                                new Collections.Wanted(
                                        BILATERAL,
                                        "Between two",
                                        "",
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of()));
        var commons = new Model.Place(COMMONS, Charter.INTELLIGENCE);
        var bilateral = new Model.Place(BILATERAL, collection.shows().dataClass());
        places.add(new Place("commons", ALL, commons, Set.of()));
        places.add(new Place("commons", INDICATORS, commons, Set.of("indicator")));
        places.add(new Place("bilateral", collection.id().toString(), bilateral, Set.of()));
        model =
                new Model(
                        List.of(
                                Charter.trafficLight(COMMONS),
                                Charter.grantsOnly(BILATERAL).and(List.of(bilateral.dataClass()))));
        for (int i = 0; i < STANDINGS.length; i++) {
            String name = "CERT-X" + (char) ('A' + i);
            Who who = house.party(name, STANDINGS[i], "reader-" + i, "reader");
            StixId id = house.part(Parties.class).named(name).id();
            members.add(new Member(name, id, who));
            model.stands(id, COMMONS, STANDINGS[i]);
        }
        office = house.office("OFFICE", "office");
        grant(institutions, collection, 0, true);
        grant(institutions, collection, 1, false);
        grant(institutions, collection, 6, true);
    }

    private void grant(Institutions institutions, Collection to, int member, boolean write) {
        Member who = members.get(member);
        institutions
                .collections()
                .grant(to, house.part(Parties.class).named(who.name()), true, write);
        Set<Action> actions = EnumSet.of(Action.READ);
        if (write) {
            actions.add(Action.CONTRIBUTE);
        }
        model.granted(who.id(), places.get(2).of(), actions);
    }

    List<Member> members() {
        return members;
    }

    List<Place> places() {
        return places;
    }

    List<String> ids() {
        return ids;
    }

    Model model() {
        return model;
    }

    /** Posts objects: several sources and versions of some, and references to any before. */
    void post(int objects) throws Exception {
        for (int i = 0; i < objects; i++) {
            String type = Cases.any(TYPES, random);
            String id = type + "--" + uuid();
            Place place = random.nextInt(4) == 0 ? places.get(2) : places.get(0);
            int sources = type.equals("ipv4-addr") ? 1 : 1 + random.nextInt(2);
            for (int source = 0; source < sources; source++) {
                Member owner = owner(place);
                int versions = type.equals("ipv4-addr") ? 1 : 1 + random.nextInt(3);
                for (int version = 0; version < versions; version++) {
                    post(place, owner, id, version);
                }
            }
            ids.add(id);
        }
    }

    // A random one (RFC 9562), but the same in every run.
    private UUID uuid() {
        return new UUID(
                (random.nextLong() & ~0xF000L) | 0x4000L,
                (random.nextLong() & (Long.MAX_VALUE >>> 1)) | Long.MIN_VALUE);
    }

    private Member owner(Place place) {
        return place.root().equals("bilateral")
                ? members.get(random.nextBoolean() ? 0 : 6)
                : members.get(random.nextInt(members.size()));
    }

    private void post(Place place, Member owner, String id, int version) throws Exception {
        String time = CREATED.plus(Duration.ofDays(version)).toString().replace("Z", ".000Z");
        boolean versioned = !id.startsWith("ipv4-addr");
        String key = versioned ? time : "";
        boolean there =
                model.all().stream()
                        .anyMatch(each ->
                                each.owner().equals(owner.id())
                                        && each.id().equals(id)
                                        && each.version().equals(key));
        if (there) {
            return;
        }
        Set<String> refs = new HashSet<>();
        Optional<Tlp> tlp =
                random.nextInt(4) == 0
                        ? Optional.empty()
                        : Optional.of(Cases.any(Tlp.values(), random));
        String text = text(id, owner, time, tlp, refs);
        List<Caveat> caveats = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            caveats.add(caveat());
        }
        say(owner, place, text, caveats);
        model.all().stream()
                .filter(each -> isOf(each, owner, place, id))
                .reduce((earlier, later) -> later)
                .ifPresent(before -> caveats.addAll(before.caveats()));
        model.all().add(new Given(place.of(), owner.id(), id, key, text, tlp, caveats, refs));
    }

    private static boolean isOf(Given given, Member owner, Place place, String id) {
        return given.owner().equals(owner.id())
                && given.place().equals(place.of())
                && given.id().equals(id);
    }

    private void say(Member owner, Place place, String text, List<Caveat> caveats)
            throws Exception {
        String said = String.join(",", caveats.stream().map(Caveat::json).toList());
        var receipt =
                House.json(
                        house.send(
                                owner.who(),
                                "POST",
                                "/api/v1/collections/" + place.id() + "/objects",
                                "{\"caveats\":[%s],\"objects\":[%s]}".formatted(said, text)));
        if (!receipt.path("failures").isEmpty()) {
            throw new AssertionError(receipt + " for " + text);
        }
        if (!receipt.path("pendings").isEmpty()) { // of who has no standing
            String review = "/api/v1/reviews/" + receipt.path("id").asString();
            House.json(house.send(office, "POST", review, "{\"taken\":true,\"reason\":\"\"}"));
        }
    }

    private String text(String id, Member owner, String time, Optional<Tlp> tlp, Set<String> refs) {
        String type = id.substring(0, id.indexOf("--"));
        String about = owner.name() + " " + number++;
        String own =
                switch (type) {
                    case "indicator" ->
                            ("\"name\":\"%s\",\"pattern\":\"[ipv4-addr:value = '198.18.%d.1']\","
                                            + "\"pattern_type\":\"stix\","
                                            + "\"valid_from\":\"2026-01-01T00:00:00Z\",")
                                    .formatted(about, number % 250);
                    case "malware" -> "\"name\":\"%s\",\"is_family\":false,".formatted(about);
                    case "relationship" ->
                            ("\"relationship_type\":\"related-to\",\"source_ref\":\"%s\","
                                            + "\"target_ref\":\"%s\",")
                                    .formatted(ref(refs), ref(refs));
                    case "grouping" ->
                            "\"context\":\"unspecified\",\"object_refs\":[\"%s\",\"%s\"],"
                                    .formatted(ref(refs), ref(refs));
                    default -> "\"value\":\"198.19.%d.%d\",".formatted(number / 250, number % 250);
                };
        String common =
                type.equals("ipv4-addr")
                        ? ""
                        : ("\"created\":\"%s\",\"modified\":\"%s\",\"description\":\"of %s\","
                                        + "\"labels\":[\"word-%d\"],")
                                .formatted(
                                        CREATED.toString().replace("Z", ".000Z"),
                                        time,
                                        about,
                                        number);
        String marked =
                tlp.map(level -> "\"object_marking_refs\":[\"%s\"],".formatted(level.marking()))
                        .orElse("");
        return "{\"type\":\"%s\",\"spec_version\":\"2.1\",%s%s%s\"id\":\"%s\"}"
                .formatted(type, common, own, marked, id);
    }

    private String ref(Set<String> refs) {
        List<String> others =
                ids.stream().filter(each -> !each.startsWith("relationship--")).toList();
        String ref =
                others.isEmpty() ? "malware--" + uuid() : others.get(random.nextInt(others.size()));
        refs.add(ref);
        return ref;
    }

    private Caveat caveat() {
        Member other = members.get(random.nextInt(members.size()));
        String id = "c-" + number++;
        Instant past =
                Instant.now().minusSeconds(100).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        Instant future = past.plus(Duration.ofDays(1));
        return switch (random.nextInt(8)) {
            case 0 ->
                    Model.caveat(
                            id,
                            "\"not-to\":[\"" + other.name() + "\"]",
                            Condition.NotTo.party(other.id()));
            case 1 ->
                    Model.caveat(
                            id,
                            "\"only-to\":[\"" + other.id() + "\"]",
                            new Condition.OnlyTo(Circle.of(Set.of(other.id()))));
            case 2 ->
                    Model.caveat(
                            id,
                            "\"within\":{\"body\":\"commons\",\"least\":\"associate\"}",
                            new Condition.OnlyTo(
                                    new Circle(
                                            Set.of(),
                                            Set.of(),
                                            Set.of(new Circle.Within(COMMONS, "associate")))));
            case 3 -> embargo(id, random.nextBoolean() ? past : future);
            case 4 -> {
                Instant at = random.nextBoolean() ? past : future;
                yield Model.caveat(id, "\"expiry\":\"" + at + "\"", new Condition.Expiry(at));
            }
            default -> {
                String[] properties = {"description", "labels", "name", "pattern"};
                String property = Cases.any(properties, random);
                yield Model.caveat(
                        id, "\"hide\":\"" + property + "\"", new Condition.Hide(property));
            }
        };
    }

    private static Caveat embargo(String id, Instant until) {
        return Model.caveat(id, "\"embargo\":\"" + until + "\"", new Condition.Embargo(until));
    }

    /** What a member sees as another does. */
    Map<String, String> viewAs(Member analyst, Member other, Place place) {
        var sharing = house.part(Sharing.class);
        var caller = new Caller(analyst.id(), analyst.name());
        var match = Match.ALL.with(Match.Versions.ALL);
        var question =
                new Question(
                        caller,
                        Surface.VIEW_AS,
                        sharing.collection(caller, place.id()).collection(),
                        new Page.Query(match, Optional.empty(), Optional.empty(), 1_000),
                        Optional.empty());
        Map<String, String> seen = new LinkedHashMap<>();
        sharing.readAs(
                question,
                other.id(),
                Optional.empty(),
                page -> {
                    page.objects().forEach(each -> Surfaces.add(seen, each.text()));
                    return new byte[0];
                });
        return seen;
    }

    /** Something that changes who may read what. */
    void change() throws Exception {
        Given given = model.all().get(random.nextInt(model.all().size()));
        Member owner =
                members.stream()
                        .filter(each -> each.id().equals(given.owner()))
                        .findFirst()
                        .orElseThrow();
        Place place = given.place().equals(places.get(2).of()) ? places.get(2) : places.get(0);
        String object = "/api/v1/collections/" + place.id() + "/objects/" + given.id();
        switch (random.nextInt(5)) {
            case 0 -> {
                Member member = members.get(random.nextInt(members.size()));
                String standing = Cases.any(STANDINGS, random);
                House.json(
                        house.send(
                                house.operator(),
                                "POST",
                                "/api/v1/standings",
                                "{\"party\":\"%s\",\"body\":\"\",\"standing\":\"%s\"}"
                                        .formatted(member.name(), standing)));
                model.stands(member.id(), COMMONS, standing);
            }
            case 1, 2 -> caveats(owner, place, given.id(), object, List.of(caveat()));
            case 3 -> {
                // An embargo ends, and nobody writes anything.
                Instant soon = Instant.now().plusMillis(600);
                soon = Instant.ofEpochMilli(soon.toEpochMilli());
                caveats(owner, place, given.id(), object, List.of(embargo("c-" + number++, soon)));
                for (Member each : members) {
                    house.taxii(each.who(), "/commons/collections/" + ALL + "/objects/");
                }
                Thread.sleep(Math.max(0, Duration.between(Instant.now(), soon).toMillis()) + 5);
            }
            default -> {
                if (place.root().equals("commons")) {
                    House.json(house.send(owner.who(), "DELETE", object, ""));
                    model.all().removeIf(each -> isOf(each, owner, place, given.id()));
                }
            }
        }
    }

    private void caveats(Member owner, Place place, String id, String object, List<Caveat> caveats)
            throws Exception {
        String said = String.join(",", caveats.stream().map(Caveat::json).toList());
        House.json(house.send(owner.who(), "PUT", object + "/caveats", "[" + said + "]"));
        model.all().replaceAll(each -> isOf(each, owner, place, id) ? each.saying(caveats) : each);
    }
}
