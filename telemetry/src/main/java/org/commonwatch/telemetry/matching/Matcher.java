package org.commonwatch.telemetry.matching;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.telemetry.event.Events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds what the events of a chunk match. An address is matched by itself and by every network it
 * is in, a domain name by itself and by every name it is below, a URL by itself and by what it
 * begins with, a hash by itself. Nothing is allocated for an event.
 *
 * <p>A table of millions is larger than any cache, so nearly all that a look-up costs is waiting
 * for memory. What the filter has on the keys of a whole chunk is therefore fetched in one loop
 * that does nothing else, in which the processor waits for many of them at the same time; the few
 * that pass are looked up afterwards. Not for use by several threads at once.
 */
public final class Matcher {
    private static final int FIRST = 1 << 10;
    private static final int LABELS_LIMIT = 127; // RFC 1035 §3.1: 255 bytes, two at least a label

    /** Takes what was found. */
    @FunctionalInterface
    public interface Found {
        /**
         * The event matches the indicator of this number; of one pair it is said once, in the order
         * of the events.
         */
        void found(int event, int indicator);

        /** The same, if it does so by nothing but the address of a source that is only claimed. */
        default void claimed(int event, int indicator) {
            found(event, indicator);
        }
    }

    // Of the owner of a key: that it is the address of a source that is only claimed.
    private static final int CLAIMED = 1 << 31;

    private final IndicatorTable table;
    private final KeyTable four;
    private final KeyTable six;
    private final KeyTable names;
    private final Shape shape;
    private final int[] lengths4;
    private final int[] lengths6;
    private final Strangers strangers = new Strangers();
    private final byte[] key6 = new byte[Shelf.SIX_BYTES];

    // Keys to look up: for each its hash, its event, and of a name its text and where it starts.
    private long[] hashes = new long[FIRST];
    private int[] owners = new int[FIRST];
    private int[] texts = new int[FIRST];
    private int[] starts = new int[FIRST];
    private int keys;
    // Of each key the word of the filter.
    private long[] fetched = new long[FIRST];

    // What was found: event, indicator and whether the match is only claimed, in one number.
    private long[] hits = new long[FIRST];
    private int hitCount;
    // Whose text is being looked up.
    private int event;

    Matcher(IndicatorTable table) {
        this.table = table;
        four = table.table(Shelf.FOUR);
        six = table.table(Shelf.SIX);
        names = table.table(Shelf.NAME);
        shape = table.shape();
        lengths4 = shape.lengths4();
        lengths6 = shape.lengths6();
    }

    /** Finds every indicator that any of the events matches. */
    public void match(Events events, Found found) {
        if (table.size() == 0) {
            return;
        }
        hitCount = 0;
        if (four.size() > 0) {
            addresses4(events);
            networks4(events);
        }
        if (six.size() > 0) {
            addresses6(events);
        }
        texts(events);
        Arrays.sort(hits, 0, hitCount);
        long before = -1;
        for (int i = 0; i < hitCount; i++) {
            long pair = hits[i] >>> 1;
            if (pair != before) {
                int owner = (int) (hits[i] >>> 32);
                int indicator = (int) pair & Integer.MAX_VALUE;
                // What is not only claimed comes first.
                if ((hits[i] & 1) == 0) {
                    found.found(owner, indicator);
                } else {
                    found.claimed(owner, indicator);
                }
            }
            before = pair;
        }
    }

    private void addresses4(Events events) {
        room(2 * events.count());
        keys = 0;
        for (int i = 0; i < events.count(); i++) {
            if (events.isSource4(i)) {
                hashes[keys] = Hash.of4(events.sourceLow(i), 32);
                owners[keys++] = source(events, i);
            }
            if (events.isTarget4(i)) {
                hashes[keys] = Hash.of4(events.targetLow(i), 32);
                owners[keys++] = i;
            }
        }
        four.filter().fetch(hashes, keys, fetched);
        int passed = 0;
        for (int i = 0; i < keys; i++) {
            long hash = hashes[i];
            hashes[passed] = hash;
            owners[passed] = owners[i];
            passed += Filter.mayHave1(hash, fetched[i]);
        }
        for (int i = 0; i < passed; i++) {
            find4(hashes[i], owners[i]);
        }
    }

    private static int source(Events events, int i) {
        return events.established(i) ? i : i | CLAIMED;
    }

    private void networks4(Events events) {
        if (lengths4.length == 0) {
            return;
        }
        for (int i = 0; i < events.count(); i++) {
            if (events.isSource4(i) && shape.hasNetworkNear4(events.sourceLow(i))) {
                networks4(events.sourceLow(i), source(events, i));
            }
            if (events.isTarget4(i) && shape.hasNetworkNear4(events.targetLow(i))) {
                networks4(events.targetLow(i), i);
            }
        }
    }

    private void networks4(long address, int of) {
        for (int length : lengths4) {
            long hash = Hash.of4(address & (0xFFFF_FFFF_0000_0000L >>> length), length);
            if (four.filter().mayHave(hash)) {
                find4(hash, of);
            }
        }
    }

    private void find4(long hash, int of) {
        for (int entry = four.first(hash); entry >= 0; entry = four.next(entry)) {
            hit(of, table.number(four, entry));
        }
    }

    private void addresses6(Events events) {
        for (int i = 0; i < events.count(); i++) {
            if (events.isSource6(i)) {
                address6(events.sourceHigh(i), events.sourceLow(i), source(events, i));
            }
            if (events.isTarget6(i)) {
                address6(events.targetHigh(i), events.targetLow(i), i);
            }
        }
    }

    private void address6(long high, long low, int of) {
        event = of;
        find6(high, low, 128);
        if (shape.hasNetworkNear6(high)) {
            for (int length : lengths6) {
                long highMask = length == 0 ? 0 : -1L << Math.max(0, 64 - length);
                long lowMask = length <= 64 ? 0 : -1L << (128 - length);
                find6(high & highMask, low & lowMask, length);
            }
        }
    }

    private void find6(long high, long low, int length) {
        long hash = Hash.of6(high, low, length);
        if (!six.filter().mayHave(hash)) {
            return;
        }
        for (int i = 0; i < Long.BYTES; i++) {
            key6[i] = (byte) (high >>> (56 - 8 * i));
            key6[Long.BYTES + i] = (byte) (low >>> (56 - 8 * i));
        }
        key6[Shelf.SIX_BYTES - 1] = (byte) length;
        findExactly(six, hash, key6, 0, Shelf.SIX_BYTES);
    }

    private void texts(Events events) {
        keys = 0;
        boolean anyName = names.size() > 0;
        for (int i = 0; i < events.count(); i++) {
            for (int j = events.textsFrom(i); j < events.textsFrom(i + 1); j++) {
                switch (events.text(j)) {
                    case HOST, DNS_NAME, TLS_SNI -> {
                        if (anyName) {
                            name(events, i, j);
                        }
                    }
                    case URL -> url(events, i, j);
                    case MD5 -> hash(table.table(Shelf.MD5), events, i, j);
                    case SHA1 -> hash(table.table(Shelf.SHA1), events, i, j);
                    case SHA256 -> hash(table.table(Shelf.SHA256), events, i, j);
                    case SIGNATURE, JA3, JA4, USER -> {}
                }
            }
        }
        names.filter().fetch(hashes, keys, fetched);
        int passed = passed(events);
        for (int i = 0; i < passed; i++) {
            int text = texts[i];
            byte[] bytes = events.textBytes(text);
            int to = nameEnd(bytes, events.textStart(text), events.textLength(text));
            event = owners[i];
            findText(names, hashes[i], bytes, starts[i], to);
        }
    }

    // Keeps the keys that may be there, and remembers the names of which none may.
    private int passed(Events events) {
        int passed = 0;
        int i = 0;
        while (i < keys) {
            int text = texts[i];
            int before = passed;
            for (; i < keys && texts[i] == text; i++) {
                long hash = hashes[i];
                int may = Filter.mayHave1(hash, fetched[i]);
                hashes[passed] = hash;
                owners[passed] = owners[i];
                texts[passed] = text;
                starts[passed] = starts[i];
                passed += may;
            }
            if (passed == before) {
                byte[] bytes = events.textBytes(text);
                int from = events.textStart(text);
                strangers.add(bytes, from, nameEnd(bytes, from, events.textLength(text)));
            }
        }
        return passed;
    }

    private static int nameEnd(byte[] bytes, int from, int length) {
        int end = from + length;
        return length > 0 && bytes[end - 1] == '.' ? end - 1 : end;
    }

    private void name(Events events, int of, int text) {
        byte[] bytes = events.textBytes(text);
        int from = events.textStart(text);
        int to = nameEnd(bytes, from, events.textLength(text));
        int before = keys;
        if (!strangers.have(bytes, from, to) && !suffixes(bytes, from, to, of, text)) {
            keys = before;
            event = of;
            byte[] ascii = canonical(Observable.Kind.DOMAIN, events.textString(text));
            if (suffixes(ascii, 0, ascii.length, of, text)) {
                // These are no bytes of the events': they are looked up at once.
                for (int i = before; i < keys; i++) {
                    findText(names, hashes[i], ascii, starts[i], ascii.length);
                }
            }
            keys = before;
        }
    }

    // From the end, so that the hash of every name above is known on the way. False if a byte is
    // not ASCII: then the name has another form, in which it is to be looked for.
    private boolean suffixes(byte[] bytes, int from, int to, int of, int text) {
        room(keys + LABELS_LIMIT + 1);
        long state = Hash.start();
        int labels = 0;
        for (int i = to - 1; i >= from; i--) {
            byte b = bytes[i];
            if (b < 0) {
                return false;
            }
            if (b == '.') {
                labels++;
                if (!mayGoOn(labels, state)) {
                    return true;
                }
                // A name of one label indicates nothing.
                if (labels > 1 && shape.hasNameOf(labels)) {
                    key(Hash.mix(state), of, text, i + 1);
                }
            }
            state = Hash.before(state, b);
        }
        if (labels > 0 && shape.hasNameOf(labels + 1)) {
            key(Hash.mix(state), of, text, from);
        }
        return true;
    }

    private boolean mayGoOn(int labels, long state) {
        return labels == 1 ? shape.hasNameUnder(Hash.mix(state)) : labels <= LABELS_LIMIT;
    }

    private void key(long hash, int of, int text, int start) {
        hashes[keys] = hash;
        owners[keys] = of;
        texts[keys] = text;
        starts[keys] = start;
        keys++;
    }

    private void url(Events events, int of, int text) {
        event = of;
        KeyTable urls = table.table(Shelf.URL);
        KeyTable prefixes = table.table(Shelf.URL_PREFIX);
        if (urls.size() + prefixes.size() == 0) {
            return;
        }
        byte[] bytes = events.textBytes(text);
        int start = events.textStart(text);
        int end = start + events.textLength(text);
        int from = UrlHost.from(bytes, start, end);
        int to = UrlHost.to(bytes, from, end);
        if (UrlHost.isAscii(bytes, from, to)
                && !table.urlHosts().mayHave(Hash.ofText(bytes, from, to))) {
            return;
        }
        byte[] url = canonical(Observable.Kind.URL, events.textString(text));
        long state = Hash.start();
        for (int i = 0; i < url.length; i++) {
            state = Hash.after(state, url[i]);
            if (shape.hasPrefixOf(i + 1)) {
                findExactly(prefixes, Hash.mix(state), url, 0, i + 1);
            }
        }
        findExactly(urls, Hash.mix(state), url, 0, url.length);
    }

    private void hash(KeyTable sums, Events events, int of, int text) {
        event = of;
        if (sums.size() > 0) {
            byte[] bytes = events.textBytes(text);
            int from = events.textStart(text);
            int to = from + events.textLength(text);
            long hash = Hash.ofText(bytes, from, to);
            if (sums.filter().mayHave(hash)) {
                findText(sums, hash, bytes, from, to);
            }
        }
    }

    private void findText(KeyTable in, long hash, byte[] bytes, int from, int to) {
        for (int entry = in.first(hash); entry >= 0; entry = in.next(entry)) {
            if (in.isText(entry, bytes, from, to)) {
                hit(event, table.number(in, entry));
            }
        }
    }

    private void findExactly(KeyTable in, long hash, byte[] bytes, int from, int to) {
        for (int entry = in.first(hash); entry >= 0; entry = in.next(entry)) {
            if (in.isExactly(entry, bytes, from, to)) {
                hit(event, table.number(in, entry));
            }
        }
    }

    private void hit(int of, int number) {
        if (hitCount == hits.length) {
            hits = Arrays.copyOf(hits, 2 * hitCount);
        }
        long pair = ((long) (of & ~CLAIMED) << 31) | number;
        hits[hitCount++] = (pair << 1) | (of >>> 31);
    }

    private void room(int wanted) {
        if (wanted > hashes.length) {
            int length = Math.max(wanted, 2 * hashes.length);
            hashes = Arrays.copyOf(hashes, length);
            owners = Arrays.copyOf(owners, length);
            texts = Arrays.copyOf(texts, length);
            starts = Arrays.copyOf(starts, length);
            fetched = new long[length];
        }
    }

    // No bytes for what is not of its kind.
    private static byte[] canonical(Observable.Kind kind, String text) {
        try {
            return Observable.parse(kind, text).value().getBytes(StandardCharsets.UTF_8);
        } catch (RefusedException notOfTheKind) {
            return new byte[0];
        }
    }
}
