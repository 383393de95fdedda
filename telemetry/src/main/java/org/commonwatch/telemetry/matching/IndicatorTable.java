package org.commonwatch.telemetry.matching;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Indicators by what they indicate, in flat tables: nothing of it is an object an indicator. Each
 * indicator has a number, which a {@link Matcher} finds events by. Safe for use by several threads.
 */
public final class IndicatorTable {
    /** A table holds no more indicators, and takes no more of them with their repetitions. */
    public static final int ENTRY_LIMIT = 50_000_000;

    private final KeyTable[] tables;
    // Number of each table's first entry; entries of all tables, at the end.
    private final int[] numbers;
    private final IndicatorIds ids;
    private final Origins origins;
    private final Shape shape;
    private final Filter urlHosts;
    private final Map<String, Long> dropped;

    IndicatorTable(
            KeyTable[] tables,
            IndicatorIds ids,
            Origins origins,
            Shape shape,
            Map<String, Long> dropped) {
        this.tables = tables;
        this.ids = ids;
        this.origins = origins;
        this.shape = shape;
        this.dropped = dropped;
        numbers = new int[tables.length + 1];
        for (int i = 0; i < tables.length; i++) {
            numbers[i + 1] = Math.addExact(numbers[i], tables[i].size());
        }
        urlHosts = hosts(table(Shelf.URL), table(Shelf.URL_PREFIX));
    }

    private static Filter hosts(KeyTable urls, KeyTable prefixes) {
        Filter hosts = Filter.sized(urls.size() + prefixes.size());
        for (KeyTable table : new KeyTable[] {urls, prefixes}) {
            for (int i = 0; i < table.size(); i++) {
                int from = UrlHost.from(table.bytes(), table.start(i), table.end(i));
                int to = UrlHost.to(table.bytes(), from, table.end(i));
                hosts.add(Hash.ofText(table.bytes(), from, to));
            }
        }
        return hosts;
    }

    /** A table in which nothing is found. */
    public static IndicatorTable empty() {
        return builder().build();
    }

    /** Collects indicators, once for one table. */
    public static IndicatorTableBuilder builder() {
        return new IndicatorTableBuilder(ENTRY_LIMIT);
    }

    /**
     * The table that {@link #write} took apart. Throws {@link TelemetryRefusedException} if these
     * are no sections of a table.
     */
    public static IndicatorTable read(SectionReader sections) {
        try {
            Origins origins = Origins.read(sections);
            IndicatorIds ids = IndicatorIds.read(sections, origins.size());
            KeyTable[] tables = new KeyTable[Shelf.count()];
            for (int i = 0; i < tables.length; i++) {
                tables[i] = KeyTable.read(Shelf.numbered(i), sections);
                check(tables[i], ids.size(), origins.size());
            }
            return new IndicatorTable(
                    tables, ids, origins, Shape.read(sections), readDropped(sections));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new TelemetryRefusedException(
                    new TelemetryRefusal.NoTable(String.valueOf(e.getMessage())));
        }
    }

    private static void check(KeyTable table, int idCount, int originCount) {
        for (int i = 0; i < table.size(); i++) {
            int reference = table.reference(i);
            if (reference >= originCount || ~reference >= idCount) {
                throw new IllegalArgumentException("an indicator refers to what is not there");
            }
        }
    }

    /** Takes the table apart; {@link #read} puts it together again. */
    public void write(SectionWriter sections) {
        for (KeyTable table : tables) {
            table.write(sections);
        }
        ids.write(sections);
        origins.write(sections);
        shape.write(sections);
        var names = new Origins.Texts();
        dropped.keySet().forEach(names::add);
        names.write("dropped", sections);
        sections.put(
                "dropped.counts", dropped.values().stream().mapToLong(Long::longValue).toArray());
    }

    private static Map<String, Long> readDropped(SectionReader sections) {
        Map<String, Long> dropped = new LinkedHashMap<>();
        long[] counts = sections.longs("dropped.counts");
        for (String name : Origins.Texts.read("dropped", sections)) {
            if (dropped.size() == counts.length) {
                throw new IllegalArgumentException("the sections of dropped do not fit together");
            }
            dropped.put(name, counts[dropped.size()]);
        }
        return dropped;
    }

    /** How many pairs of observable and indicator there are. */
    public int size() {
        return numbers[tables.length];
    }

    /** Finds what events match; each thread needs one of its own. */
    public Matcher matcher() {
        return new Matcher(this);
    }

    /** The name of the indicator of this number: its own, or one made of what it indicates. */
    public StixId id(int number) {
        return number >= size()
                ? ids.id(number - size())
                : IndicatorIds.derived(tableOf(number).observable(number - first(number)));
    }

    /** The name of an indicator of this that nobody named: the same wherever it is listed. */
    public static StixId named(Observable observable) {
        return IndicatorIds.derived(observable);
    }

    /** Where the indicator of this number comes from. */
    public Origin origin(int number) {
        return origins.origin(
                number >= size()
                        ? ids.origin(number - size())
                        : tableOf(number).reference(number - first(number)));
    }

    /** How many indicators the known-good lists kept out, by the name of the list. */
    public Map<String, Long> dropped() {
        return Map.copyOf(dropped);
    }

    /** How many indicators there are of each list, and the latest day it names, by its name. */
    public Map<String, ListShare> lists() {
        Map<String, ListShare> lists = new LinkedHashMap<>();
        long[] counts = new long[origins.size()];
        for (KeyTable table : tables) {
            for (int i = 0; i < table.size(); i++) {
                int reference = table.reference(i);
                counts[reference >= 0 ? reference : ids.origin(~reference)]++;
            }
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                Origin origin = origins.origin(i);
                lists.merge(origin.list(), new ListShare(counts[i], origin.day()), ListShare::and);
            }
        }
        return lists;
    }

    /**
     * What of a table is of one list.
     *
     * @param indicators how many
     * @param latestDay the latest day on which one was seen or became valid; 0 if none is known
     */
    public record ListShare(long indicators, int latestDay) {
        ListShare and(ListShare other) {
            return new ListShare(
                    indicators + other.indicators, Math.max(latestDay, other.latestDay));
        }
    }

    KeyTable table(Shelf shelf) {
        return tables[shelf.number()];
    }

    Shape shape() {
        return shape;
    }

    Filter urlHosts() {
        return urlHosts;
    }

    /** The number of the indicator of an entry. */
    int number(KeyTable table, int entry) {
        int reference = table.reference(entry);
        return reference >= 0 ? numbers[table.shelf().number()] + entry : size() + ~reference;
    }

    IndicatorIds ids() {
        return ids;
    }

    Origins origins() {
        return origins;
    }

    private KeyTable tableOf(int number) {
        int i = 0;
        while (number >= numbers[i + 1]) {
            i++;
        }
        return tables[i];
    }

    private int first(int number) {
        return numbers[tableOf(number).shelf().number()];
    }
}
