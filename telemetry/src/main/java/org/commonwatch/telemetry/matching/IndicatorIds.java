package org.commonwatch.telemetry.matching;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;

import java.util.Arrays;
import java.util.UUID;

/**
 * Who says so, in one number for each entry of a table: the {@link Origins} number of an indicator
 * without a name of its own, or the complement of an index here. A name that nobody gave is made of
 * the observable when it is asked for, so that most entries need no room for one.
 */
final class IndicatorIds {
    private static final String TYPE = "indicator";
    private static final UUID LOCAL = UUID.fromString("0d3c5a0e-7a57-4d5b-9d0e-4b1f6a2c8e90");
    private static final int FIRST = 1 << 6;

    private long[] high = new long[FIRST];
    private long[] low = new long[FIRST];
    private int[] origins = new int[FIRST];
    private int size;
    // Open addressing, at most half full; 0 is a free slot, else an index plus one.
    private int[] slots = new int[2 * FIRST];

    /** The name that the same observable has in every run, if nobody gave it another. */
    static StixId derived(Observable observable) {
        return StixId.derived(TYPE, LOCAL, observable.pattern());
    }

    /** The index of a name, which is new or not; of its origins, the first stays. */
    int index(StixId id, int origin) {
        int slot = slot(id.uuid());
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (size == origins.length) {
            high = Arrays.copyOf(high, 2 * size);
            low = Arrays.copyOf(low, 2 * size);
            origins = Arrays.copyOf(origins, 2 * size);
        }
        high[size] = id.uuid().getMostSignificantBits();
        low[size] = id.uuid().getLeastSignificantBits();
        origins[size] = origin;
        slots[slot] = size + 1;
        size++;
        if (2 * size >= slots.length) {
            grow();
        }
        return size - 1;
    }

    /** The index of a name, or -1. */
    int find(StixId id) {
        return slots[slot(id.uuid())] - 1;
    }

    StixId id(int index) {
        return new StixId(TYPE, new UUID(high[index], low[index]));
    }

    int origin(int index) {
        return origins[index];
    }

    int size() {
        return size;
    }

    void write(SectionWriter sections) {
        sections.put("ids.high", Arrays.copyOf(high, size));
        sections.put("ids.low", Arrays.copyOf(low, size));
        sections.put("ids.origins", Arrays.copyOf(origins, size));
    }

    static IndicatorIds read(SectionReader sections, int originCount) {
        IndicatorIds ids = new IndicatorIds();
        ids.high = sections.longs("ids.high");
        ids.low = sections.longs("ids.low");
        ids.origins = sections.ints("ids.origins");
        ids.size = ids.origins.length;
        boolean fit = ids.high.length == ids.size && ids.low.length == ids.size;
        for (int origin : ids.origins) {
            fit &= origin >= 0 && origin < originCount;
        }
        if (!fit) {
            throw new IllegalArgumentException("the sections of ids do not fit together");
        }
        return ids;
    }

    private int slot(UUID uuid) {
        int mask = slots.length - 1;
        long most = uuid.getMostSignificantBits();
        long least = uuid.getLeastSignificantBits();
        int slot = (int) Hash.mix(most + Hash.mix(least)) & mask;
        while (slots[slot] != 0
                && (high[slots[slot] - 1] != most || low[slots[slot] - 1] != least)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        for (int i = 0; i < size; i++) {
            slots[slot(new UUID(high[i], low[i]))] = i + 1;
        }
    }
}
