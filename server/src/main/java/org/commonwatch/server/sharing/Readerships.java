package org.commonwatch.server.sharing;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.ruling.Handling;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Order;
import org.commonwatch.server.database.Order.State;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.intel.Audiences.Audience;
import org.commonwatch.server.intel.Audiences.Numbered;
import org.commonwatch.server.intel.Mended;
import org.commonwatch.server.intel.Mended.Again;
import org.commonwatch.server.intel.Recalled;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.pseudonyms.Pseudonyms;
import org.commonwatch.server.sharing.Readership.Read;
import org.commonwatch.stix.StixId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * What every party may read. It is kept what each could read when it last asked: what has become
 * readable to it since is released at a date of its own, later than every date it can have seen. A
 * party that never asked has seen none, so for it everything is where it was added.
 */
final class Readerships {
    private static final Instant ALWAYS = Instant.EPOCH;

    private final Transactions transactions;
    private final Institutions institutions;
    private final Mended mended;
    private final Optional<String> mark;
    private final InstantSource clock;
    private final Map<StixId, Readership> kept = new ConcurrentHashMap<>();
    private final Map<StixId, Looked> looked = new ConcurrentHashMap<>();
    private final AtomicReference<Current> current = new AtomicReference<>();

    private final AtomicReference<Ruled> ruled = new AtomicReference<>();

    private record Current(long facts, Policy policy) {}

    /** That everybody was ruled on, and when time alone may change that. */
    private record Ruled(long facts, Instant until) {}

    /** Of what was known when it was last looked for what comes again. */
    private record Looked(State state, Instant last) {}

    /** How long a readership holds, and what comes again in it. */
    private record Terms(State state, Instant until, Again again) {}

    /** What a party could read when it last asked. */
    private record Before(int audiences, Map<Integer, Since> reads) {}

    private record Since(Instant since, List<String> hidden) {}

    Readerships(
            Transactions transactions,
            Institutions institutions,
            Pseudonyms pseudonyms,
            InstantSource clock) {
        this.mark = pseudonyms.mark();
        this.transactions = transactions;
        this.institutions = institutions;
        this.mended = new Mended(transactions);
        this.clock = clock;
    }

    /**
     * What a party may read; whether that is still so is told by the state that comes with what is
     * read.
     */
    Readership of(StixId party) {
        Readership known = kept.get(party);
        return known != null && clock.instant().isBefore(known.until()) ? known : renew(party);
    }

    /** What a party may read now. */
    Readership now(StixId party) {
        State state = transactions.read(Order::state);
        Readership known = of(party);
        return known.state().equals(state) ? known : renew(party);
    }

    /** What a party is called. */
    String name(StixId party) {
        Current known = current.get();
        return known == null ? party.toString() : known.policy().name(party);
    }

    /** Keeps what rows refer to that the reader may not see, by the rows' numbers. */
    void part(Readership reader, Map<Long, Set<String>> refs) {
        StixId party = reader.again().party();
        mended.part(party, refs);
        if (!reader.again().parted()) {
            kept.remove(party);
        }
    }

    /**
     * Whether something comes again to the reader, because what it refers to may be read by now;
     * then there is another readership.
     */
    boolean mend(Readership reader) {
        Again again = reader.again();
        if (!again.parted()) {
            return false;
        }
        Looked look = new Looked(reader.state(), mended.changed());
        if (look.equals(looked.get(again.party()))) {
            return false;
        }
        boolean mends = mended.mend(again.party(), reader.all(), clock.instant());
        looked.put(again.party(), look);
        if (mends) {
            kept.remove(again.party());
        }
        return mends;
    }

    /** Rules anew on all that has changed, and releases what has become readable. */
    Readership renew(StixId party) {
        Readership renewed = transactions.run(connection -> renew(connection, party));
        kept.put(party, renewed);
        return renewed;
    }

    private Readership renew(Connection connection, StixId party) throws SQLException {
        State state = Order.hold(connection);
        Instant now = clock.instant();
        Policy policy = policy(connection, state);
        var standpoint = policy.standpoint(party, AsOf.then(now));
        Optional<Before> before = before(connection, party);
        Map<Integer, List<String>> readable = readable(policy, standpoint::hidden);
        Map<Integer, Since> reads = new LinkedHashMap<>();
        List<Integer> released = new ArrayList<>();
        readable.forEach((number, hidden) -> {
            Since known = before.map(each -> each.reads().get(number)).orElse(null);
            boolean isNew = before.map(each -> number > each.audiences()).orElse(true);
            if (known != null && known.hidden().equals(hidden)) {
                reads.put(number, known);
            } else {
                reads.put(number, new Since(ALWAYS, hidden));
                if (!isNew) {
                    released.add(number);
                }
            }
        });
        if (!released.isEmpty()) {
            Instant date = Order.begin(connection, now);
            released.forEach(number ->
                    reads.computeIfPresent(number, (n, each) -> new Since(date, each.hidden())));
        }
        Map<Integer, Since> earlier = before.map(Before::reads).orElse(Map.of());
        narrowed(connection, party, lost(earlier, reads), now);
        if (before.isEmpty() || !earlier.equals(reads)) {
            write(connection, party, earlier, reads);
        }
        if (before.filter(each -> each.audiences() == state.audiences()).isEmpty()) {
            write(connection, party, state.audiences());
        }
        Again again = Mended.of(connection, party);
        return readership(policy, standpoint, reads, new Terms(state, policy.until(now), again));
    }

    // Where less can be read of something than before, what was given of it is too much.
    private static List<Integer> lost(Map<Integer, Since> earlier, Map<Integer, Since> now) {
        List<Integer> lost = new ArrayList<>();
        earlier.forEach((number, since) -> {
            Since then = now.get(number);
            if (then == null || !since.hidden().containsAll(then.hidden())) {
                lost.add(number);
            }
        });
        return lost;
    }

    private static void narrowed(
            Connection connection, StixId party, List<Integer> audiences, Instant now)
            throws SQLException {
        for (int each : audiences) {
            Recalled.narrowed(connection, party, each, now);
        }
    }

    /**
     * Rules anew for everybody who ever asked, if who may read what may have changed since the last
     * time: who may not read any more does not ask.
     */
    void look() {
        long facts = transactions.read(Order::state).facts();
        Ruled before = ruled.get();
        if (before != null && before.facts() == facts && clock.instant().isBefore(before.until())) {
            return;
        }
        Instant until = Instant.MAX;
        for (StixId party : transactions.read(Readerships::readers)) {
            Instant each = now(party).until();
            until = each.isBefore(until) ? each : until;
        }
        ruled.set(new Ruled(facts, until));
    }

    private static List<StixId> readers(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT party FROM reader ORDER BY party");
                ResultSet row = statement.executeQuery()) {
            List<StixId> readers = new ArrayList<>();
            while (row.next()) {
                readers.add(StixId.parse(row.getString(1)));
            }
            return readers;
        }
    }

    private Policy policy(Connection connection, State state) throws SQLException {
        Current known = current.get();
        Policy policy =
                known != null && known.facts() == state.facts()
                        ? known.policy()
                        : new Policy(
                                institutions.world(connection),
                                institutions.roots().all(connection),
                                institutions.collections().all(connection),
                                mark);
        policy.extend(connection);
        current.set(new Current(state.facts(), policy));
        return policy;
    }

    /** Who may read what, as the facts have it now. */
    Policy policy() {
        return transactions.run(connection -> policy(connection, Order.hold(connection)));
    }

    /** A party before the facts as they are known now, or were. */
    Policy.Standpoint standpoint(StixId party, AsOf asOf) {
        return transactions.run(
                connection -> policy(connection, Order.hold(connection)).standpoint(party, asOf));
    }

    /**
     * What a party could read of all there is now, as the facts of another time have it. It did not
     * ask itself, so nothing is released to it, and everything is where it was added.
     */
    Readership at(StixId party, AsOf asOf) {
        return transactions.run(connection -> {
            State state = Order.hold(connection);
            Policy policy = policy(connection, state);
            var standpoint = policy.standpoint(party, asOf);
            Map<Integer, Since> reads = new LinkedHashMap<>();
            readable(policy, standpoint::hidden)
                    .forEach((number, hidden) -> reads.put(number, new Since(ALWAYS, hidden)));
            Terms terms = new Terms(state, clock.instant(), Again.nothing(party));
            return readership(policy, standpoint, reads, terms);
        });
    }

    /**
     * The numbers of the audiences that a reader belongs to, with the properties that are left out
     * for it.
     *
     * @param ruling the properties that are left out of what is handled so; empty if all of it is
     */
    static Map<Integer, List<String>> readable(
            Policy policy, Function<Handling, Optional<List<String>>> ruling) {
        Map<Integer, Optional<List<String>>> ruled = new HashMap<>();
        IntFunction<Optional<List<String>>> rule =
                number -> ruled.computeIfAbsent(number, n -> policy.handling(n).flatMap(ruling));
        Map<Integer, List<String>> readable = new LinkedHashMap<>();
        for (Numbered each : policy.audiences()) {
            hidden(each.audience(), rule).ifPresent(hidden -> readable.put(each.number(), hidden));
        }
        return readable;
    }

    private static Optional<List<String>> hidden(
            Audience audience, IntFunction<Optional<List<String>>> rule) {
        Set<String> hidden = new LinkedHashSet<>();
        for (int number : audience.needs()) {
            Optional<List<String>> each = rule.apply(number);
            if (each.isEmpty()) {
                return Optional.empty();
            }
            if (number == audience.handling()) {
                hidden.addAll(each.get());
            }
        }
        boolean elsewhere =
                !audience.unless().isEmpty()
                        && audience.unless().stream()
                                .allMatch(number -> rule.apply(number).isPresent());
        return elsewhere ? Optional.empty() : Optional.of(List.copyOf(hidden));
    }

    private static Readership readership(
            Policy policy, Policy.Standpoint standpoint, Map<Integer, Since> reads, Terms terms) {
        Map<Integer, Read> all = new LinkedHashMap<>();
        BitSet bits = new BitSet();
        long total = 0;
        for (Numbered each : policy.audiences()) {
            total += each.objects();
            Since since = reads.get(each.number());
            Optional<Handling> handling = policy.handling(each.audience().handling());
            if (since != null && handling.isPresent()) {
                bits.set(each.number());
                all.put(
                        each.number(),
                        new Read(each, handling.get(), since.since(), since.hidden()));
            }
        }
        List<Offered> offered =
                policy.collections().stream()
                        .map(standpoint::offered)
                        .flatMap(Optional::stream)
                        .toList();
        return new Readership(
                terms.state(),
                terms.until(),
                all,
                bits,
                new Readership.Offers(policy.roots(), offered, total, standpoint.editions()),
                terms.again(),
                standpoint,
                Optional.empty());
    }

    // At rest.

    private static Optional<Before> before(Connection connection, StixId party)
            throws SQLException {
        int audiences;
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT audiences FROM reader WHERE party = ?")) {
            statement.setString(1, party.toString());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                audiences = row.getInt(1);
            }
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT audience, since, hidden FROM readable WHERE party = ?")) {
            statement.setString(1, party.toString());
            Map<Integer, Since> reads = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    List<String> hidden = List.of((String[]) row.getArray(3).getArray());
                    reads.put(row.getInt(1), new Since(Rows.instant(row, 2), hidden));
                }
            }
            return Optional.of(new Before(audiences, reads));
        }
    }

    private static void write(
            Connection connection,
            StixId party,
            Map<Integer, Since> earlier,
            Map<Integer, Since> now)
            throws SQLException {
        List<Integer> gone =
                earlier.keySet().stream().filter(each -> !now.containsKey(each)).toList();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "DELETE FROM readable WHERE party = ? AND audience = ANY (?)")) {
            statement.setString(1, party.toString());
            statement.setArray(2, connection.createArrayOf("int", gone.toArray()));
            statement.executeUpdate();
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO readable (party, audience, since, hidden) VALUES (?, ?, ?, ?)
                        ON CONFLICT (party, audience) DO UPDATE
                           SET since = excluded.since, hidden = excluded.hidden
                        """)) {
            for (Map.Entry<Integer, Since> entry : now.entrySet()) {
                if (!entry.getValue().equals(earlier.get(entry.getKey()))) {
                    statement.setString(1, party.toString());
                    statement.setInt(2, entry.getKey());
                    statement.setObject(3, Rows.at(entry.getValue().since()));
                    statement.setArray(
                            4,
                            connection.createArrayOf("text", entry.getValue().hidden().toArray()));
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private static void write(Connection connection, StixId party, int audiences)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO reader (party, audiences) VALUES (?, ?)
                        ON CONFLICT (party) DO UPDATE SET audiences = excluded.audiences
                        """)) {
            statement.setString(1, party.toString());
            statement.setInt(2, audiences);
            statement.executeUpdate();
        }
    }
}
