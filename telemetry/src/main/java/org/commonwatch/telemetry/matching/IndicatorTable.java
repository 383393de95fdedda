package org.commonwatch.telemetry.matching;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.event.Events;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Indicators by what they indicate. An address is matched by itself and by every network it is in,
 * a domain name by itself and by every name it is below, a URL or hash by itself. Safe for use by
 * several threads.
 */
public final class IndicatorTable {
    /** A table holds no more indicators. */
    public static final int ENTRY_LIMIT = 5_000_000;

    private final int size;
    private final Map<Observable.Kind, Map<String, Set<StixId>>> exact;
    private final Map<Network, Set<StixId>> networks;
    private final Set<Integer> lengths4;
    private final Set<Integer> lengths6;

    private IndicatorTable(Builder builder) {
        size = builder.size.get();
        exact = new EnumMap<>(Observable.Kind.class);
        builder.exact.forEach((kind, values) -> exact.put(kind, frozen(values)));
        networks = frozen(builder.networks);
        lengths4 = new TreeSet<>();
        lengths6 = new TreeSet<>();
        for (Network network : networks.keySet()) {
            (network.six() ? lengths6 : lengths4).add(network.length());
        }
    }

    // What is still shared with the builder is immutable; only larger sets cost a copy.
    private static <K> Map<K, Set<StixId>> frozen(Map<K, Set<StixId>> map) {
        Map<K, Set<StixId>> copy = new HashMap<>(map);
        copy.replaceAll((key, ids) -> Set.copyOf(ids));
        return copy;
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

    /** Each indicator that event {@code i} matches, once. */
    public Set<StixId> matches(Events events, int i) {
        return size == 0 ? Set.of() : matches(Observed.of(events, i));
    }

    Set<StixId> matches(List<Observable> observables) {
        Set<StixId> found = new LinkedHashSet<>();
        for (Observable observable : observables) {
            String value = observable.value();
            switch (observable.kind()) {
                case IPV4 -> findAddress(observable, lengths4, found);
                case IPV6 -> findAddress(observable, lengths6, found);
                case DOMAIN -> findDomain(value, found);
                case CIDR, URL, MD5, SHA1, SHA256 -> find(observable.kind(), value, found);
            }
        }
        return found;
    }

    private void find(Observable.Kind kind, String value, Set<StixId> found) {
        found.addAll(exact.getOrDefault(kind, Map.of()).getOrDefault(value, Set.of()));
    }

    private void findAddress(Observable address, Set<Integer> lengths, Set<StixId> found) {
        find(address.kind(), address.value(), found);
        if (!lengths.isEmpty()) {
            Network network = Network.ofAddress(address.value());
            for (int length : lengths) {
                found.addAll(networks.getOrDefault(network.first(length), Set.of()));
            }
        }
    }

    private void findDomain(String name, Set<StixId> found) {
        String rest = name;
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
            find(Observable.Kind.DOMAIN, rest, found);
            rest = rest.substring(dot + 1);
        }
    }

    /** Collects indicators for one table. */
    public static final class Builder {
        private final Map<Observable.Kind, Map<String, Set<StixId>>> exact =
                new EnumMap<>(Observable.Kind.class);
        private final Map<Network, Set<StixId>> networks = new HashMap<>();
        private final AtomicInteger size = new AtomicInteger();

        private Builder() {}

        /**
         * Adds an indicator; an observable may have several, and a pair added twice is there once.
         * Throws {@link TelemetryRefusedException} beyond {@link #ENTRY_LIMIT}.
         */
        public Builder add(Observable observable, StixId indicator) {
            Observable.Kind kind = observable.kind();
            boolean isNew =
                    kind == Observable.Kind.CIDR
                            ? put(networks, Network.ofCidr(observable), indicator)
                            : put(
                                    exact.computeIfAbsent(kind, any -> new HashMap<>()),
                                    observable.value(),
                                    indicator);
            if (isNew && size.incrementAndGet() > ENTRY_LIMIT) {
                throw new TelemetryRefusedException(
                        new TelemetryRefusal.TooManyIndicators(ENTRY_LIMIT));
            }
            return this;
        }

        /** The table of all indicators added so far. */
        public IndicatorTable build() {
            return new IndicatorTable(this);
        }

        private static <K> boolean put(Map<K, Set<StixId>> map, K key, StixId indicator) {
            Set<StixId> one = Set.of(indicator);
            Set<StixId> present = map.putIfAbsent(key, one);
            if (present == null) {
                return true;
            }
            if (present.size() > 1) {
                return present.add(indicator);
            }
            if (present.contains(indicator)) {
                return false;
            }
            Set<StixId> several = new HashSet<>(present);
            several.add(indicator);
            map.put(key, several);
            return true;
        }
    }
}
