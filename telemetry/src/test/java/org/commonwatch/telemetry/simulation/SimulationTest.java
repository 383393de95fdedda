package org.commonwatch.telemetry.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting;
import org.commonwatch.telemetry.Given;
import org.commonwatch.telemetry.ReadLine;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class SimulationTest {
    private static final Instant START = Instant.parse("2024-05-01T10:00:00Z");
    private static final Plan DAY = new Plan(7, 20_000, 24, START, 40);

    /** The reader and the one who made the lines agree on everything. */
    @Test
    void whatIsCountedIsTheTruth() {
        Cases.check(
                200,
                random -> {
                    Plan plan = Given.plan(random, 1_000);
                    var simulation = new Simulation(plan, Given.SENSOR);
                    byte[] input = Given.everything(simulation);
                    Truth truth = simulation.truth();
                    var table = Given.table(SyntheticIndicators.first(plan.indicators()));
                    Tally tally = Given.count(Given.chunks(input), table);
                    assertThat(tally.lines()).isEqualTo(truth.lines());
                    assertThat(tally.lines().lines()).isEqualTo(plan.lines());
                    assertThat(tally.cells()).isEqualTo(truth.cells());
                    assertThat(tally.sightings()).isEqualTo(windows(truth.hits()));
                    assertThat(tally.claimed()).isEqualTo(windows(truth.claimed()));
                });
    }

    @Test
    void thePlanDecidesEveryByte() {
        assertThat(Given.simulated(DAY)).isEqualTo(Given.simulated(DAY));
        assertThat(Given.simulated(new Plan(8, 20_000, 24, START, 40)))
                .isNotEqualTo(Given.simulated(DAY));
    }

    @Test
    void aDayHasAttacksOfManyKindsFromBothSortsOfSources() {
        var simulation = new Simulation(DAY, Given.SENSOR);
        Given.everything(simulation);
        Truth truth = simulation.truth();
        assertThat(truth.lines().rejected()).isPositive();
        assertThat(truth.lines().skipped()).isPositive();
        assertThat(truth.lines().context()).isPositive();
        assertThat(truth.hits()).isNotEmpty();
        assertThat(truth.claimed()).isNotEmpty();
        assertThat(truth.lines().withoutZone()).isPositive();
        assertThat(truth.cells().keySet()).extracting(Cell::unit).contains(Unit.PROBE, Unit.ALERT);
        assertThat(truth.cells().keySet()).extracting(Cell::kind).hasSizeGreaterThan(4);
        assertThat(truth.cells().keySet()).extracting(Cell::established).contains(true, false);
        assertThat(truth.cells().keySet().stream().map(Cell::hour).distinct()).hasSize(24);
    }

    private static Map<Sighting.Window, Sighting.Seen> windows(Map<Hit, Sighting.Seen> hits) {
        Map<Sighting.Window, Sighting.Seen> windows = new HashMap<>();
        hits.forEach((hit, seen) ->
                windows.put(
                        new Sighting.Window(Given.id(hit.indicator()), Given.SENSOR, hit.hour()),
                        seen));
        return windows;
    }

    /** The flood is large, and none of its forged sources is accused. */
    @Test
    void theSourcesOfAReflectionAreAlwaysClaimed() {
        List<ReadLine> flood =
                Given.lines(Given.simulated(DAY)).stream()
                        .filter(ReadLine.class::isInstance)
                        .map(line -> (ReadLine) line)
                        .filter(event -> String.valueOf(event.source()).contains("198.18.254."))
                        .toList();
        assertThat(flood)
                .hasSizeGreaterThan(1_000)
                .noneMatch(event -> event.classified().established());
        assertThat(flood)
                .extracting(event -> event.classified().kind())
                .contains(Kind.AVAILABILITY);
        assertThat(flood.stream().map(ReadLine::source).distinct()).hasSizeLessThan(10);
    }

    @Test
    void everyAddressAndNameIsSetAsideForTests() {
        for (Object line : Given.lines(Given.simulated(DAY))) {
            if (line instanceof ReadLine event) {
                Stream.of(event.source(), event.target())
                        .filter(Objects::nonNull)
                        .forEach(seen -> assertThat(isSetAside(seen)).as("%s", seen).isTrue());
                assertThat(event.texts(Text.DNS_NAME)).allMatch(name -> name.endsWith(".example"));
                assertThat(event.texts(Text.HOST)).allMatch(name -> name.endsWith(".example"));
                assertThat(event.texts(Text.TLS_SNI)).allMatch(name -> name.endsWith(".example"));
            }
        }
        assertThat(SyntheticIndicators.first(2_000)).allMatch(SimulationTest::isSetAside);
    }

    @Test
    void theFirstIndicatorsAreAlwaysTheSameAndNoTwoAreAlike() {
        List<Observable> many = SyntheticIndicators.first(100_000);
        assertThat(many.subList(0, 100)).isEqualTo(SyntheticIndicators.first(100));
        assertThat(new HashSet<>(many)).hasSize(100_000);
        assertThat(many.stream().map(Observable::kind).collect(Collectors.toSet()))
                .hasSizeGreaterThan(5);
    }

    @Test
    void whatCannotBeSimulatedIsRefused() {
        assertThatThrownBy(() -> new Plan(1, -1, 1, START, 0))
                .isInstanceOfSatisfying(
                        TelemetryRefusedException.class,
                        e -> assertThat(e.refusal().message()).contains("-1 lines"));
        assertThatThrownBy(() -> new Plan(1, 1, 0, START, 0))
                .isInstanceOf(TelemetryRefusedException.class);
        assertThatThrownBy(() -> new Plan(1, 1, 1, Instant.MAX, 0))
                .isInstanceOf(TelemetryRefusedException.class);
        assertThatThrownBy(() -> SyntheticIndicators.first(SyntheticIndicators.LIMIT + 1))
                .isInstanceOf(TelemetryRefusedException.class);
    }

    @Test
    void theTruthIsToldAtTheEnd() {
        var simulation = new Simulation(DAY, Given.SENSOR);
        simulation.next();
        assertThatThrownBy(simulation::truth).isInstanceOf(IllegalStateException.class);
    }

    private static boolean isSetAside(Observable seen) {
        String value = seen.value();
        return switch (seen.kind()) {
            case IPV4 ->
                    value.startsWith("198.18.")
                            || value.startsWith("198.19.")
                            || Integer.parseInt(value.substring(0, value.indexOf('.'))) >= 240;
            case IPV6 -> value.startsWith("2001:db8:");
            case DOMAIN -> value.endsWith(".example");
            case URL -> value.contains(".example/");
            case CIDR -> false;
            case MD5, SHA1, SHA256 -> true;
        };
    }
}
