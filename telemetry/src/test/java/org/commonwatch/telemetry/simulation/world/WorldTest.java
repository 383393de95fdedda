package org.commonwatch.telemetry.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting;
import org.commonwatch.telemetry.Given;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.counting.ChunkCounter;
import org.commonwatch.telemetry.counting.SegmentCounter;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.sensor.dialect.Dialects;
import org.commonwatch.telemetry.sensor.dialect.ReadingOptions;
import org.commonwatch.telemetry.simulation.Format;
import org.commonwatch.telemetry.simulation.Truth.Hit;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Attackers;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Days;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Events;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Holder;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Network;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Rise;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Sensor;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Silence;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

class WorldTest {
    private static final LocalDate FIRST = LocalDate.parse("2030-03-04");

    @Test
    void whatIsCountedInTheLinesIsWhatIsDrawn() {
        Cases.check(
                40,
                random -> {
                    World world = new World(plan(random, 1 + random.nextInt(9)));
                    for (Sensor sensor : world.plan().sensors()) {
                        assertThatLinesSay(world, sensor);
                    }
                });
    }

    private static void assertThatLinesSay(World world, Sensor sensor) {
        LocalDate end = world.plan().calendar().end();
        Tally tally = count(world, sensor, FIRST, end);
        Map<Cell, Long> drawn = world.cells(sensor.name(), FIRST, end);
        assertThat(tally.cells()).isEqualTo(drawn);
        assertThat(tally.lines().rejected()).isZero();
        assertThat(tally.lines().lines()).isEqualTo(world.countLines(sensor.name(), FIRST, end));
        Map<Sighting.Window, Sighting.Seen> windows = new HashMap<>();
        Map<Hit, Sighting.Seen> hits = world.hits(sensor.name(), FIRST, end);
        hits.forEach((hit, seen) ->
                windows.put(
                        new Sighting.Window(Given.id(hit.indicator()), sensor.name(), hit.hour()),
                        seen));
        assertThat(tally.sightings()).isEqualTo(windows);
        assertThat(tally.claimed()).isEmpty();
    }

    private static Tally count(World world, Sensor sensor, LocalDate from, LocalDate to) {
        List<Observable> known = new ArrayList<>();
        world.campaigns().forEach(each -> known.addAll(each.addresses()));
        var lines = new ByteArrayOutputStream();
        world.lines(sensor.name(), from, to).forEachRemaining(lines::writeBytes);
        var task =
                new ChunkCounter.Task(
                        sensor.name(),
                        CountingRule.ATTACKS,
                        Given.table(known),
                        World.places(),
                        Limits.OF_A_FILE,
                        true);
        var reader =
                Dialects.builtIn()
                        .named(
                                sensor.format() == Format.ZEEK
                                        ? "zeek-json"
                                        : sensor.format().label())
                        .orElseThrow()
                        .reader(CountingRule.ATTACKS, new ReadingOptions(2030));
        var counter = new SegmentCounter(new ChunkCounter(task, reader));
        Given.chunks(lines.toByteArray()).forEach(counter::accept);
        return counter.finish();
    }

    @Test
    void anyDaysAreTheSameAloneAsAmongOthers() {
        Cases.check(
                40,
                random -> {
                    World world = new World(plan(random, 6));
                    for (Sensor sensor : world.plan().sensors()) {
                        Map<Cell, Long> days = new TreeMap<>();
                        Map<Hit, Sighting.Seen> hits = new HashMap<>();
                        for (int day = 5; day >= 0; day--) {
                            LocalDate date = FIRST.plusDays(day);
                            days.putAll(world.cells(sensor.name(), date, date.plusDays(1)));
                            hits.putAll(world.hits(sensor.name(), date, date.plusDays(1)));
                        }
                        LocalDate end = FIRST.plusDays(6);
                        assertThat(days).isEqualTo(world.cells(sensor.name(), FIRST, end));
                        assertThat(hits).isEqualTo(world.hits(sensor.name(), FIRST, end));
                    }
                });
    }

    @Test
    void theTruthIsTheSumOfWhatIsDrawn() {
        Cases.check(
                20,
                random -> {
                    World world = new World(plan(random, 70));
                    Map<Unit, Long> sum = new HashMap<>();
                    for (Sensor sensor : world.plan().sensors()) {
                        world.cells(sensor.name(), FIRST, FIRST.plusDays(70))
                                .forEach((cell, count) -> sum.merge(cell.unit(), count, Long::sum));
                    }
                    Map<Unit, Long> truth = new HashMap<>();
                    world.truth()
                            .months()
                            .values()
                            .forEach(month ->
                                    month.forEach(
                                            (unit, count) -> truth.merge(unit, count, Long::sum)));
                    sum.values().removeIf(count -> count == 0);
                    truth.values().removeIf(count -> count == 0);
                    assertThat(truth).isEqualTo(sum);
                });
    }

    @Test
    void aRiseIsAsLargeAsItIsPlanned() {
        Rise ramp = new Rise("ramp", FIRST.plusDays(300), 40, 100, true, Set.of());
        Rise burst = new Rise("burst", FIRST.plusDays(100), 4, 50, false, Set.of());
        World world = new World(plan(7, 400, 3_000_000, List.of(ramp, burst)));
        List<WorldTruth.Risen> risen = world.truth().risen();
        // Growing from 1 to 40 fortieths, it is 41 eightieths on average.
        assertThat(risen.getFirst().ratio()).isBetween(1.48, 1.55);
        assertThat(risen.getLast().ratio()).isBetween(1.499, 1.501);
    }

    @Test
    void aSilentSensorSaysNothingAndOthersGoOn() {
        var silence = new Silence("eve", FIRST.plusDays(2), 3);
        WorldPlan usual = plan(7, 10, 300_000, List.of());
        World world =
                new World(
                        new WorldPlan(
                                7,
                                usual.calendar(),
                                usual.network(),
                                new Events(List.of(), List.of(silence)),
                                usual.attackers()));
        LocalDate from = FIRST.plusDays(2);
        assertThat(world.cells("eve", from, from.plusDays(3))).isEmpty();
        assertThat(world.lines("eve", from, from.plusDays(1)).next()).isEmpty();
        assertThat(world.cells("zeek", from, from.plusDays(3))).isNotEmpty();
        assertThat(world.cells("eve", FIRST, from)).isNotEmpty();
    }

    @Test
    void whatCannotBeIsRefusedWithARemedy() {
        for (WorldPlanMaker wrong :
                List.<WorldPlanMaker>of(
                        () -> plan(7, 0, 1, List.of()),
                        () -> plan(7, 10, -1, List.of()),
                        () -> plan(7, 10, 1, List.of(rise(9, 2, 10))),
                        () -> plan(7, 10, 1, List.of(rise(-1, 2, 10))),
                        () -> plan(7, 10, 1, List.of(rise(1, 2, 0))))) {
            assertThatThrownBy(wrong::make)
                    .isInstanceOfSatisfying(
                            TelemetryRefusedException.class,
                            refused -> assertThat(refused.refusal().remedy()).isNotEmpty());
        }
    }

    private interface WorldPlanMaker {
        WorldPlan make();
    }

    private static Rise rise(int from, int days, int percent) {
        return new Rise("rise", FIRST.plusDays(from), days, percent, true, Set.of());
    }

    private static WorldPlan plan(RandomGenerator random, int days) {
        int from = random.nextInt(days);
        Rise rise =
                new Rise(
                        "rise",
                        FIRST.plusDays(from),
                        1 + random.nextInt(days - from),
                        1 + random.nextInt(200),
                        random.nextBoolean(),
                        random.nextBoolean() ? Set.of() : Set.of(Kind.LOGIN_ATTEMPT));
        return plan(random.nextLong(), days, random.nextInt(20_000), List.of(rise));
    }

    private static WorldPlan plan(long seed, int days, long monthly, List<Rise> rises) {
        return new WorldPlan(
                seed,
                new Days(FIRST, days),
                new Network(
                        monthly,
                        List.of(
                                new Sensor("eve", "XA", Format.EVE, 60),
                                new Sensor("other", "XB", Format.EVE, 30, 24),
                                new Sensor("zeek", "XB", Format.ZEEK, 8),
                                new Sensor("decoy", "XC", Format.COWRIE, 2))),
                new Events(rises, List.of()),
                List.of(
                        new Attackers(
                                FIRST,
                                4,
                                6,
                                Set.of("other"),
                                List.of(
                                        new Holder("XA", "TLP:AMBER", 60),
                                        new Holder("XB", "TLP:GREEN", 40)))));
    }
}
