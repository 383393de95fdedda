package org.commonwatch.telemetry.counting;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.geography.Origin;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

class CellsTest {
    private static final Instant START = Instant.parse("2024-04-30T20:00:00Z");

    @Test
    void theyAreTheMapThatWasGivenInTheOrderOfCells() {
        Cases.check(random -> {
            Map<Cell, Long> given = any(random, random.nextInt(60));
            Cells cells = Cells.of(given);
            assertThat(new ArrayList<>(cells.entrySet()))
                    .isEqualTo(new ArrayList<>(new TreeMap<>(given).entrySet()));
            assertThat(cells).isEqualTo(given).hasSameHashCodeAs(given);
            given.forEach((cell, count) -> assertThat(cells.get(cell)).isEqualTo(count));
            Cell other = anyCell(random);
            assertThat(cells.containsKey(other)).isEqualTo(given.containsKey(other));
            assertThat(cells.total())
                    .isEqualTo(given.values().stream().mapToLong(Long::longValue).sum());
        });
    }

    @Test
    void addingAddsCellByCell() {
        Cases.check(random -> {
            Map<Cell, Long> one = any(random, random.nextInt(60));
            Map<Cell, Long> other = any(random, random.nextInt(60));
            Map<Cell, Long> sum = new HashMap<>(one);
            other.forEach((cell, count) -> sum.merge(cell, count, Long::sum));
            assertThat(Cells.of(one).and(Cells.of(other))).isEqualTo(sum);
        });
    }

    /** Whatever the order and the split, the same cells are folded and no total changes. */
    @Test
    void anySplitIsFoldedToTheSame() {
        Cases.check(random -> {
            int budget = random.nextInt(20);
            List<Map<Cell, Long>> parts = new ArrayList<>();
            Map<Cell, Long> whole = new HashMap<>();
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                Map<Cell, Long> part = any(random, random.nextInt(60));
                parts.add(part);
                part.forEach((cell, count) -> whole.merge(cell, count, Long::sum));
            }
            Cells folded = Cells.of(whole, budget);
            Cells sum = Cells.NONE;
            for (Map<Cell, Long> part : parts) {
                Cells cells = Cells.of(part, budget);
                sum = random.nextBoolean() ? sum.and(cells) : cells.and(sum);
            }
            assertThat(sum).isEqualTo(folded);
            assertThat(withoutDetail(folded)).isEqualTo(withoutDetail(whole));
            assertThat(folded.folded())
                    .isEqualTo(
                            whole.entrySet().stream()
                                    .filter(cell -> !folded.containsKey(cell.getKey()))
                                    .mapToLong(Map.Entry::getValue)
                                    .sum());
        });
    }

    @Test
    void aMonthKeepsAsManyAsItsBudgetAndNotOneMore() {
        Map<Cell, Long> given = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            // Half of them in April, half in May.
            Instant hour = START.plus(Duration.ofHours(i % 8));
            given.put(cell(hour, i % 3 == 0, new Origin("XA", 65_536 + i)), 1L + i);
        }
        assertThat(Cells.of(given, 100)).isEqualTo(given);
        Cells folded = Cells.of(given, 99);
        assertThat(detailed(folded, 4)).isEqualTo(99);
        assertThat(detailed(folded, 5)).isEqualTo(99);
        assertThat(folded.total()).isEqualTo(Cells.of(given).total());
        assertThat(Cells.of(given, 0).keySet()).allMatch(Cell::isFolded);
        // Forged sources make cells without number: they go first.
        assertThat(Cells.of(given, 40).keySet())
                .filteredOn(cell -> cell.isFolded() && cell.established())
                .isEmpty();
    }

    @Test
    void cellsThatTellNothingOfWhereAreNeverFolded() {
        Map<Cell, Long> given = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            given.put(cell(START.plus(Duration.ofHours(i)), false, Origin.UNKNOWN), 1L);
        }
        assertThat(Cells.of(given, 0)).isEqualTo(given);
    }

    private static long detailed(Cells cells, int month) {
        return cells.keySet().stream()
                .filter(Cell::isDetailed)
                .filter(cell -> cell.hour().toString().startsWith("2024-0" + month))
                .count();
    }

    private static Map<Cell, Long> withoutDetail(Map<Cell, Long> cells) {
        Map<Cell, Long> without = new HashMap<>();
        cells.forEach((cell, count) ->
                without.merge(
                        cell(cell.hour(), cell.sensor(), cell.established()), count, Long::sum));
        return without;
    }

    private static Map<Cell, Long> any(RandomGenerator random, int size) {
        Map<Cell, Long> cells = new HashMap<>();
        for (int i = 0; i < size; i++) {
            cells.put(anyCell(random), 1 + random.nextLong(1_000));
        }
        return cells;
    }

    private static Cell anyCell(RandomGenerator random) {
        return new Cell(
                START.plus(Duration.ofHours(random.nextInt(8))),
                "sensor-" + random.nextInt(3),
                Unit.ALERT,
                Kind.OTHER,
                new Cell.Ends(
                        random.nextBoolean(),
                        random.nextInt(5) == 0
                                ? Origin.UNKNOWN
                                : new Origin(
                                        "X" + (char) ('A' + random.nextInt(26)), random.nextInt(3)),
                        random.nextBoolean() ? "" : "sector-" + random.nextInt(3)));
    }

    private static Cell cell(Instant hour, String sensor, boolean established) {
        return new Cell(hour, sensor, Unit.ALERT, Kind.OTHER, established);
    }

    private static Cell cell(Instant hour, boolean established, Origin origin) {
        return new Cell(
                hour, "gate-1", Unit.PROBE, Kind.OTHER, new Cell.Ends(established, origin, ""));
    }
}
