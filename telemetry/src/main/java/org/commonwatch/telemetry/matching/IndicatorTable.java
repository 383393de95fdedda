package org.commonwatch.telemetry.matching;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.event.Events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Indicators by what they indicate. An address is matched by itself and by every network it is in,
 * a domain name by itself and by every name it is below, a URL or hash by itself. Nothing of it is
 * an object an indicator, and looking for an event makes none. Safe for use by several threads.
 */
public final class IndicatorTable {
    /** A table holds no more indicators. */
    public static final int ENTRY_LIMIT = 5_000_000;

    /** The STIX type of what is in it. */
    static final String TYPE = "indicator";

    private static final int LABELS_LIMIT = 127; // RFC 1035 §3.1: 255 bytes, two at least a label
    private static final int BLOCK_BITS = 16;
    private static final TextMap EMPTY = new TextMap();

    /** Takes what was found. */
    @FunctionalInterface
    public interface Found {
        /** The event matches the indicator; of one pair it may be said more than once. */
        void found(int event, StixId indicator);

        /** The same, of a match by the address of the event's source. */
        default void source(int event, StixId indicator) {
            found(event, indicator);
        }
    }

    private final int size;
    private final Postings postings;
    private final AddressMap addresses4;
    private final AddressMap addresses6;
    private final Map<Observable.Kind, TextMap> texts;
    private final AddressMap[] networks4 = new AddressMap[33];
    private final AddressMap[] networks6 = new AddressMap[129];
    private final int[] lengths4;
    private final int[] lengths6;
    // First 16 bits of IPv4 addresses that any network has a part in.
    private final BitSet blocks4;
    // Hosts of the URLs looked for: writing a URL in its one form is dear.
    private final TextMap urlHosts;

    private IndicatorTable(Builder builder) {
        size = builder.size.get();
        postings = builder.postings;
        addresses4 = builder.addresses4;
        addresses6 = builder.addresses6;
        texts = builder.texts;
        urlHosts = builder.urlHosts;
        blocks4 = builder.blocks4;
        lengths4 = byLength(builder.networks4, networks4);
        lengths6 = byLength(builder.networks6, networks6);
    }

    private static int[] byLength(Map<Integer, AddressMap> networks, AddressMap[] byLength) {
        networks.forEach((length, map) -> byLength[length] = map);
        return networks.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    /** A table in which nothing is found. */
    public static IndicatorTable empty() {
        return new Builder().build();
    }

    /** Collects indicators, once for one table. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many pairs of observable and indicator there are. */
    public int size() {
        return size;
    }

    /** Finds every indicator that any of the events matches. */
    public void match(Events events, Found found) {
        if (size == 0) {
            return;
        }
        Found source = found::source;
        for (int i = 0; i < events.count(); i++) {
            if (events.isSource4(i)) {
                match4(events.sourceLow(i), i, source);
            } else if (events.isSource6(i)) {
                match6(events.sourceHigh(i), events.sourceLow(i), i, source);
            }
            if (events.isTarget4(i)) {
                match4(events.targetLow(i), i, found);
            } else if (events.isTarget6(i)) {
                match6(events.targetHigh(i), events.targetLow(i), i, found);
            }
            for (int j = events.textsFrom(i); j < events.textsFrom(i + 1); j++) {
                matchText(events, i, j, found);
            }
        }
    }

    private void match4(long address, int event, Found found) {
        say(addresses4.get(0, address), event, found);
        if (blocks4.get((int) (address >>> BLOCK_BITS))) {
            for (int length : lengths4) {
                long network = address & (0xFFFF_FFFF_0000_0000L >>> length);
                say(networks4[length].get(0, network), event, found);
            }
        }
    }

    private void match6(long high, long low, int event, Found found) {
        say(addresses6.get(high, low), event, found);
        for (int length : lengths6) {
            long highMask = length == 0 ? 0 : -1L << Math.max(0, 64 - length);
            long lowMask = length <= 64 ? 0 : -1L << (128 - length);
            say(networks6[length].get(high & highMask, low & lowMask), event, found);
        }
    }

    private void matchText(Events events, int i, int j, Found found) {
        byte[] bytes = events.textBytes(j);
        int from = events.textStart(j);
        int to = from + events.textLength(j);
        switch (events.text(j)) {
            case HOST, DNS_NAME, TLS_SNI -> matchName(bytes, from, to, i, found);
            case URL -> matchUrl(events, i, j, found);
            case MD5 -> matchHash(Observable.Kind.MD5, events, i, j, found);
            case SHA1 -> matchHash(Observable.Kind.SHA1, events, i, j, found);
            case SHA256 -> matchHash(Observable.Kind.SHA256, events, i, j, found);
            case SIGNATURE, JA3, JA4, USER -> {}
        }
    }

    // From the end, so that the hash of every name above is known on the way.
    private void matchName(byte[] bytes, int from, int end, int event, Found found) {
        TextMap names = texts(Observable.Kind.DOMAIN);
        if (names.isEmpty()) {
            return;
        }
        int to = end > from && bytes[end - 1] == '.' ? end - 1 : end;
        long hash = TextMap.start();
        int labels = 0;
        for (int i = to - 1; i >= from; i--) {
            byte b = bytes[i];
            if (b < 0) {
                matchForeignName(bytes, from, end, event, found);
                return;
            }
            if (b == '.') {
                // A name of one label indicates nothing.
                if (labels > 0) {
                    say(names.get(hash, bytes, i + 1, to), event, found);
                }
                labels++;
                if (labels > LABELS_LIMIT) {
                    return;
                }
            }
            hash = TextMap.before(hash, b);
        }
        if (labels > 0) {
            say(names.get(hash, bytes, from, to), event, found);
        }
    }

    private void matchForeignName(byte[] bytes, int from, int to, int event, Found found) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        byte[] ascii = canonical(Observable.Kind.DOMAIN, text);
        if (ascii.length > 0) {
            matchName(ascii, 0, ascii.length, event, found);
        }
    }

    private void matchUrl(Events events, int i, int j, Found found) {
        if (urlHosts.isEmpty()) {
            return;
        }
        byte[] bytes = events.textBytes(j);
        int start = events.textStart(j);
        int end = start + events.textLength(j);
        int from = UrlHost.from(bytes, start, end);
        int to = UrlHost.to(bytes, from, end);
        long hash = TextMap.hash(bytes, from, to);
        boolean ascii = UrlHost.isAscii(bytes, from, to);
        if (!ascii || urlHosts.get(hash, bytes, from, to) != 0) {
            byte[] url = canonical(Observable.Kind.URL, events.textString(j));
            long urlHash = TextMap.exactHash(url);
            say(texts(Observable.Kind.URL).getExact(urlHash, url), i, found);
        }
    }

    private void matchHash(Observable.Kind kind, Events events, int i, int j, Found found) {
        byte[] bytes = events.textBytes(j);
        int from = events.textStart(j);
        int to = from + events.textLength(j);
        TextMap hashes = texts(kind);
        if (!hashes.isEmpty()) {
            say(hashes.get(TextMap.hash(bytes, from, to), bytes, from, to), i, found);
        }
    }

    private void say(int list, int event, Found found) {
        for (int i = list; i != 0; i = postings.next(i)) {
            found.found(event, postings.indicator(i));
        }
    }

    private TextMap texts(Observable.Kind kind) {
        return texts.getOrDefault(kind, EMPTY);
    }

    // No bytes for what is not of its kind.
    private static byte[] canonical(Observable.Kind kind, String text) {
        try {
            return Observable.parse(kind, text).value().getBytes(StandardCharsets.UTF_8);
        } catch (RefusedException notOfTheKind) {
            return new byte[0];
        }
    }

    /** Collects indicators for one table. */
    public static final class Builder {
        private final AtomicInteger size = new AtomicInteger();
        private final AtomicBoolean built = new AtomicBoolean();
        private final Postings postings = new Postings();
        private final AddressMap addresses4 = new AddressMap();
        private final AddressMap addresses6 = new AddressMap();
        private final Map<Integer, AddressMap> networks4 = new TreeMap<>();
        private final Map<Integer, AddressMap> networks6 = new TreeMap<>();
        private final BitSet blocks4 = new BitSet(1 << BLOCK_BITS);
        private final Map<Observable.Kind, TextMap> texts = new EnumMap<>(Observable.Kind.class);
        private final TextMap urlHosts = new TextMap();

        private Builder() {}

        /**
         * Adds an indicator; an observable may have several, and a pair added twice is there once.
         * Throws {@link TelemetryRefusedException} beyond {@link #ENTRY_LIMIT}.
         */
        public Builder add(Observable observable, StixId indicator) {
            if (built.get()) {
                throw new IllegalStateException("the table is built");
            }
            switch (observable.kind()) {
                case IPV4, IPV6 -> {
                    Network address = Network.ofAddress(observable.value());
                    add(address.six() ? addresses6 : addresses4, address, indicator);
                }
                case CIDR -> addNetwork(Network.ofCidr(observable), indicator);
                case DOMAIN, URL, MD5, SHA1, SHA256 -> addText(observable, indicator);
            }
            return this;
        }

        private void addNetwork(Network network, StixId indicator) {
            var byLength = network.six() ? networks6 : networks4;
            add(
                    byLength.computeIfAbsent(network.length(), any -> new AddressMap()),
                    network,
                    indicator);
            if (!network.six()) {
                int first = (int) (network.high() >>> 48);
                int more = 1 << Math.max(0, BLOCK_BITS - network.length());
                blocks4.set(first, first + more);
            }
        }

        private void add(AddressMap map, Network network, StixId indicator) {
            // Events have the 32 bits of IPv4 at the end.
            long high = network.six() ? network.high() : 0;
            long low = network.six() ? network.low() : network.high() >>> 32;
            int list = map.get(high, low);
            if (isNew(list, indicator)) {
                map.put(high, low, postings.add(indicator, list));
            }
        }

        private void addText(Observable observable, StixId indicator) {
            byte[] text = observable.value().getBytes(StandardCharsets.UTF_8);
            TextMap map = texts.computeIfAbsent(observable.kind(), any -> new TextMap());
            boolean url = observable.kind() == Observable.Kind.URL;
            long hash = url ? TextMap.exactHash(text) : TextMap.hash(text, 0, text.length);
            int list = url ? map.getExact(hash, text) : map.get(hash, text, 0, text.length);
            if (!isNew(list, indicator)) {
                return;
            }
            if (!map.hasRoom(text.length)) {
                throw new TelemetryRefusedException(
                        new TelemetryRefusal.TooManyIndicators(size.get() - 1));
            }
            map.put(hash, text, postings.add(indicator, list));
            if (url) {
                int from = UrlHost.from(text, 0, text.length);
                byte[] host = Arrays.copyOfRange(text, from, UrlHost.to(text, from, text.length));
                urlHosts.put(TextMap.hash(host, 0, host.length), host, 1);
            }
        }

        private boolean isNew(int list, StixId indicator) {
            if (postings.contains(list, indicator)) {
                return false;
            }
            if (size.incrementAndGet() > ENTRY_LIMIT) {
                throw new TelemetryRefusedException(
                        new TelemetryRefusal.TooManyIndicators(ENTRY_LIMIT));
            }
            return true;
        }

        /** The table of all indicators added so far; no more can be added. */
        public IndicatorTable build() {
            built.set(true);
            return new IndicatorTable(this);
        }
    }
}
