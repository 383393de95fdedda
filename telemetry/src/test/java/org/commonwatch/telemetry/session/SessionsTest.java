package org.commonwatch.telemetry.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.event.SessionRule;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.session.Hit.Address;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Sessions are those that sorting and looking for gaps would find, however they come. */
class SessionsTest {
    private static final SessionRule RULE =
            new SessionRule(Set.of(Unit.PROBE, Unit.ALERT), Duration.ofMinutes(30), 24, 48);
    private static final long GAP = 1_800_000_000L;
    private static final long BENCHMARKING = 0xC612_0000L; // 198.18.0.0/15, RFC 2544
    private static final long DOCUMENTATION = 0x2001_0DB8L << 32; // 2001:db8::/32, RFC 3849

    /** Whatever the order, the chunks, the limit and who counted which part. */
    @Test
    void anySplitAndAnyOrderGiveTheSessionsOfANaiveSort() {
        Cases.check(random -> {
            SessionRule rule = rule(random);
            List<Hit> hits = hits(random, rule);
            List<SessionState> parts = new ArrayList<>();
            int from = 0;
            while (from < hits.size() || parts.isEmpty()) {
                int to = from + random.nextInt(hits.size() - from + 1);
                var sessions = new Sessions(rule, 4 << random.nextInt(10), SessionsTest::copied);
                addInChunks(sessions, hits.subList(from, to), random);
                parts.add(sessions.finish());
                from = to;
            }
            Collections.shuffle(parts, new Random(random.nextLong()));
            SessionState all = parts.stream().reduce(SessionState::and).orElseThrow();
            assertThat(all.count(Hit.SENSOR)).isEqualTo(Hit.naive(rule, hits));
        });
    }

    @Test
    void threadsShareOneCollection() {
        Cases.check(
                20,
                random -> {
                    List<List<Hit>> parts =
                            IntStream.range(0, 8).mapToObj(i -> hits(random, RULE)).toList();
                    var sessions = new Sessions(RULE, 16, SessionsTest::copied);
                    parts.parallelStream()
                            .forEach(part -> addInChunks(sessions, part, new Random(part.size())));
                    List<Hit> all = parts.stream().flatMap(List::stream).toList();
                    assertThat(sessions.finish().count(Hit.SENSOR)).isEqualTo(Hit.naive(RULE, all));
                });
    }

    @Test
    void theSameEventTwiceIsAsOnce() {
        List<Hit> hits = List.of(probe(0), probe(GAP), probe(0), probe(GAP));
        assertThat(counted(hits).total()).isOne();
    }

    @Test
    void eventsJustTheGapApartAreOfOneSessionAndAMicrosecondMorePartsThem() {
        assertThat(counted(List.of(probe(0), probe(GAP))).total()).isOne();
        assertThat(counted(List.of(probe(GAP + 1), probe(0))).total()).isEqualTo(2);
        // What stands between joins both.
        assertThat(counted(List.of(probe(2 * GAP), probe(0), probe(GAP))).total()).isOne();
    }

    @Test
    void aSessionCountsOnceInTheHourItOpensAndIsEstablishedIfAnEventIs() {
        long beforeNewYear1970 = -1;
        Hit first = probe(beforeNewYear1970);
        Hit second = new Hit(GAP - 1, first.source(), first.target(), Unit.PROBE, true);
        assertThat(counted(List.of(second, first)).cells())
                .hasSize(1)
                .allSatisfy((cell, count) -> {
                    assertThat(cell.hour()).isEqualTo("1969-12-31T23:00:00Z");
                    assertThat(cell.unit()).isEqualTo(Unit.SESSION);
                    assertThat(cell.established()).isTrue();
                    assertThat(count).isOne();
                });
    }

    @Test
    void anotherAddressOfTheNetworkIsTheSameSessionAndAnotherTargetOrKindIsNot() {
        Address target = Address.four(BENCHMARKING + 99);
        Address six = Address.six(DOCUMENTATION, 1);
        Hit hit = new Hit(0, Address.four(BENCHMARKING), target, Unit.ALERT, false);
        List<Hit> one =
                List.of(
                        hit,
                        new Hit(1, Address.four(BENCHMARKING + 255), target, Unit.ALERT, true));
        assertThat(counted(one).total()).isOne();
        List<Hit> others =
                List.of(
                        hit,
                        new Hit(0, Address.four(BENCHMARKING + 256), target, Unit.ALERT, false),
                        new Hit(0, hit.source(), Address.four(BENCHMARKING), Unit.ALERT, false),
                        new Hit(0, hit.source(), target, Unit.PROBE, false),
                        new Hit(0, six, target, Unit.ALERT, false),
                        new Hit(0, hit.source(), six, Unit.ALERT, false),
                        new Hit(0, six, six, Unit.ALERT, false),
                        new Hit(0, six, Address.six(DOCUMENTATION, 2), Unit.ALERT, false));
        assertThat(counted(others).total()).isEqualTo(others.size());
    }

    @Test
    void eventsWithoutAddressesMakeNoSessionAndAreTold() {
        Address known = Address.four(BENCHMARKING);
        SessionCounts counts =
                counted(
                        List.of(
                                new Hit(0, Address.NONE, known, Unit.ALERT, false),
                                new Hit(0, known, Address.NONE, Unit.PROBE, false),
                                new Hit(0, Address.NONE, Address.NONE, Unit.CONTEXT, false)));
        assertThat(counts.cells()).isEmpty();
        assertThat(counts.withoutAddresses()).isEqualTo(2);
    }

    /** What is beyond the limit goes elsewhere, and memory stays what it was. */
    @Test
    void memoryIsBoundedWhateverTheNumberOfKeys() {
        int limit = 1 << 11;
        AtomicInteger kept = new AtomicInteger();
        Spill spill =
                (words, count) -> {
                    kept.addAndGet(count);
                    return copied(words, count);
                };
        var sessions = new Sessions(RULE, limit, spill);
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < 100 * limit; i++) {
            Address target = Address.four(BENCHMARKING + i);
            hits.add(new Hit(i, Address.four(BENCHMARKING), target, Unit.PROBE, false));
        }
        for (int from = 0; from < hits.size(); from += limit) {
            sessions.add(Hit.events(hits.subList(from, from + limit)));
            // Table, log and what sorting needs; of IPv6 nothing came.
            assertThat(sessions.held())
                    .isLessThanOrEqualTo(
                            3L * limit * Rows.NARROW + 2L * IntervalTable.FIRST_ROWS * Rows.WIDE);
        }
        assertThat(kept.get() / Rows.NARROW).isBetween(98 * limit, 99 * limit);
        assertThat(sessions.finish().count(Hit.SENSOR).total()).isEqualTo(hits.size());
    }

    /** At the limit nothing is spilled: the table is full, and so is the log but for a row. */
    @Test
    void nothingIsSpilledUpToTheLimit() {
        int limit = 4;
        AtomicInteger spills = new AtomicInteger();
        var sessions =
                new Sessions(
                        RULE,
                        limit,
                        (words, count) -> {
                            spills.incrementAndGet();
                            return copied(words, count);
                        });
        // One key, so that of the table's places two are of use.
        for (int i = 0; i < 2 + limit - 1; i++) {
            sessions.add(Hit.events(List.of(probe(i * 2L * GAP))));
        }
        assertThat(spills).hasValue(0);
        sessions.add(Hit.events(List.of(probe(-2 * GAP))));
        assertThat(spills).hasValue(1);
        assertThat(sessions.finish().count(Hit.SENSOR).total()).isEqualTo(2 + limit);
    }

    /** What one process found can be sent to another as numbers and nothing else. */
    @Test
    void runsTravelAsWords() {
        Cases.check(
                100,
                random -> {
                    List<Hit> hits = hits(random, RULE);
                    int cut = random.nextInt(hits.size() + 1);
                    SessionState here = state(hits.subList(0, cut));
                    SessionState there = state(hits.subList(cut, hits.size()));
                    List<SessionRun> sent = there.runs().stream().map(SessionsTest::sent).toList();
                    var received = new SessionState(RULE, sent, there.withoutAddresses());
                    assertThat(here.and(received).count(Hit.SENSOR))
                            .isEqualTo(Hit.naive(RULE, hits));
                });
    }

    @Test
    void whatIsNoRunIsRefused() {
        long[] words = new long[2 * Rows.NARROW];
        words[0] = -1; // the highest
        assertThatThrownBy(() -> SessionRun.of(words, Rows.NARROW)).hasMessageContaining("row 1");
        assertThatThrownBy(() -> SessionRun.of(words, 5)).hasMessageContaining("5 words");
        assertThatThrownBy(() -> SessionRun.of(words, Rows.WIDE)).hasMessageContaining("6 words");
        var other = new SessionRule(Set.of(Unit.PROBE), Duration.ofMinutes(30), 24, 48);
        assertThatThrownBy(() -> state(List.of()).and(new SessionState(other, List.of(), 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sessionsInTooManyHoursAreRefused() {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < SessionCounts.HOUR_LIMIT; i++) {
            hits.add(probe(i * 2L * GAP));
        }
        assertThat(counted(hits).cells()).hasSize(SessionCounts.HOUR_LIMIT);
        hits.add(probe(-2 * GAP));
        assertThatThrownBy(() -> counted(hits))
                .isInstanceOfSatisfying(
                        TelemetryRefusedException.class,
                        e ->
                                assertThat(e.refusal())
                                        .isInstanceOf(TelemetryRefusal.TooManyCells.class));
    }

    private static SessionRun sent(SessionRun run) {
        var words = new long[Math.toIntExact(run.length())];
        run.words().read(0, words, words.length);
        ByteBuffer message = ByteBuffer.allocate(8 * words.length);
        message.asLongBuffer().put(words);
        var received = new long[words.length];
        message.asLongBuffer().get(received);
        return SessionRun.of(received, run.rowWords());
    }

    private static SessionState state(List<Hit> hits) {
        var sessions = new Sessions(RULE, 8, SessionsTest::copied);
        sessions.add(Hit.events(hits));
        return sessions.finish();
    }

    private static SessionCounts counted(List<Hit> hits) {
        return state(hits).count(Hit.SENSOR);
    }

    private static Words copied(long[] words, int count) {
        return Words.of(Arrays.copyOf(words, count));
    }

    private static Hit probe(long micros) {
        Address source = Address.four(BENCHMARKING);
        return new Hit(micros, source, Address.four(BENCHMARKING + 1), Unit.PROBE, false);
    }

    private static void addInChunks(Sessions sessions, List<Hit> hits, RandomGenerator random) {
        int from = 0;
        while (from < hits.size()) {
            int to = Math.min(hits.size(), from + 1 + random.nextInt(50));
            sessions.add(Hit.events(hits.subList(from, to)));
            from = to;
        }
    }

    private static SessionRule rule(RandomGenerator random) {
        Set<Unit> of = EnumSet.of(Cases.any(new Unit[] {Unit.PROBE, Unit.ALERT}, random));
        if (random.nextBoolean()) {
            of.add(Unit.ALERT);
        }
        return new SessionRule(
                of,
                Duration.ofSeconds(1 + random.nextInt(4_000)),
                1 + random.nextInt(32),
                1 + random.nextInt(64));
    }

    /** Few keys with many events about the gap apart, or many keys with few. */
    private static List<Hit> hits(RandomGenerator random, SessionRule rule) {
        int addresses = 1 + random.nextInt(60);
        int steps = 1 + random.nextInt(50);
        long gap = rule.gap().toNanos() / 1_000;
        long start = random.nextLong(-40_000_000_000_000_000L, 40_000_000_000_000_000L);
        List<Hit> hits = new ArrayList<>();
        int count = random.nextInt(400);
        for (int i = 0; i < count; i++) {
            long steady = gap * random.nextInt(steps) + random.nextInt(3) - 1;
            hits.add(
                    new Hit(
                            start + (random.nextInt(8) == 0 ? random.nextLong(gap) : steady),
                            address(random, addresses),
                            address(random, addresses),
                            Cases.any(new Unit[] {Unit.PROBE, Unit.ALERT, Unit.CONTEXT}, random),
                            random.nextInt(10) == 0));
        }
        return hits;
    }

    private static Address address(RandomGenerator random, int addresses) {
        int number = random.nextInt(addresses);
        return switch (random.nextInt(12)) {
            case 0 -> Address.NONE;
            case 1, 2 -> Address.six(DOCUMENTATION | (long) number << 12, number % 5);
            default -> Address.four(BENCHMARKING + number * 37L);
        };
    }
}
