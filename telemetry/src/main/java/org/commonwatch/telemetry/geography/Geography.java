package org.commonwatch.telemetry.geography;

import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.event.Events;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The origin of every address, as one database or several have it. Origins are numbered in their
 * order, 0 for the unknown one, so that counting needs no objects. Safe for use by several threads.
 */
public final class Geography {
    /** How many bits the numbers of origins have. */
    public static final int BITS = 19;

    /** No more origins are told apart; one number is kept for {@link Origin#OTHER}. */
    public static final int ORIGIN_LIMIT = (1 << BITS) - 1;

    /** That of no database. */
    public static final Geography NONE =
            new Geography(List.of(), List.of(Origin.UNKNOWN), new NetworkTable.Builder().build());

    /**
     * Where the numbers come from, to stand beside them.
     *
     * @param name with the version or date
     * @param attribution what its licence asks to be printed, may be empty
     */
    public record Database(String name, String attribution) {}

    private final List<Database> databases;
    private final List<Origin> origins;
    private final NetworkTable networks;

    private Geography(List<Database> databases, List<Origin> origins, NetworkTable networks) {
        this.databases = List.copyOf(databases);
        this.origins = List.copyOf(origins);
        this.networks = networks;
    }

    /** Collects what one database says. */
    public static Builder builder(Database database) {
        return new Builder(database);
    }

    /** The databases, the one that wins first; none if nothing is known. */
    public List<Database> databases() {
        return databases;
    }

    /** Whether nothing is known of any address. */
    public boolean isNone() {
        return databases.isEmpty();
    }

    /** Whether any origin has a country. */
    public boolean hasCountries() {
        return origins.stream().anyMatch(origin -> !origin.country().isEmpty());
    }

    /** Whether any origin has an autonomous system. */
    public boolean hasSystems() {
        return origins.stream().anyMatch(origin -> origin.asn() != 0);
    }

    /** How many origins there are, the unknown one with them. */
    public int size() {
        return origins.size();
    }

    /** The origin of that number. */
    public Origin origin(int number) {
        return origins.get(number);
    }

    /** The number of the origin of an event's source, 0 if it is not known. */
    public int ofSource(Events events, int i) {
        if (events.isSource4(i)) {
            return networks.get4(events.sourceLow(i));
        }
        return events.isSource6(i) ? networks.get6(events.sourceHigh(i), events.sourceLow(i)) : 0;
    }

    /** Both together: what this one does not know of an address, the other may. */
    public Geography over(Geography other) {
        var numbers = new Numbers();
        NetworkTable both =
                networks.with(
                        other.networks,
                        (mine, others) -> numbers.of(origin(mine).or(other.origin(others))));
        List<Database> all = new ArrayList<>(databases);
        all.addAll(other.databases);
        return numbers.geography(all, both);
    }

    /** Numbers for origins as they are met, and in their order at the end. */
    private static final class Numbers {
        private final Map<Origin, Integer> numbers = new HashMap<>(Map.of(Origin.UNKNOWN, 0));
        private final List<Origin> met = new ArrayList<>(List.of(Origin.UNKNOWN));

        int of(Origin origin) {
            Integer known = numbers.putIfAbsent(origin, met.size());
            if (known != null) {
                return known;
            }
            if (met.size() == ORIGIN_LIMIT) {
                throw new TelemetryRefusedException(
                        new TelemetryRefusal.TooManyOrigins(ORIGIN_LIMIT));
            }
            met.add(origin);
            return met.size() - 1;
        }

        Geography geography(List<Database> databases, NetworkTable networks) {
            List<Origin> ordered = new ArrayList<>(met);
            Collections.sort(ordered);
            int[] inOrder = new int[met.size()];
            for (int i = 0; i < inOrder.length; i++) {
                inOrder[numbers.getOrDefault(ordered.get(i), 0)] = i;
            }
            return new Geography(
                    databases, ordered, networks.renumbered(number -> inOrder[number]));
        }
    }

    /** Collects networks; of nested ones the narrower wins, of equal ones the later. */
    public static final class Builder {
        private final Database database;
        private final Numbers numbers = new Numbers();
        private final NetworkTable.Builder networks = new NetworkTable.Builder();

        private Builder(Database database) {
            this.database = database;
        }

        /**
         * Adds a network.
         *
         * @param address any of it, of 4 or 16 bytes
         * @param length how many bits its addresses have in common
         */
        public Builder add(byte[] address, int length, Origin origin) {
            networks.add(address, length, numbers.of(origin));
            return this;
        }

        /** All that was added. */
        public Geography build() {
            return numbers.geography(List.of(database), networks.build());
        }
    }
}
