package org.commonwatch.telemetry.matching;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects indicators for one {@link IndicatorTable}. An observable may have several, and one that
 * is added twice is there once: as the first list says. A network of one address is that address.
 * Every method that adds throws {@link TelemetryRefusedException} beyond the table's limit. Not for
 * use by several threads at once.
 */
public final class IndicatorTableBuilder {
    /** A table tells no more origins apart; of what is beyond, only the list stays known. */
    static final int ORIGIN_LIMIT = 1 << 16;

    private final int limit;
    private final KeyColumn[] columns = new KeyColumn[Shelf.count()];
    private final IndicatorIds ids = new IndicatorIds();
    private final Origins origins = new Origins();
    private final Shape shape = new Shape();
    private final Map<String, Long> dropped = new TreeMap<>();
    private final Map<String, Long> repeated = new TreeMap<>();
    private KnownGood knownGood = KnownGood.nothing();
    private Origin lastOrigin = Origin.UNKNOWN;
    private int lastOriginNumber;
    private int added;
    private boolean built;

    IndicatorTableBuilder(int limit) {
        this.limit = limit;
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new KeyColumn(Shelf.numbered(i));
        }
    }

    /** From here on, keeps out what these lists know to be good, and counts it. */
    public IndicatorTableBuilder without(KnownGood lists) {
        knownGood = lists;
        return this;
    }

    /** Adds an indicator of a name of its own. */
    public IndicatorTableBuilder add(Observable observable, StixId indicator) {
        return add(observable, indicator, Origin.UNKNOWN);
    }

    /** Adds an indicator of a name of its own. */
    public IndicatorTableBuilder add(Observable observable, StixId indicator, Origin origin) {
        return add(observable, ~ids.index(indicator, number(origin)));
    }

    /** Adds an indicator without a name: it gets one made of the observable. */
    public IndicatorTableBuilder add(Observable observable, Origin origin) {
        return add(observable, number(origin));
    }

    private IndicatorTableBuilder add(Observable observable, int reference) {
        String value = observable.value();
        Shelf shelf = Shelf.of(observable.kind(), value);
        switch (shelf) {
            case FOUR -> {
                Network network = Network.of(observable);
                add4(network.high() >>> 32, network.length(), reference);
            }
            case SIX -> add6(key6(Network.of(observable)), 0, reference);
            case NAME, URL, URL_PREFIX, MD5, SHA1, SHA256 -> {
                byte[] text = value.getBytes(StandardCharsets.UTF_8);
                addText(shelf, text, 0, text.length, reference);
            }
        }
        return this;
    }

    /** Adds an IPv4 address; faster than by its observable. */
    public void addAddress4(int address, Origin origin) {
        add4(address & 0xFFFF_FFFFL, 32, number(origin));
    }

    /**
     * Adds a domain name, URL or hash; faster than by its observable.
     *
     * @param text in canonical form, which is not checked
     */
    public void addText(Observable.Kind kind, byte[] text, int from, int to, Origin origin) {
        addText(Shelf.of(kind, ""), text, from, to, number(origin));
    }

    /** Adds everything that is in another table, except what this one is to be without. */
    public IndicatorTableBuilder addAll(IndicatorTable other) {
        other.dropped().forEach((list, count) -> dropped.merge(list, count, Long::sum));
        for (int i = 0; i < columns.length; i++) {
            KeyTable table = other.table(Shelf.numbered(i));
            for (int entry = 0; entry < table.size(); entry++) {
                int reference = table.reference(entry);
                if (reference >= 0) {
                    add(table, entry, number(other.origins().origin(reference)));
                } else {
                    Origin origin = other.origins().origin(other.ids().origin(~reference));
                    StixId id = other.ids().id(~reference);
                    add(table, entry, ~ids.index(id, number(origin)));
                }
            }
        }
        return this;
    }

    private void add(KeyTable table, int entry, int reference) {
        long hash = table.hash(entry);
        int from = table.start(entry);
        switch (table.shelf()) {
            case FOUR -> add4(Hash.address4(hash) & 0xFFFF_FFFFL, Hash.length4(hash), reference);
            case SIX -> add6(table.bytes(), from, reference);
            case NAME, URL, URL_PREFIX, MD5, SHA1, SHA256 ->
                    addText(table.shelf(), table.bytes(), from, table.end(entry), reference);
        }
    }

    /** How many were added that were there already, by the name of the list they were in. */
    public Map<String, Long> repeated() {
        return Map.copyOf(repeated);
    }

    /** The table of all indicators added so far; no more can be added. */
    public IndicatorTable build() {
        check();
        built = true;
        KeyTable[] tables = new KeyTable[columns.length];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = columns[i].table(ids, this::count);
            columns[i] = new KeyColumn(Shelf.numbered(i));
        }
        return new IndicatorTable(tables, ids, origins, shape, new LinkedHashMap<>(dropped));
    }

    private void count(int reference) {
        int origin = reference >= 0 ? reference : ids.origin(~reference);
        repeated.merge(origins.origin(origin).list(), 1L, Long::sum);
    }

    private void add4(long address, int length, int reference) {
        check();
        if (knownGood.isEmpty() || isWanted(knownGood.list4(address, length))) {
            if (length < 32) {
                shape.addNetwork4(address, length);
            }
            columns[0].add(Hash.of4(address, length), reference);
            countAdded();
        }
    }

    private void add6(byte[] key, int from, int reference) {
        if (isTaken(Shelf.SIX, key, from, from + Shelf.SIX_BYTES)) {
            int length = key[from + Shelf.SIX_BYTES - 1] & 255;
            if (length < 128) {
                shape.addNetwork6(ByteBuffer.wrap(key).getLong(from), length);
            }
            columns[Shelf.SIX.number()].add(key, from, from + Shelf.SIX_BYTES, reference);
        }
    }

    private void addText(Shelf shelf, byte[] text, int from, int to, int reference) {
        if (isTaken(shelf, text, from, to)) {
            if (shelf == Shelf.NAME) {
                shape.addName(text, from, to);
            } else if (shelf == Shelf.URL_PREFIX) {
                shape.addPrefix(to - from);
            }
            columns[shelf.number()].add(text, from, to, reference);
        }
    }

    private boolean isTaken(Shelf shelf, byte[] key, int from, int to) {
        check();
        if (!knownGood.isEmpty() && !isWanted(knownGood.list(shelf, key, from, to))) {
            return false;
        }
        if (!columns[shelf.number()].hasRoom(to - from)) {
            throw new TelemetryRefusedException(new TelemetryRefusal.TooManyIndicators(added));
        }
        countAdded();
        return true;
    }

    private boolean isWanted(int list) {
        if (list < 0) {
            return true;
        }
        dropped.merge(knownGood.name(list), 1L, Long::sum);
        return false;
    }

    private void check() {
        if (built) {
            throw new IllegalStateException("the table is built");
        }
    }

    private void countAdded() {
        if (added == limit) {
            throw new TelemetryRefusedException(new TelemetryRefusal.TooManyIndicators(limit));
        }
        added++;
    }

    private int number(Origin origin) {
        if (!origin.equals(lastOrigin)) {
            lastOriginNumber = origins.number(origin, ORIGIN_LIMIT);
            lastOrigin = origin;
        }
        return lastOriginNumber;
    }

    static byte[] key6(Network network) {
        return ByteBuffer.allocate(Shelf.SIX_BYTES)
                .putLong(network.high())
                .putLong(network.low())
                .put((byte) network.length())
                .array();
    }
}
