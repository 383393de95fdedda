package org.commonwatch.telemetry.counting;

import org.commonwatch.telemetry.event.Classification;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.geography.Sectors;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Exact counts by cell, in the order of the cells: an unmodifiable map that holds 24 bytes a cell
 * and makes its keys as they are asked for.
 *
 * <p>Of the cells of one month that tell anything of where sources and targets are, no more than a
 * budget are kept. The counts of the others are in the cell {@code other} of the same hour, sensor,
 * unit, kind and standing of the source, so that no total changes. {@link Budget} tells which.
 */
public final class Cells extends AbstractMap<Cell, Long> {
    /** No month has more cells that tell where sources and targets are. */
    public static final int MONTH_LIMIT = 2_000_000;

    /** Nothing was counted. */
    public static final Cells NONE = of(Map.of());

    private static final long SECONDS_PER_HOUR = 3_600;

    /**
     * What packed cells mean.
     *
     * @param sensors in order
     * @param sectors in order, {@link Sectors#NO_SECTOR} and {@link Sectors#OTHER} among them
     */
    record Words(List<String> sensors, List<String> sectors) {
        Words {
            sensors = List.copyOf(sensors);
            sectors = List.copyOf(sectors);
            if (sensors.size() > PackedCell.SENSOR_LIMIT
                    || sectors.size() > PackedCell.SECTOR_LIMIT) {
                throw new IllegalArgumentException("more sensors or sectors than there can be");
            }
        }

        static Words of(Stream<String> sensors, Stream<String> sectors) {
            Stream<String> always = Stream.of(Sectors.NO_SECTOR, Sectors.OTHER);
            return new Words(
                    sensors.distinct().sorted().toList(),
                    Stream.concat(always, sectors).distinct().sorted().toList());
        }

        Words and(Words other) {
            return equals(other)
                    ? this
                    : of(
                            Stream.concat(sensors.stream(), other.sensors.stream()),
                            Stream.concat(sectors.stream(), other.sectors.stream()));
        }

        /** Whether a packed cell means something. */
        private boolean have(Columns columns, int i) {
            int classification = PackedCell.classification(columns.high[i]);
            return PackedCell.sensor(columns.high[i]) < sensors.size()
                    && PackedCell.sector(columns.low[i]) < sectors.size()
                    && Classification.isCounted(classification)
                    && PackedCell.isValid(columns.low[i])
                    && columns.counts[i] > 0;
        }

        /** The number of a sensor, negative if there is none of that name. */
        int sensor(String name) {
            return Collections.binarySearch(sensors, name);
        }

        /** The number of a sector, negative if there is none of that name. */
        int sector(String name) {
            return Collections.binarySearch(sectors, name);
        }
    }

    /** Packed cells and their counts, in order. */
    static final class Columns {
        private final long[] high;
        private final long[] low;
        private final long[] counts;
        private int size;

        Columns(int most) {
            high = new long[most];
            low = new long[most];
            counts = new long[most];
        }

        private Columns(Columns whole) {
            high = Arrays.copyOf(whole.high, whole.size);
            low = Arrays.copyOf(whole.low, whole.size);
            counts = Arrays.copyOf(whole.counts, whole.size);
            size = whole.size;
        }

        /** Adds to the last cell if it is the same, else puts one after it. */
        void add(long cellHigh, long cellLow, long count) {
            if (size > 0 && high[size - 1] == cellHigh && low[size - 1] == cellLow) {
                counts[size - 1] += count;
            } else {
                high[size] = cellHigh;
                low[size] = cellLow;
                counts[size] = count;
                size++;
            }
        }

        int size() {
            return size;
        }

        long high(int i) {
            return high[i];
        }

        long low(int i) {
            return low[i];
        }

        long count(int i) {
            return counts[i];
        }

        int order(int i, Columns other, int j) {
            int order = Long.compare(high[i], other.high[j]);
            return order != 0 ? order : Long.compare(low[i], other.low[j]);
        }

        Columns trimmed() {
            return size == high.length ? this : new Columns(this);
        }
    }

    private final Words words;
    private final Columns columns;
    private final int budget;

    /**
     * Takes what was counted.
     *
     * @param counted in order
     * @param budget how many cells of a month may tell where sources and targets are
     */
    Cells(Words words, Columns counted, int budget) {
        this.words = words;
        this.budget = budget;
        columns = new Folding(words, counted, budget).kept().trimmed();
    }

    /** The same counts as another map has. */
    public static Cells of(Map<Cell, Long> cells) {
        return of(cells, MONTH_LIMIT);
    }

    /** The same counts as another map has, or fewer of them within a budget. */
    static Cells of(Map<Cell, Long> cells, int budget) {
        var words =
                Words.of(
                        cells.keySet().stream().map(Cell::sensor),
                        cells.keySet().stream().map(Cell::sector));
        var columns = new Columns(cells.size());
        new TreeMap<>(cells)
                .forEach((cell, count) -> columns.add(high(words, cell), low(words, cell), count));
        return new Cells(words, columns, budget);
    }

    private static long high(Words words, Cell cell) {
        return PackedCell.high(
                Math.floorDiv(cell.hour().getEpochSecond(), SECONDS_PER_HOUR),
                words.sensor(cell.sensor()),
                Classification.of(cell.unit(), cell.kind(), cell.established()));
    }

    private static long low(Words words, Cell cell) {
        return PackedCell.low(cell.origin(), words.sector(cell.sector()));
    }

    /** Both together, the same in whatever order; of two budgets the lesser holds. */
    public Cells and(Cells other) {
        Words all = words.and(other.words);
        Columns one = columns(all);
        Columns two = other.columns(all);
        var sum = new Columns(Math.addExact(one.size, two.size));
        int i = 0;
        int j = 0;
        while (i < one.size || j < two.size) {
            boolean first = j == two.size || (i < one.size && one.order(i, two, j) <= 0);
            Columns from = first ? one : two;
            int at = first ? i++ : j++;
            sum.add(from.high[at], from.low[at], from.counts[at]);
        }
        return new Cells(all, sum, Math.min(budget, other.budget));
    }

    // The columns in words that hold all of its own: what is in order stays in order.
    private Columns columns(Words all) {
        if (all.equals(words)) {
            return columns;
        }
        int[] sensors = words.sensors.stream().mapToInt(all::sensor).toArray();
        int[] sectors = words.sectors.stream().mapToInt(all::sector).toArray();
        var same = new Columns(columns.size);
        for (int i = 0; i < columns.size; i++) {
            long high = columns.high[i];
            long low = columns.low[i];
            same.add(
                    PackedCell.high(
                            PackedCell.hour(high),
                            sensors[PackedCell.sensor(high)],
                            PackedCell.classification(high)),
                    low + sectors[PackedCell.sector(low)] - PackedCell.sector(low),
                    columns.counts[i]);
        }
        return same;
    }

    /** Writes them for {@link #read}. */
    void write(StateOut out) {
        out.each(words.sensors, out::text);
        out.each(words.sectors, out::text);
        out.number(budget);
        out.number(columns.size);
        long before = 0;
        for (int i = 0; i < columns.size; i++) {
            out.number(columns.high[i] - before);
            out.number(columns.low[i]);
            out.number(columns.counts[i]);
            before = columns.high[i];
        }
    }

    /** Those that were written; out of their order they are no cells. */
    static Cells read(StateIn in) {
        var words = new Words(in.each(in::text), in.each(in::text));
        int budget = in.number(MONTH_LIMIT);
        if (!words.equals(Words.of(words.sensors.stream(), words.sectors.stream()))) {
            throw StateIn.damaged();
        }
        int size = in.count(3);
        var columns = new Columns(size);
        long high = 0;
        for (int i = 0; i < size; i++) {
            high += in.number();
            columns.add(high, in.number(), in.number());
            boolean after = i == 0 || columns.order(i - 1, columns, i) < 0;
            if (columns.size != i + 1 || !after || !words.have(columns, i)) {
                throw StateIn.damaged();
            }
        }
        return new Cells(words, columns, budget);
    }

    /** How many events of one unit there are. */
    public long total(Unit unit) {
        return sum(i -> Classification.unit(classification(i)) == unit);
    }

    /** How many events there are. */
    public long total() {
        return sum(i -> true);
    }

    /** How many events are in cells {@code other}, not told apart because there is too much. */
    public long folded() {
        return sum(i -> PackedCell.isFolded(columns.low[i]));
    }

    private long sum(IntPredicate counts) {
        return IntStream.range(0, columns.size)
                .filter(counts)
                .mapToLong(i -> columns.counts[i])
                .sum();
    }

    private int classification(int i) {
        return PackedCell.classification(columns.high[i]);
    }

    @Override
    public int size() {
        return columns.size;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public @Nullable Long get(@Nullable Object key) {
        int at = key instanceof Cell cell ? find(cell) : -1;
        return at < 0 ? null : Long.valueOf(columns.counts[at]);
    }

    private int find(Cell cell) {
        if (words.sensor(cell.sensor()) < 0 || words.sector(cell.sector()) < 0) {
            return -1;
        }
        long high = high(words, cell);
        long low = low(words, cell);
        int from = 0;
        int to = columns.size - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = Long.compare(columns.high[middle], high);
            order = order != 0 ? order : Long.compare(columns.low[middle], low);
            if (order == 0) {
                return middle;
            }
            from = order < 0 ? middle + 1 : from;
            to = order > 0 ? middle - 1 : to;
        }
        return -1;
    }

    @Override
    public Set<Map.Entry<Cell, Long>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return columns.size;
            }

            @Override
            public Iterator<Map.Entry<Cell, Long>> iterator() {
                return IntStream.range(0, columns.size).mapToObj(Cells.this::entry).iterator();
            }
        };
    }

    private Map.Entry<Cell, Long> entry(int i) {
        long high = columns.high[i];
        long low = columns.low[i];
        int classification = PackedCell.classification(high);
        var cell =
                new Cell(
                        Instant.ofEpochSecond(PackedCell.hour(high) * SECONDS_PER_HOUR),
                        words.sensors.get(PackedCell.sensor(high)),
                        Classification.unit(classification),
                        Classification.kind(classification),
                        new Cell.Ends(
                                Classification.established(classification),
                                PackedCell.origin(low),
                                words.sectors.get(PackedCell.sector(low))));
        return Map.entry(cell, columns.counts[i]);
    }
}
