package org.commonwatch.telemetry.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.commonwatch.telemetry.event.Text.SIGNATURE;

import static java.time.ZoneOffset.UTC;
import static java.time.temporal.ChronoUnit.HOURS;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting;
import org.commonwatch.telemetry.Given;
import org.commonwatch.telemetry.ReadLine;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.counting.ChunkCounter;
import org.commonwatch.telemetry.counting.SegmentCounter;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.geography.Places;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.Dialects;
import org.commonwatch.telemetry.sensor.dialect.ReadingOptions;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

class SimulationTest {
    private static final Instant START = Instant.parse("2024-05-01T10:00:00Z");
    private static final List<Format> FORMATS = List.of(Format.values());
    private static final ReadingOptions OPTIONS = new ReadingOptions(2024);
    private static final Plan DAY = new Plan(7, 20_000, 24, START, 40);

    /** The readers and the one who made the lines agree on everything. */
    @Test
    void whatIsCountedIsTheTruth() {
        Cases.check(
                150,
                random -> {
                    Plan plan = Given.plan(random, 1_000);
                    Format format = FORMATS.get(random.nextInt(FORMATS.size()));
                    assertThatItCounts(plan, format);
                });
    }

    /** And with blocks enough for all that happens in a month. */
    @ParameterizedTest
    @EnumSource
    void whatIsCountedInAMonthIsTheTruth(Format format) {
        assertThatItCounts(new Plan(11, 60_000, 30 * 24, START, 5_000), format);
    }

    private static void assertThatItCounts(Plan plan, Format format) {
        var simulation = new Simulation(plan, format, Given.SENSOR);
        byte[] input = Given.everything(simulation);
        Truth truth = simulation.truth();
        var table = Given.table(SyntheticIndicators.first(plan.indicators()));
        SensorReader reader = dialect(format).reader(CountingRule.ATTACKS, OPTIONS);
        var counter =
                new SegmentCounter(
                        new ChunkCounter(
                                new ChunkCounter.Task(
                                        Given.SENSOR,
                                        CountingRule.ATTACKS,
                                        table,
                                        Places.UNKNOWN,
                                        Limits.OF_A_FILE,
                                        true),
                                reader));
        Given.chunks(input).forEach(counter::accept);
        Tally tally = counter.finish();
        assertThat(tally.lines()).isEqualTo(truth.lines());
        assertThat(tally.lines().lines()).isEqualTo(plan.lines());
        assertThat(tally.cells()).isEqualTo(truth.cells());
        assertThat(tally.sightings()).isEqualTo(windows(truth.hits()));
        assertThat(tally.claimed()).isEqualTo(windows(truth.claimed()));
    }

    private static Map<Sighting.Window, Sighting.Seen> windows(Map<Truth.Hit, Sighting.Seen> hits) {
        Map<Sighting.Window, Sighting.Seen> windows = new HashMap<>();
        hits.forEach((hit, seen) ->
                windows.put(
                        new Sighting.Window(Given.id(hit.indicator()), Given.SENSOR, hit.hour()),
                        seen));
        return windows;
    }

    @ParameterizedTest
    @EnumSource
    void theFormatIsToldByTheFirstLines(Format format) {
        byte[] lines = new Simulation(DAY, format, Given.SENSOR).next();
        byte[] start = Arrays.copyOf(lines, Dialects.SAMPLE_LIMIT);
        assertThat(Dialects.builtIn().detected(start, OPTIONS).label())
                .isEqualTo(dialect(format).label());
    }

    /** In whatever order and by however many threads blocks are made. */
    @ParameterizedTest
    @EnumSource
    void blocksAreTheSameWhoeverMakesThem(Format format) {
        var alone = new Simulation(DAY, format, Given.SENSOR);
        byte[] expected = Given.everything(alone);
        var together = new Simulation(DAY, format, Given.SENSOR);
        List<Long> numbers = LongStream.range(0, together.blocks()).boxed().toList();
        assertThat(numbers).hasSize(5);
        Map<Long, Simulation.Block> blocks =
                numbers.reversed().parallelStream()
                        .collect(Collectors.toConcurrentMap(number -> number, together::block));
        var bytes = new ByteArrayOutputStream();
        for (long number : numbers) {
            Simulation.Block block = Objects.requireNonNull(blocks.get(number));
            bytes.write(block.bytes(), 0, block.length());
            together.take(block);
        }
        assertThat(bytes.toByteArray()).isEqualTo(expected);
        assertThat(together.truth()).isEqualTo(alone.truth());
        assertThatThrownBy(() -> together.take(together.block(3)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> together.block(5)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void moreHappensByDayAndOnWorkingDays() {
        // From a Monday on, and before the ramp.
        var plan = new Plan(5, 100_000, 28 * 24, Instant.parse("2030-03-04T00:00:00Z"), 0);
        var season = new Season(plan);
        var it = new Happening(new SplittableRandom(1));
        Map<Boolean, Long> byDay = new HashMap<>();
        Map<Boolean, Long> byWeek = new HashMap<>();
        Map<Season.Phase, Long> phases = new HashMap<>();
        Set<Integer> botnets = new HashSet<>();
        long before = Long.MIN_VALUE;
        for (long line = 0; line < plan.lines(); line++) {
            season.set(line, it);
            assertThat(it.micros).isGreaterThanOrEqualTo(before);
            before = it.micros;
            phases.merge(it.phase, 1L, Long::sum);
            if (it.phase == Season.Phase.BOTNET) {
                botnets.add(it.campaign);
            }
            if (it.phase == Season.Phase.CALM) {
                var time = Instant.EPOCH.plus(it.micros, ChronoUnit.MICROS).atOffset(UTC);
                byDay.merge(time.getHour() >= 9 && time.getHour() < 21, 1L, Long::sum);
                byWeek.merge(time.getDayOfWeek().getValue() < 6, 1L, Long::sum);
            }
        }
        assertThat(byDay.getOrDefault(true, 0L)).isGreaterThan(2 * byDay.getOrDefault(false, 0L));
        assertThat(byWeek.getOrDefault(true, 0L)).isGreaterThan(3 * byWeek.getOrDefault(false, 0L));
        assertThat(phases).containsOnlyKeys(Season.Phase.values());
        assertThat(botnets).hasSizeGreaterThan(2);
    }

    /** Thousands of sources, one target and one signature, for hours. */
    @Test
    void aBotnetIsManySourcesOfOneMind() {
        var plan = new Plan(5, 60_000, 4 * 24, START, 0);
        Map<String, List<ReadLine>> byTarget =
                Given.lines(Given.simulated(plan)).stream()
                        .filter(ReadLine.class::isInstance)
                        .map(ReadLine.class::cast)
                        .filter(event -> event.classified().unit() == Unit.ALERT)
                        .filter(event -> event.classified().established())
                        .collect(
                                Collectors.groupingBy(
                                        event -> event.target() + " " + event.texts(SIGNATURE)));
        List<ReadLine> largest =
                byTarget.values().stream().max(Comparator.comparingInt(List::size)).orElseThrow();
        assertThat(largest.stream().map(ReadLine::source).distinct().count()).isGreaterThan(1_000);
        assertThat(largest.stream().map(event -> event.time().truncatedTo(HOURS)).distinct())
                .hasSizeGreaterThan(6);
    }

    @Test
    void fewSourcesDoMostOfIt() {
        Truth truth = truthOf(new Plan(5, 60_000, 24, START, 0), Format.EVE);
        List<Truth.Source> day = truth.topSources().values().iterator().next();
        assertThat(day).hasSize(Truth.TOP_LIMIT);
        assertThat(day).isSortedAccordingTo(Comparator.comparingLong(source -> -source.alerts()));
        assertThat(day.getFirst().alerts()).isGreaterThan(20 * day.getLast().alerts());
    }

    /** Counted from the events, which know nothing of the plan. */
    @Test
    void theFirstSourcesAreThoseOfMostEstablishedAlerts() {
        var plan = new Plan(9, 30_000, 72, START, 40);
        Map<LocalDate, Map<Observable, Long>> counted = new TreeMap<>();
        for (Object line : Given.lines(Given.simulated(plan))) {
            if (line instanceof ReadLine event
                    && event.classified().unit() == Unit.ALERT
                    && event.classified().established()) {
                LocalDate day = LocalDate.ofInstant(event.time(), UTC);
                counted.computeIfAbsent(day, any -> new HashMap<>())
                        .merge(Objects.requireNonNull(event.source()), 1L, Long::sum);
            }
        }
        Truth truth = truthOf(plan, Format.EVE);
        assertThat(truth.topSources().keySet()).isEqualTo(counted.keySet());
        counted.forEach((day, sources) ->
                assertThat(truth.topSources().get(day))
                        .isEqualTo(
                                Truth.top(
                                        sources.entrySet().stream()
                                                .map(each ->
                                                        new Truth.Source(
                                                                each.getKey(), each.getValue())))));
    }

    @Test
    void truthsOfSeveralFormatsAddUp() {
        Truth eve = truthOf(DAY, Format.EVE);
        Truth cowrie = truthOf(DAY, Format.COWRIE);
        Truth both = eve.and(cowrie);
        assertThat(both.lines().lines()).isEqualTo(2 * DAY.lines());
        assertThat(both.cells().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(both.lines().counted());
        assertThat(both).isEqualTo(cowrie.and(eve));
        assertThat(both.victims()).isEqualTo(eve.victims());
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
        assertThat(truth.lines().withoutZone()).isPositive();
        assertThat(truth.cells().keySet()).extracting(Cell::unit).contains(Unit.PROBE, Unit.ALERT);
        assertThat(truth.cells().keySet()).extracting(Cell::kind).hasSizeGreaterThan(4);
        assertThat(truth.cells().keySet()).extracting(Cell::established).contains(true, false);
        assertThat(truth.cells().keySet().stream().map(Cell::hour).distinct()).hasSize(24);
    }

    /** The flood is large, and none of its forged sources is accused. */
    @Test
    void theSourcesOfAReflectionAreAlwaysClaimed() {
        Truth truth = truthOf(DAY, Format.EVE);
        List<ReadLine> flood =
                Given.lines(Given.simulated(DAY)).stream()
                        .filter(ReadLine.class::isInstance)
                        .map(ReadLine.class::cast)
                        .filter(event -> event.source() != null)
                        .filter(event -> truth.victims().contains(event.source()))
                        .toList();
        assertThat(flood)
                .hasSizeGreaterThan(1_000)
                .noneMatch(event -> event.classified().established());
        assertThat(flood)
                .extracting(event -> event.classified().kind())
                .contains(Activity.REFLECTION.kind());
        assertThat(flood).flatExtracting(event -> event.texts(Text.SIGNATURE)).isNotEmpty();
        assertThat(truth.victims()).hasSizeBetween(300, Sources.VICTIMS);
        // By number alone, a victim would head the list of attackers.
        Map<Observable, Long> alerts =
                flood.stream()
                        .filter(event -> event.classified().unit() == Unit.ALERT)
                        .collect(
                                Collectors.groupingBy(
                                        event -> Objects.requireNonNull(event.source()),
                                        Collectors.counting()));
        List<Truth.Source> top =
                truth.topSources().values().stream().flatMap(List::stream).toList();
        assertThat(Collections.max(alerts.values()))
                .isGreaterThan(
                        top.stream()
                                .filter(source -> !source.address().value().endsWith(".255.1"))
                                .mapToLong(Truth.Source::alerts)
                                .max()
                                .orElseThrow());
        assertThat(top).noneMatch(source -> truth.victims().contains(source.address()));
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

    /** Ten million addresses, five million names; looked at from both ends. */
    @Test
    void thereAreIndicatorsForANation() {
        int few = 2_000;
        byte[] last =
                SyntheticIndicators.rows(
                        SyntheticIndicators.LIMIT - few, SyntheticIndicators.LIMIT);
        String text = new String(last, StandardCharsets.US_ASCII);
        Set<String> rows = new HashSet<>(text.lines().toList());
        assertThat(rows).hasSize(few);
        for (String row : rows) {
            String[] fields = row.split(",", -1);
            var kind = Observable.Kind.parse(fields[1]);
            var observable = Observable.parse(kind, fields[0]);
            assertThat(observable.value()).as("in its one form").isEqualTo(fields[0]);
            assertThat(isSetAside(observable)).as(row).isTrue();
        }
        long addresses = rows.stream().filter(row -> row.contains(",ipv")).count();
        long names = rows.stream().filter(row -> row.contains(",domain,")).count();
        assertThat(addresses).isEqualTo(few * 10 / 16);
        assertThat(names).isEqualTo(few * 5 / 16);
        String parts =
                SyntheticIndicators.HEADER
                        + new String(SyntheticIndicators.rows(0, 7), StandardCharsets.US_ASCII)
                        + new String(SyntheticIndicators.rows(7, 99), StandardCharsets.US_ASCII);
        assertThat(SyntheticIndicators.list(99)).isEqualTo(parts);
    }

    @Test
    void theFirstIndicatorsAreAlwaysTheSameAndNoTwoAreAlike() {
        List<Observable> many = SyntheticIndicators.first(100_000);
        assertThat(many.subList(0, 100)).isEqualTo(SyntheticIndicators.first(100));
        assertThat(new HashSet<>(many)).hasSize(100_000);
        assertThat(many.stream().map(Observable::kind).collect(Collectors.toSet())).hasSize(7);
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

    private static Truth truthOf(Plan plan, Format format) {
        var simulation = new Simulation(plan, format, Given.SENSOR);
        simulation.forEachRemaining(block -> {});
        return simulation.truth();
    }

    private static Dialect dialect(Format format) {
        String label = format == Format.ZEEK ? "zeek-json" : format.label();
        return Dialects.builtIn().named(label).orElseThrow();
    }

    private static boolean isSetAside(Observable seen) {
        String value = seen.value();
        return switch (seen.kind()) {
            case IPV4 ->
                    value.startsWith("198.18.")
                            || value.startsWith("198.19.")
                            || Integer.parseInt(value.substring(0, value.indexOf('.'))) >= 240;
            case IPV6 -> value.startsWith("2001:db8:") || value.startsWith("3fff:");
            case DOMAIN -> value.endsWith(".example");
            case URL, URL_PREFIX -> value.contains(".example/");
            case CIDR -> value.startsWith("3fff:") || value.matches("2(48|49|50|51)\\..*/24");
            case MD5, SHA1, SHA256 -> true;
            case EMAIL -> false;
        };
    }
}
