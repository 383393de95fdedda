package org.commonwatch.telemetry.matching;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Observable.Kind;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Lists of what is known to be good, which keep indicators out of a table: a network keeps out all
 * addresses and networks in it; a host name itself, every name below it and every URL of such a
 * host; a text what is exactly it; a part of a text whatever contains it. A network that merely
 * overlaps an indicator's keeps nothing out. Where several lists would, it counts as the first's.
 */
public final class KnownGood {
    private final List<String> names;
    private final List<Set<Kind>> kinds;
    private final Column ranges;
    private final Column texts;
    private final Parts parts;
    private final boolean[] lengths4 = new boolean[33];
    private final boolean[] lengths6 = new boolean[129];

    private KnownGood(Builder builder) {
        names = List.copyOf(builder.names);
        kinds = List.copyOf(builder.kinds);
        ranges = new Column(builder.ranges);
        texts = new Column(builder.texts);
        parts = new Parts(builder.parts, builder.partLists);
        System.arraycopy(builder.lengths4, 0, lengths4, 0, lengths4.length);
        System.arraycopy(builder.lengths6, 0, lengths6, 0, lengths6.length);
    }

    /** No lists. */
    public static KnownGood nothing() {
        return builder().build();
    }

    /** Collects lists. */
    public static Builder builder() {
        return new Builder();
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    String name(int list) {
        return names.get(list);
    }

    /** The list that keeps out an IPv4 address or network, or -1. */
    int list4(long address, int length) {
        Question question = new Question(length == 32 ? Kind.IPV4 : Kind.CIDR);
        question.ask4(texts, Hash.of4(address, length));
        for (int bits = 0; bits <= length; bits++) {
            if (lengths4[bits]) {
                long network = address & (0xFFFF_FFFF_0000_0000L >>> bits);
                question.ask4(ranges, Hash.of4(network, bits));
            }
        }
        return question.answer();
    }

    /** The list that keeps out a key of any other shelf, or -1. */
    int list(Shelf shelf, byte[] key, int from, int to) {
        return switch (shelf) {
            case FOUR -> throw new IllegalStateException("an IPv4 address has no bytes");
            case SIX -> list6(Arrays.copyOfRange(key, from, to));
            case NAME, URL, URL_PREFIX, MD5, SHA1, SHA256 -> listText(shelf, key, from, to);
        };
    }

    private int list6(byte[] key) {
        int length = key[key.length - 1] & 255;
        Question question = new Question(length == 128 ? Kind.IPV6 : Kind.CIDR);
        long hash = Shelf.SIX.hash(key, 0, key.length);
        question.ask(texts.of(Shelf.SIX), hash, key, 0, key.length);
        for (int bits = 0; bits <= length; bits++) {
            if (lengths6[bits]) {
                byte[] network = key.clone();
                for (int i = 0; i < network.length - 1; i++) {
                    network[i] &= (byte) (0xFF00 >> Math.clamp(bits - 8L * i, 0, 8));
                }
                network[network.length - 1] = (byte) bits;
                long networkHash = Shelf.SIX.hash(network, 0, network.length);
                question.ask(ranges.of(Shelf.SIX), networkHash, network, 0, network.length);
            }
        }
        return question.answer();
    }

    private int listText(Shelf shelf, byte[] text, int from, int to) {
        Question question = new Question(shelf.kind());
        if (texts.of(shelf).size() > 0) {
            question.ask(texts.of(shelf), shelf.hash(text, from, to), text, from, to);
        }
        if (shelf == Shelf.NAME) {
            question.askAbove(ranges.of(Shelf.NAME), text, from, to);
        } else if (shelf == Shelf.URL || shelf == Shelf.URL_PREFIX) {
            int host = UrlHost.from(text, from, to);
            question.askAbove(ranges.of(Shelf.NAME), text, host, UrlHost.to(text, host, to));
        }
        parts.forEachIn(text, from, to, question::take);
        return question.answer();
    }

    /** The tables of one way of keeping out; an entry's reference is its list's number. */
    private static final class Column {
        private final KeyTable[] tables = new KeyTable[Shelf.count()];

        Column(KeyColumn[] columns) {
            for (int i = 0; i < tables.length; i++) {
                tables[i] = columns[i].table();
            }
        }

        KeyTable of(Shelf shelf) {
            return tables[shelf.number()];
        }
    }

    /** Which list is the first that keeps out something of a kind. */
    private final class Question {
        private final Kind kind;
        private int first = Integer.MAX_VALUE;

        Question(Kind kind) {
            this.kind = kind;
        }

        int answer() {
            return first == Integer.MAX_VALUE ? -1 : first;
        }

        void take(int list) {
            if (list < first && kinds.get(list).contains(kind)) {
                first = list;
            }
        }

        void ask4(Column column, long hash) {
            KeyTable four = column.of(Shelf.FOUR);
            if (four.filter().mayHave(hash)) {
                for (int entry = four.first(hash); entry >= 0; entry = four.next(entry)) {
                    take(four.reference(entry));
                }
            }
        }

        void ask(KeyTable table, long hash, byte[] key, int from, int to) {
            if (table.filter().mayHave(hash)) {
                for (int entry = table.first(hash); entry >= 0; entry = table.next(entry)) {
                    if (table.isExactly(entry, key, from, to)) {
                        take(table.reference(entry));
                    }
                }
            }
        }

        void askAbove(KeyTable hosts, byte[] name, int from, int to) {
            if (hosts.size() == 0) {
                return;
            }
            long state = Hash.start();
            for (int i = to - 1; i >= from; i--) {
                if (name[i] == '.') {
                    ask(hosts, Hash.mix(state), name, i + 1, to);
                }
                state = Hash.before(state, name[i]);
            }
            ask(hosts, Hash.mix(state), name, from, to);
        }
    }

    /** Collects lists, in the order in which they count. */
    public static final class Builder {
        private final List<String> names = new ArrayList<>();
        private final List<Set<Kind>> kinds = new ArrayList<>();
        private final KeyColumn[] ranges = columns();
        private final KeyColumn[] texts = columns();
        private final List<byte[]> parts = new ArrayList<>();
        private final List<Integer> partLists = new ArrayList<>();
        private final boolean[] lengths4 = new boolean[33];
        private final boolean[] lengths6 = new boolean[129];

        private Builder() {}

        private static KeyColumn[] columns() {
            KeyColumn[] columns = new KeyColumn[Shelf.count()];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = new KeyColumn(Shelf.numbered(i));
            }
            return columns;
        }

        /** Begins the next list; what is added from here on is in it. */
        public Builder list(String name, Set<Kind> keptOut) {
            names.add(name);
            kinds.add(keptOut.isEmpty() ? Set.of() : EnumSet.copyOf(keptOut));
            return this;
        }

        /** Keeps out every address and network in an address or network. */
        public Builder network(Observable network) {
            Network bits = Network.of(network);
            (bits.six() ? lengths6 : lengths4)[bits.length()] = true;
            return put(ranges, network);
        }

        /** Keeps out a name, every name below it, and the URLs of their hosts. */
        public Builder host(Observable name) {
            return put(ranges, name);
        }

        /** Keeps out exactly this. */
        public Builder exact(Observable observable) {
            return put(texts, observable);
        }

        /** Keeps out every name, URL and hash that contains the text, in any case. */
        public Builder part(String text) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("everything contains nothing");
            }
            parts.add(text.getBytes(StandardCharsets.UTF_8));
            partLists.add(names.size() - 1);
            return this;
        }

        private Builder put(KeyColumn[] columns, Observable observable) {
            Shelf shelf = Shelf.of(observable.kind(), observable.value());
            int list = names.size() - 1;
            switch (shelf) {
                case FOUR -> {
                    Network bits = Network.of(observable);
                    columns[0].add(Hash.of4(bits.high() >>> 32, bits.length()), list);
                }
                case SIX -> {
                    byte[] key = IndicatorTableBuilder.key6(Network.of(observable));
                    columns[shelf.number()].add(key, 0, key.length, list);
                }
                case NAME, URL, URL_PREFIX, MD5, SHA1, SHA256 -> {
                    byte[] text = observable.value().getBytes(StandardCharsets.UTF_8);
                    columns[shelf.number()].add(text, 0, text.length, list);
                }
            }
            return this;
        }

        /** The lists collected so far. */
        public KnownGood build() {
            return new KnownGood(this);
        }
    }
}
