package org.commonwatch.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.SessionRule;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.session.SessionCounts;
import org.commonwatch.telemetry.session.SessionState;
import org.commonwatch.telemetry.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Sessions of many events against a sort of all of them. A build does a slice; the study is
 *
 * <p>{@code mvn -pl archive -am test -Dtest=SessionStudyTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dsessions.events=40000000 -Dsessions.seed=7}
 */
class SessionStudyTest {
    private static final String SENSOR = "gate-1";
    private static final int EVENTS = Integer.getInteger("sessions.events", 300_000);
    private static final long SEED = Long.getLong("sessions.seed", 7);
    // So that a slice spills as the whole study does.
    private static final int ROW_LIMIT =
            Math.min(Sessions.ROW_LIMIT, Math.max(4, Integer.highestOneBit(EVENTS / 40)));

    private static final int CHUNK = 500;
    private static final int PARTS = 4;
    private static final int KEY_BITS = 22;
    private static final int TIME_BITS = 41;
    // As many a second in a slice as in the study, which has 25 days: so offsets have 41 bits.
    private static final long SPAN = Math.min(EVENTS, 40_000_000) * 54_000L;
    private static final long START = 1_700_000_000_000_000L;

    private static final CountingRule RULE = CountingRule.ATTACKS;
    private static final SessionRule SESSIONS = RULE.sessions().orElseThrow();
    private static final Kind[] KINDS = {Kind.MALWARE, Kind.LOGIN_ATTEMPT, Kind.DOS, Kind.OTHER};

    @TempDir private Path folder = Path.of("");

    @Test
    void manyEventsInRandomSplitsAndOrderGiveTheSessionsOfASort() {
        Map<Cell, Long> expected = naive();
        for (boolean shuffled : new boolean[] {false, true}) {
            try (SpillFile spill = new SpillFile(folder)) {
                SessionCounts counts = counted(shuffled, spill);
                assertThat(counts.cells()).isEqualTo(expected);
                System.out.printf(
                        "%,d events of seed %d %s: %,d sessions in %,d cells, %,d MiB spilled,"
                                + " limit of %,d rows%n",
                        EVENTS,
                        SEED,
                        shuffled ? "in random order" : "by time",
                        counts.total(),
                        counts.cells().size(),
                        spill.length() >> 20,
                        ROW_LIMIT);
                assertThat(spill.length()).isPositive();
            }
        }
    }

    // Chunk after chunk goes to one of two collections that know nothing of each other, on
    // whatever thread is free, and within a part of the time from its end or from its start.
    private SessionCounts counted(boolean shuffled, SpillFile spill) {
        List<Sessions> collections = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            collections.add(new Sessions(SESSIONS, ROW_LIMIT, spill));
        }
        int chunks = (EVENTS + CHUNK - 1) / CHUNK;
        IntStream.range(0, PARTS)
                .parallel()
                .forEach(part -> {
                    var random = new SplittableRandom(SEED + part);
                    var events = new Events();
                    for (int chunk = part; chunk < chunks; chunk += PARTS) {
                        fill(events, chunk * CHUNK, shuffled);
                        collections.get(random.nextInt(2)).add(events);
                    }
                });
        return collections.stream()
                .map(Sessions::finish)
                .reduce(SessionState::and)
                .orElseThrow()
                .count(SENSOR);
    }

    private static void fill(Events events, int from, boolean shuffled) {
        events.clear(new byte[0]);
        for (int i = from; i < Math.min(from + CHUNK, EVENTS); i++) {
            long event = event(shuffled ? shuffled(i) : i);
            int key = key(event);
            events.begin();
            events.putTime(START + offset(event), true);
            address(events, key, (int) event);
            int shown = isEstablished(event) ? Fact.TCP.bit() | Fact.CONNECTED.bit() : 0;
            events.classify(RULE, RULE.type("eve/alert"), shown, kind(key));
            events.end();
        }
    }

    // A row of random numbers, but each the same whenever it is asked for: key and time. Every
    // third key is one of few, which therefore have long sessions.
    private static long event(int i) {
        var random = new SplittableRandom(SEED ^ i * 0x9E3779B97F4A7C15L);
        int keys = random.nextInt(3) == 0 ? 1 << 10 : 1 << KEY_BITS;
        long step = SPAN / EVENTS;
        long offset = i * step + random.nextLong(Math.min(SPAN - i * step, 60_000_000L));
        return (long) random.nextInt(keys) << TIME_BITS | offset;
    }

    // One to one: 7919 is prime, and nobody asks for so many events that it divides their number.
    private static int shuffled(int i) {
        return (int) (i * 7919L % EVENTS);
    }

    private static int key(long event) {
        return (int) (event >>> TIME_BITS);
    }

    private static long offset(long event) {
        return event & ((1L << TIME_BITS) - 1);
    }

    private static boolean isEstablished(long event) {
        return event % 5 == 0;
    }

    private static Kind kind(int key) {
        return KINDS[key & 3];
    }

    // Network, target and kind together are the key; the host in the network is of no matter.
    private static void address(Events events, int key, int host) {
        int network = key >>> 2 & 0x3FF;
        int target = key >>> 12;
        if ((key & 7) == 7) {
            events.putSource6(0x2001_0DB8_0000_0000L | (long) network << 16, host);
            events.putTarget6(0x3FFF_0000_0000_0000L, target);
        } else {
            events.putSource4(0xF000_0000 | network << 8 | (host & 0xFF));
            events.putTarget4(0xC612_0000 | target);
        }
    }

    private static Map<Cell, Long> naive() {
        var events = new long[EVENTS];
        Arrays.setAll(events, SessionStudyTest::event);
        Arrays.sort(events);
        long gap = SESSIONS.gap().toNanos() / 1_000;
        Map<Cell, Long> cells = new TreeMap<>();
        boolean established = isEstablished(events[0]);
        long first = events[0];
        for (int i = 1; i < EVENTS; i++) {
            // Of another key, or of the same and later: sorted, the key comes first.
            if (events[i] - events[i - 1] > gap || key(events[i]) != key(events[i - 1])) {
                cells.merge(cell(first, established), 1L, Long::sum);
                first = events[i];
                established = false;
            }
            established |= isEstablished(events[i]);
        }
        cells.merge(cell(first, established), 1L, Long::sum);
        return cells;
    }

    private static Cell cell(long event, boolean established) {
        long hour = Math.floorDiv(START + offset(event), 3_600_000_000L);
        Instant start = Instant.ofEpochSecond(hour * 3_600);
        return new Cell(start, SENSOR, Unit.SESSION, kind(key(event)), established);
    }
}
