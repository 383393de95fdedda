package org.commonwatch.server.sharing;

import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.world.WorldTexts;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Order;
import org.commonwatch.server.intel.Addition;
import org.commonwatch.server.intel.Audiences;
import org.commonwatch.server.intel.Audiences.Audience;
import org.commonwatch.server.intel.Recalled;
import org.commonwatch.server.intel.StixObjects;
import org.commonwatch.server.intel.StixObjects.Held;
import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixTime;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What owners say about their objects in their own words, and take back.
 *
 * <p>An object whose caveats change stays where it is for whoever could read it and still may; for
 * whoever may read it only now it comes again at the end of the order.
 */
final class Caveats {
    private static final int LIMIT = 32;

    private final Transactions transactions;
    private final Institutions institutions;
    private final Record record;
    private final InstantSource clock;

    Caveats(
            Transactions transactions,
            Institutions institutions,
            Record record,
            InstantSource clock) {
        this.transactions = transactions;
        this.institutions = institutions;
        this.record = record;
        this.clock = clock;
    }

    /** What texts say; throws what refuses one. */
    List<JsonObject> read(List<String> said) {
        if (said.isEmpty()) {
            return List.of();
        }
        if (said.size() > LIMIT) {
            throw new ProblemException(
                    new Problem.TooLarge("The number of caveats of one object", LIMIT + ""));
        }
        WorldTexts texts = Institutions.texts(institutions.world());
        List<JsonObject> caveats = new ArrayList<>();
        for (String each : said) {
            caveats.add(read(texts, each));
        }
        return caveats;
    }

    private static JsonObject read(WorldTexts texts, String said) {
        try {
            Json json = new JsonReader().read(said.getBytes(StandardCharsets.UTF_8));
            texts.caveat("the caveat", said);
            if (json instanceof JsonObject caveat) {
                return caveat;
            }
            throw new ProblemException(
                    new Problem.Malformed(
                            "'" + said + "' is no caveat.", "Give a JSON object for each."));
        } catch (ArchiveRefusedException e) {
            throw new ProblemException(
                    new Problem.Malformed(e.refusal().message(), e.refusal().remedy()));
        } catch (RefusedException e) {
            throw new ProblemException(
                    new Problem.Malformed(e.refusal().message(), e.refusal().remedy()));
        }
    }

    /** Has all versions that the owner gave bear these caveats, and no others. */
    int change(Caller owner, Collection in, String id, List<JsonObject> caveats) {
        StixId object =
                StixId.find(id)
                        .orElseThrow(
                                () -> new ProblemException(new Problem.NotFound("object", id)));
        int count =
                transactions.run(connection -> {
                    Instant begun = Order.begin(connection, clock.instant());
                    Map<Optional<StixTime>, List<Held>> versions = new LinkedHashMap<>();
                    for (Held each : StixObjects.held(connection, owner.party(), List.of(object))) {
                        if (each.body().equals(in.root().name())
                                && each.dataClass().equals(in.shows().dataClass())) {
                            versions.computeIfAbsent(
                                            each.object().version(), v -> new ArrayList<>())
                                    .add(each);
                        }
                    }
                    if (versions.isEmpty()) {
                        throw new ProblemException(new Problem.NotFound("object", id));
                    }
                    List<Addition> again = new ArrayList<>();
                    for (List<Held> version : versions.values()) {
                        change(connection, owner.party(), version, caveats, begun)
                                .ifPresent(again::add);
                    }
                    StixObjects.add(connection, begun, again);
                    Recalled.note(connection, owner.party(), id, Recalled.NARROWED, begun);
                    Record.change(
                            connection,
                            new Change(
                                    Change.Kind.CAVEAT,
                                    begun,
                                    owner.name(),
                                    JsonObject.builder()
                                            .put("party", owner.party().toString())
                                            .put("collection", in.id().toString())
                                            .put("object", id)
                                            .put(
                                                    "caveats",
                                                    new JsonArray(List.<Json>copyOf(caveats)))
                                            .build()));
                    return versions.size();
                });
        record.changed();
        return count;
    }

    private static Optional<Addition> change(
            Connection connection,
            StixId owner,
            List<Held> rows,
            List<JsonObject> caveats,
            Instant begun)
            throws SQLException {
        Held last = rows.getLast();
        int handling = Audiences.handling(connection, with(last.terms(), caveats).toString());
        Audience now = Audiences.find(connection, last.audience());
        if (now.handling() == handling) {
            return Optional.empty();
        }
        var needs = new TreeSet<>(now.needs());
        needs.remove(now.handling());
        needs.add(handling);
        // Who saw a part sees another part, or all of it: that is another object to everybody.
        boolean other = hides(last.caveats()) || hides(caveats);
        if (other) {
            List<Long> all = rows.stream().map(Held::sequence).toList();
            StixObjects.withdraw(connection, all, begun);
        } else {
            for (Held each : rows) {
                Audience before = Audiences.find(connection, each.audience());
                var more = new TreeSet<>(before.needs());
                more.add(handling);
                StixObjects.move(
                        connection,
                        each.sequence(),
                        new Audience(before.type(), handling, more, before.unless()));
            }
        }
        Audience then =
                new Audience(now.type(), handling, needs, other ? new TreeSet<>() : now.needs());
        return Optional.of(new Addition(last.object(), owner, then));
    }

    private static boolean hides(List<JsonObject> caveats) {
        return caveats.stream().anyMatch(each -> each.get("hide") != null);
    }

    private static JsonObject with(JsonObject terms, List<JsonObject> caveats) {
        JsonObject.Builder other = JsonObject.builder();
        terms.forEach((name, value) -> {
            if (!name.equals("caveats")) {
                other.put(name, value);
            }
        });
        if (!caveats.isEmpty()) {
            other.put("caveats", new JsonArray(List.<Json>copyOf(caveats)));
        }
        return other.build();
    }
}
