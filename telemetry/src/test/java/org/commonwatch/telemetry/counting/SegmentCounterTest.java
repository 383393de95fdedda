package org.commonwatch.telemetry.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.Given;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.RuleId;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.geography.Geography;
import org.commonwatch.telemetry.geography.Origin;
import org.commonwatch.telemetry.geography.Places;
import org.commonwatch.telemetry.geography.Sectors;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.EveReader;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

class SegmentCounterTest {
    private static final Instant HOUR = Instant.parse("2024-05-01T10:00:00Z");

    @Test
    void everyLineIsAccountedForAndEveryAttackIsInItsCell() {
        Tally tally =
                Given.count(
                        Given.bytes(
                                alert("2024-05-01T10:00:00Z", "198.18.0.1")
                                        + alert("2024-05-01T10:59:59.999999Z", "198.18.0.2")
                                        + alert("2024-05-01T11:00:00", "198.18.0.1")
                                        + "\n{\n"
                                        + "{\"timestamp\":\"2024-05-01T10:00:00Z\","
                                        + "\"event_type\":\"dns\"}"));
        assertThat(tally.lines()).isEqualTo(new LineAccount(3, 1, 1, 1, 1));
        assertThat(tally.cells())
                .containsExactly(
                        Map.entry(cell(HOUR), 2L),
                        Map.entry(cell(HOUR.plus(Duration.ofHours(1))), 1L));
        assertThat(tally.total(Unit.ALERT)).isEqualTo(3);
        assertThat(tally.total(Unit.PROBE)).isZero();
        assertThat(tally.total(Unit.CONTEXT)).isEqualTo(1);
        assertThat(tally.lines().lines()).isEqualTo(6);
        assertThat(tally.rejects().byReason()).containsExactly(Map.entry(Reason.TRUNCATED, 1L));
    }

    @Test
    void aSightingTellsHowOftenFirstAndLastWithinTheHour() {
        var bad = new Observable(Observable.Kind.IPV4, "198.18.0.1");
        Tally tally =
                Given.count(
                        Given.chunks(
                                Given.bytes(
                                        alert("2024-05-01T10:30:00Z", "198.18.0.1")
                                                + alert("2024-05-01T10:10:00Z", "198.18.0.1")
                                                + alert("2024-05-01T10:20:00Z", "198.18.0.2"))),
                        Given.table(List.of(bad)));
        assertThat(tally.claimed())
                .containsExactly(
                        Map.entry(
                                new Sighting.Window(Given.id(bad), Given.SENSOR, HOUR),
                                new Sighting.Seen(
                                        2,
                                        HOUR.plus(Duration.ofMinutes(10)),
                                        HOUR.plus(Duration.ofMinutes(30)))));
    }

    /**
     * However an input is cut, and in whatever order the pieces are added, the tally is the same.
     */
    @Test
    void anySplitGivesTheSameTally() {
        Cases.check(
                150,
                random -> {
                    var plan = Given.plan(random, 400);
                    byte[] input = Given.simulated(plan);
                    var table = Given.table(SyntheticIndicators.first(plan.indicators()));
                    Tally whole = Given.count(Given.chunks(input), table);
                    List<Chunk> pieces = Given.cutAtRandom(input, random);
                    assertThat(Given.count(pieces, table)).isEqualTo(whole);
                    Collections.shuffle(pieces, new Random(random.nextLong()));
                    assertThat(Given.count(pieces, table)).isEqualTo(whole);
                    Tally sum = Tally.empty(CountingRule.ATTACKS.id());
                    for (Chunk piece : pieces) {
                        Tally one = Given.count(List.of(piece), table);
                        sum = random.nextBoolean() ? sum.and(one) : one.and(sum);
                    }
                    assertThat(sum).isEqualTo(whole);
                });
    }

    @Test
    void addingIsCommutativeAndAssociative() {
        Cases.check(
                100,
                random -> {
                    Tally a = Given.count(Given.simulated(Given.plan(random, 200)));
                    Tally b = Given.count(Given.simulated(Given.plan(random, 200)));
                    Tally c = Given.count(Given.simulated(Given.plan(random, 200)));
                    assertThat(a.and(b)).isEqualTo(b.and(a));
                    assertThat(a.and(b).and(c)).isEqualTo(a.and(b.and(c)));
                    assertThat(a.and(Tally.empty(a.rule()))).isEqualTo(a);
                });
    }

    @Test
    void onlyTheFirstRejectedLinesAreKeptButAllAreCounted() {
        Tally tally = Given.count(Given.bytes("x\n".repeat(Rejects.KEPT_LIMIT + 500)));
        assertThat(tally.rejects().count()).isEqualTo(1_500);
        assertThat(tally.rejects().first()).hasSize(1_000);
        assertThat(tally.rejects().first().getLast().line()).isEqualTo(1_000);
        List<Chunk> late = new ArrayList<>();
        late.add(new Chunk.Lines(Given.bytes("x\n".repeat(1_400)), 101, 200));
        late.add(new Chunk.Lines(Given.bytes("x\n".repeat(100)), 1, 0));
        assertThat(Given.count(late, IndicatorTable.empty())).isEqualTo(tally);
    }

    @Test
    void countsByDifferentRulesAreNotAdded() {
        Tally one = Tally.empty(new RuleId("eve", 1));
        Tally other = Tally.empty(new RuleId("eve", 2));
        assertThatThrownBy(() -> one.and(other))
                .isInstanceOfSatisfying(
                        TelemetryRefusedException.class,
                        e ->
                                assertThat(e.refusal())
                                        .isEqualTo(
                                                new TelemetryRefusal.DifferentRules(
                                                        "eve/1", "eve/2")));
    }

    /** With places told apart, within budgets and beyond: any split gives the same. */
    @Test
    void anySplitGivesTheSameTallyBeyondTheBudgetToo() {
        Cases.check(
                30,
                random -> {
                    byte[] input = Given.simulated(Given.plan(random, 400));
                    int budget = random.nextInt(60);
                    Tally whole = placed(Given.chunks(input), budget);
                    Tally sum = Tally.empty(CountingRule.ATTACKS.id());
                    List<Chunk> pieces = Given.cutAtRandom(input, random);
                    Collections.shuffle(pieces, new Random(random.nextLong()));
                    for (Chunk piece : pieces) {
                        Tally one = placed(List.of(piece), budget);
                        sum = random.nextBoolean() ? sum.and(one) : one.and(sum);
                    }
                    assertThat(sum).isEqualTo(whole);
                    assertThat(placed(pieces, budget)).isEqualTo(whole);
                    Tally unplaced = Given.count(input);
                    assertThat(whole.lines()).isEqualTo(unplaced.lines());
                    assertThat(whole.total(Unit.ALERT)).isEqualTo(unplaced.total(Unit.ALERT));
                    assertThat(whole.total(Unit.PROBE)).isEqualTo(unplaced.total(Unit.PROBE));
                });
    }

    private static Tally placed(List<? extends Chunk> chunks, int budget) {
        var geography = Geography.builder(new Geography.Database("invented", ""));
        var sectors = Sectors.builder();
        for (int i = 0; i < 256; i++) {
            byte[] source = {(byte) 198, 18, (byte) (i / 26), (byte) i};
            geography.add(source, 32, new Origin("X" + (char) ('A' + i % 26), 65_536 + i % 7));
            sectors.add(new byte[] {(byte) 198, 19, 0, (byte) i}, 32, "sector-" + i % 3);
        }
        var places = new Places(geography.build(), sectors.build());
        var limits = new Limits(200_000, 1_000_000, budget);
        var task =
                new ChunkCounter.Task(
                        Given.SENSOR,
                        CountingRule.ATTACKS,
                        IndicatorTable.empty(),
                        places,
                        limits,
                        true);
        var counter =
                new SegmentCounter(new ChunkCounter(task, new EveReader(CountingRule.ATTACKS)));
        chunks.forEach(counter::accept);
        return counter.finish();
    }

    @Test
    void anInputThatATallyHasAlreadyChangesNothing() {
        Tally a = Given.count(Given.bytes(alert("2024-05-01T10:00:00Z", "198.18.0.1"))).of("a");
        Tally b = Given.count(Given.bytes(alert("2024-05-01T10:00:00Z", "198.18.0.2"))).of("b");
        Tally both = a.and(b);
        assertThat(both.segments()).containsExactly("a", "b");
        assertThat(both.and(a)).isEqualTo(both);
        assertThat(b.and(both)).isEqualTo(both);
        assertThat(both.and(both)).isEqualTo(both);
        Tally c = Given.count(Given.bytes(alert("2024-05-01T10:00:00Z", "198.18.0.3"))).of("c");
        assertThatThrownBy(() -> both.and(b.and(c)))
                .isInstanceOfSatisfying(
                        TelemetryRefusedException.class,
                        e ->
                                assertThat(e.refusal())
                                        .isEqualTo(new TelemetryRefusal.SharedSegments(1)));
    }

    @Test
    void anAddressThatIsMerelyClaimedToBeTheSourceIsNoSighting() {
        var bad = new Observable(Observable.Kind.IPV4, "198.18.0.1");
        String claimed = alert("2024-05-01T10:30:00Z", "198.18.0.1");
        String established =
                claimed.replace(
                        "}",
                        ",\"proto\":\"TCP\",\"app_proto\":\"http\","
                                + "\"flow\":{\"pkts_toserver\":4,\"pkts_toclient\":4}}");
        String target = alert("2024-05-01T10:30:00Z", "198.18.0.2").replace("src_ip", "dest_ip");
        var window = new Sighting.Window(Given.id(bad), Given.SENSOR, HOUR);
        var table = Given.table(List.of(bad));
        Tally one = Given.count(Given.chunks(Given.bytes(claimed + claimed)), table);
        assertThat(one.sightings()).isEmpty();
        Instant half = HOUR.plus(Duration.ofMinutes(30));
        assertThat(one.claimed())
                .containsExactly(Map.entry(window, new Sighting.Seen(2, half, half)));
        Tally other = Given.count(Given.chunks(Given.bytes(established)), table);
        assertThat(other.sightings()).containsOnlyKeys(window);
        assertThat(other.claimed()).isEmpty();
        String acted = target.replace("198.18.0.2", "198.18.0.1");
        assertThat(Given.count(Given.chunks(Given.bytes(acted)), table).sightings())
                .containsOnlyKeys(window);
    }

    @Test
    void oneInputFillsTheLastCellButNotOneMore() {
        var counter = counter(IndicatorTable.empty());
        for (int from = 0; from < Limits.OF_A_FILE.cells(); from += 10_000) {
            StringBuilder lines = new StringBuilder();
            for (int hour = from; hour < from + 10_000; hour++) {
                lines.append(alert(HOUR.plus(Duration.ofHours(hour)).toString(), "198.18.0.1"));
            }
            Given.chunks(Given.bytes(lines.toString())).forEach(counter::accept);
        }
        assertThat(counter.finish().cells()).hasSize(Limits.OF_A_FILE.cells());
        String more = alert("2020-01-01T00:00:00Z", "198.18.0.1");
        assertThatThrownBy(() -> Given.chunks(Given.bytes(more)).forEach(counter::accept))
                .isInstanceOfSatisfying(
                        TelemetryRefusedException.class,
                        e -> {
                            assertThat(e.refusal().message()).contains("200000");
                            assertThat(e.refusal().remedy()).contains("timestamps");
                        });
    }

    @Test
    void oneInputSightsTheLastPairButNotOneMore() {
        var address = new Observable(Observable.Kind.IPV4, "198.18.0.1");
        var table = IndicatorTable.builder();
        int each = 10_000;
        for (int i = 0; i < each; i++) {
            table.add(address, new StixId("indicator", new UUID(1, i)));
        }
        var counter = counter(table.build());
        int hours = Limits.OF_A_FILE.sightings() / each;
        for (int hour = 0; hour < hours; hour++) {
            String line = alert(HOUR.plus(Duration.ofHours(hour)).toString(), "198.18.0.1");
            Given.chunks(Given.bytes(line)).forEach(counter::accept);
        }
        String more = alert("2020-01-01T00:00:00Z", "198.18.0.1");
        assertThatThrownBy(() -> Given.chunks(Given.bytes(more)).forEach(counter::accept))
                .isInstanceOfSatisfying(
                        TelemetryRefusedException.class,
                        e ->
                                assertThat(e.refusal())
                                        .isInstanceOf(TelemetryRefusal.TooManySightings.class));
    }

    /** Damage to the input may change what is counted, but never loses a line. */
    @Test
    void theAccountBalancesWhateverComes() {
        Cases.check(
                300,
                random -> {
                    byte[] input = Given.simulated(Given.plan(random, 100));
                    for (int i = 0; i < input.length; i++) {
                        if (random.nextInt(200) == 0) {
                            input[i] = (byte) random.nextInt(256);
                        }
                    }
                    long ends = 0;
                    for (byte b : input) {
                        ends += b == '\n' ? 1 : 0;
                    }
                    boolean open = input.length > 0 && input[input.length - 1] != '\n';
                    assertThat(Given.count(input).lines().lines()).isEqualTo(ends + (open ? 1 : 0));
                });
    }

    private static SegmentCounter counter(IndicatorTable table) {
        return new SegmentCounter(Given.SENSOR, CountingRule.ATTACKS, table, Limits.OF_A_FILE);
    }

    private static Cell cell(Instant hour) {
        return new Cell(hour, Given.SENSOR, Unit.ALERT, Kind.OTHER, false);
    }

    private static String alert(String time, String source) {
        return "{\"timestamp\":\""
                + time
                + "\",\"event_type\":\"alert\",\"src_ip\":\""
                + source
                + "\"}\n";
    }
}
