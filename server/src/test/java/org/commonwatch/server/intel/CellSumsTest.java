package org.commonwatch.server.intel;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.database.Database;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.intel.CellSums.Covered;
import org.commonwatch.server.intel.CellSums.Filter;
import org.commonwatch.server.intel.CellSums.Sum;
import org.commonwatch.server.intel.CellSums.Summed;
import org.commonwatch.server.intel.CellSums.Tally;
import org.commonwatch.server.intel.Cells.Counted;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.geography.Origin;
import org.commonwatch.testkit.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is added together in the database is what is added together here, one by one. */
class CellSumsTest {
    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final int HOURS = 24 * 12;
    private static final int DELIVERIES = 12;
    private static final int CELLS = 250;
    private static final String RULE = CountingRule.ATTACKS.id().toString();

    private static Transactions transactions;
    private static CellSums sums;

    /** Everything that was added; whether it is drawn, in the value. */
    private static final Map<Cell, Map<Boolean, Long>> ADDED = new HashMap<>();

    @BeforeAll
    static void addToWhatIsThere() {
        Database database = TestDatabase.empty();
        var source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        Flyway.configure().dataSource(source).load().migrate();
        transactions = new Transactions(source);
        sums = new CellSums(transactions);
        var random = new Random(28);
        for (int i = 0; i < DELIVERIES; i++) {
            boolean drawn = i % 4 == 3;
            Map<Cell, Long> counts = new HashMap<>();
            for (int k = 0; k < CELLS; k++) {
                counts.merge(cell(random), 1L + random.nextInt(1_000), Long::sum);
            }
            transactions.run(connection -> {
                Cells.add(connection, CountingRule.ATTACKS.id(), drawn, counts);
                return true;
            });
            counts.forEach((cell, count) ->
                    ADDED.computeIfAbsent(cell, any -> new TreeMap<>())
                            .merge(drawn, count, Long::sum));
        }
    }

    private static Cell cell(Random random) {
        var origin =
                random.nextInt(4) == 0
                        ? Origin.UNKNOWN
                        : new Origin(List.of("XA", "XB").get(random.nextInt(2)), random.nextInt(3));
        var ends =
                new Cell.Ends(
                        random.nextBoolean(),
                        origin,
                        List.of("", "health", "energy").get(random.nextInt(3)));
        return new Cell(
                FROM.plus(random.nextInt(HOURS), ChronoUnit.HOURS),
                List.of("east", "north", "west").get(random.nextInt(3)),
                random.nextBoolean() ? Unit.ALERT : Unit.PROBE,
                List.of(Kind.SCAN, Kind.EXPLOIT).get(random.nextInt(2)),
                ends);
    }

    @Test
    void eachCellIsThereOnceWithAllThatWasAddedToIt() {
        List<Counted> expected = new ArrayList<>();
        ADDED.forEach((cell, counts) ->
                counts.forEach((drawn, count) -> expected.add(counted(cell, drawn, count))));
        assertThat(new Cells(transactions).between(FROM, FROM.plus(HOURS, ChronoUnit.HOURS)))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Counted counted(Cell cell, boolean drawn, long count) {
        return new Counted(
                cell.hour(),
                cell.sensor(),
                cell.unit().label(),
                cell.kind().label(),
                cell.established(),
                cell.origin().country(),
                cell.origin().asn(),
                cell.sector(),
                RULE,
                drawn,
                count);
    }

    /** Sums send an array that is as long as the last number. */
    @Test
    void seriesAreNumberedWithoutGaps() {
        boolean without =
                transactions.read(connection -> {
                    try (var statement = connection.createStatement();
                            var row =
                                    statement.executeQuery(
                                            "SELECT count(*) > 500 AND max(number) = count(*)"
                                                    + " FROM series")) {
                        return row.next() && row.getBoolean(1);
                    }
                });
        assertThat(without).isTrue();
    }

    @Test
    void sumsAreThoseOfTheCellsThatAreAskedFor() {
        Instant from = FROM.plus(Duration.ofHours(30));
        Instant to = FROM.plus(Duration.ofHours(250));
        var filters =
                List.of(
                        new Filter(from, to, "alert", none(), none(), none()),
                        new Filter(from, to, "probe", Optional.of("scan"), none(), none()),
                        new Filter(from, to, "alert", none(), Optional.of("health"), none()),
                        new Filter(from, to, "alert", none(), none(), Optional.of(false)),
                        new Filter(from, to, "alert", Optional.of("no-such"), none(), none()));
        for (Filter filter : filters) {
            for (Optional<Set<String>> sensors : SENSORS) {
                for (String period : List.of("day", "hour")) {
                    Summed found = sums.of(period, filter, sensors);
                    assertThat(found.sums()).isEqualTo(expected(period, filter, sensors));
                    assertThat(found.covered()).isEqualTo(covered(period, filter, sensors));
                }
            }
        }
    }

    @Test
    void talliesAreOfAllHoursAndNetworksTogetherAndTheMostFirst() {
        Instant to = FROM.plus(Duration.ofHours(100));
        for (Optional<Set<String>> sensors : SENSORS) {
            assertThat(sums.tallies(FROM, to, "alert", sensors))
                    .isEqualTo(tallies(to, within(sensors)));
        }
    }

    @Test
    void theLastHourIsThatOfTheSensorsThatAreAskedFor() {
        for (Optional<Set<String>> sensors : SENSORS) {
            assertThat(sums.last(sensors))
                    .isEqualTo(
                            ADDED.keySet().stream()
                                    .filter(within(sensors))
                                    .map(Cell::hour)
                                    .max(Comparator.naturalOrder()));
        }
    }

    private static final List<Optional<Set<String>>> SENSORS =
            List.of(
                    Optional.empty(),
                    Optional.of(Set.of("east", "west")),
                    Optional.of(Set.of("no-such")),
                    Optional.of(Set.of()));

    private static <T> Optional<T> none() {
        return Optional.empty();
    }

    private static Predicate<Cell> within(Optional<Set<String>> sensors) {
        return cell -> sensors.isEmpty() || sensors.get().contains(cell.sensor());
    }

    private static Instant start(String period, Cell cell) {
        return cell.hour().truncatedTo(period.equals("day") ? ChronoUnit.DAYS : ChronoUnit.HOURS);
    }

    private static boolean isWithin(Filter filter, Cell cell) {
        return !cell.hour().isBefore(filter.from()) && cell.hour().isBefore(filter.to());
    }

    private static List<Sum> expected(String period, Filter filter, Optional<Set<String>> sensors) {
        Predicate<Cell> wanted =
                cell ->
                        isWithin(filter, cell)
                                && within(sensors).test(cell)
                                && cell.unit().label().equals(filter.unit())
                                && filter.kind().map(cell.kind().label()::equals).orElse(true)
                                && filter.sector().map(cell.sector()::equals).orElse(true)
                                && filter.established()
                                        .map(any -> any == cell.established())
                                        .orElse(true);
        return together(
                wanted,
                cell ->
                        new Sum(
                                start(period, cell),
                                cell.kind().label(),
                                cell.sector(),
                                RULE,
                                false,
                                0),
                Comparator.comparing(Sum::period)
                        .thenComparing(Sum::kind)
                        .thenComparing(Sum::sector),
                (of, drawn, count) ->
                        new Sum(of.period(), of.kind(), of.sector(), RULE, drawn, count));
    }

    /** Puts a number on what it is the number of. */
    private interface Numbered<K> {
        K of(K key, boolean drawn, long count);
    }

    private static <K> List<K> together(
            Predicate<Cell> wanted, Function<Cell, K> key, Comparator<K> order, Numbered<K> with) {
        Map<K, Map<Boolean, Long>> counts = new TreeMap<>(order);
        ADDED.forEach((cell, added) -> {
            if (wanted.test(cell)) {
                var all = counts.computeIfAbsent(key.apply(cell), any -> new TreeMap<>());
                added.forEach((drawn, count) -> all.merge(drawn, count, Long::sum));
            }
        });
        List<K> together = new ArrayList<>();
        counts.forEach((of, all) ->
                together.add(
                        with.of(
                                of,
                                all.containsKey(true),
                                all.values().stream().mapToLong(Long::longValue).sum())));
        return together;
    }

    private static List<Covered> covered(
            String period, Filter filter, Optional<Set<String>> sensors) {
        Map<Instant, Set<String>> covered = new TreeMap<>();
        for (Cell cell : ADDED.keySet()) {
            if (isWithin(filter, cell) && within(sensors).test(cell)) {
                covered.computeIfAbsent(start(period, cell), any -> new TreeSet<>())
                        .add(cell.sensor());
            }
        }
        return covered.entrySet().stream()
                .map(each -> new Covered(each.getKey(), each.getValue().size()))
                .toList();
    }

    private static List<Tally> tallies(Instant to, Predicate<Cell> within) {
        List<Tally> tallies =
                together(
                        cell ->
                                cell.hour().isBefore(to)
                                        && within.test(cell)
                                        && cell.unit() == Unit.ALERT,
                        cell ->
                                new Tally(
                                        cell.kind().label(),
                                        cell.established(),
                                        cell.origin().country(),
                                        cell.sector(),
                                        cell.sensor(),
                                        RULE,
                                        false,
                                        0),
                        Comparator.comparing(Tally::kind)
                                .thenComparing(Tally::established)
                                .thenComparing(Tally::country)
                                .thenComparing(Tally::sector)
                                .thenComparing(Tally::sensor),
                        Tally::with);
        tallies.sort(Comparator.comparingLong(Tally::count).reversed());
        return tallies;
    }
}
