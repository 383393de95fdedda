package org.commonwatch.telemetry.geography;

import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.event.Events;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The sector of every target, as an operator names it for networks of its community. Sectors are
 * numbered in their order, 0 for none. Safe for use by several threads.
 */
public final class Sectors {
    /** How many bits the numbers of sectors have. */
    public static final int BITS = 8;

    /** There are no more sectors. */
    public static final int SECTOR_LIMIT = (1 << BITS) - 2;

    /** Of a target that is in no sector. */
    public static final String NO_SECTOR = "";

    /** What is not told apart because there is too much; no sector is named so. */
    public static final String OTHER = "other";

    /** No target is in a sector. */
    public static final Sectors NONE = builder().build();

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final List<String> names;
    private final NetworkTable networks;

    private Sectors(List<String> names, NetworkTable networks) {
        this.names = List.copyOf(names);
        this.networks = networks;
    }

    /** Collects networks of sectors. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether a sector may be called so. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.equals(OTHER);
    }

    /** Whether there is no sector. */
    public boolean isNone() {
        return names.size() == 1;
    }

    /** The name of that number. */
    public String name(int number) {
        return names.get(number);
    }

    /** How many there are, none with them. */
    public int size() {
        return names.size();
    }

    /** The number of the sector of an event's target, 0 if it is in none. */
    public int ofTarget(Events events, int i) {
        if (events.isTarget4(i)) {
            return networks.get4(events.targetLow(i));
        }
        return events.isTarget6(i) ? networks.get6(events.targetHigh(i), events.targetLow(i)) : 0;
    }

    /** Collects networks; of nested ones the narrower wins, of equal ones the later. */
    public static final class Builder {
        private final TreeMap<String, Integer> numbers = new TreeMap<>();
        private final NetworkTable.Builder networks = new NetworkTable.Builder();

        private Builder() {
            numbers.put(NO_SECTOR, 0);
        }

        /**
         * Adds a network.
         *
         * @param address any of it, of 4 or 16 bytes
         * @param length how many bits its addresses have in common
         * @param name as {@link #isName} allows
         */
        public Builder add(byte[] address, int length, String name) {
            if (!isName(name)) {
                throw new IllegalArgumentException("not a sector's name: '" + name + "'");
            }
            Integer known = numbers.putIfAbsent(name, numbers.size());
            if (numbers.size() > SECTOR_LIMIT + 1) {
                throw new TelemetryRefusedException(
                        new TelemetryRefusal.TooManySectors(SECTOR_LIMIT));
            }
            networks.add(address, length, known == null ? numbers.size() - 1 : known);
            return this;
        }

        /** All that was added. */
        public Sectors build() {
            List<String> names = new ArrayList<>(numbers.keySet());
            int[] inOrder = new int[names.size()];
            for (int i = 0; i < inOrder.length; i++) {
                inOrder[numbers.getOrDefault(names.get(i), 0)] = i;
            }
            return new Sectors(names, networks.build().renumbered(number -> inOrder[number]));
        }
    }
}
