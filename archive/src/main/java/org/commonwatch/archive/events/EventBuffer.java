package org.commonwatch.archive.events;

import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Text;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Events that wait to be written, in columns of one length: what one thread archives goes through
 * one buffer, which is written whenever it is full. Not for use by several threads at once.
 */
final class EventBuffer {
    /** No more events wait, or fewer if the buffer is made so. */
    static final int EVENT_LIMIT = 1 << 18;

    /** Events of no more days wait. */
    static final int DAY_LIMIT = 1 << 12;

    /** Their texts take about this much memory and those of one event more. */
    static final long TEXT_BYTES_LIMIT = 48 << 20;

    static final long MICROS_PER_DAY = 86_400_000_000L;

    private static final int FIRST_EVENTS = 1 << 12;
    private static final int INDEX_BITS = 18;
    private static final int SOURCE_BITS = 32;
    private static final Text[] TEXTS = Text.values();

    // Their room grows with what comes: a server has many buffers, and most deliveries are small.
    long[] times;
    long[] sourceHigh;
    long[] sourceLow;
    long[] targetHigh;
    long[] targetLow;

    /** What is of few bits, packed: see {@link Packed}. */
    long[] numbers;

    /** Where the record's line begins in its segment. */
    long[] offsets;

    short[] types;
    short[] facts;
    short[] segments;
    final TextDictionary dictionary = new TextDictionary();
    private final int limit;
    private final Map<Text, int[]> texts = new EnumMap<>(Text.class);

    // In their order; how many there are is days.
    private final long[] dayNumbers = new long[DAY_LIMIT];
    private final int[] joining = new int[1 << 10];
    private int days;
    private int count;

    /** Empty, for so many events. */
    EventBuffer(int events) {
        limit = events;
        int room = Math.min(events, FIRST_EVENTS);
        times = new long[room];
        sourceHigh = new long[room];
        sourceLow = new long[room];
        targetHigh = new long[room];
        targetLow = new long[room];
        numbers = new long[room];
        offsets = new long[room];
        types = new short[room];
        facts = new short[room];
        segments = new short[room];
        for (Text text : TEXTS) {
            texts.put(text, new int[room]);
        }
    }

    // For more events, of which there may be as many.
    private void makeRoom(int events) {
        if (events <= times.length) {
            return;
        }
        int room = Math.min(limit, Math.max(events, 2 * times.length));
        times = Arrays.copyOf(times, room);
        sourceHigh = Arrays.copyOf(sourceHigh, room);
        sourceLow = Arrays.copyOf(sourceLow, room);
        targetHigh = Arrays.copyOf(targetHigh, room);
        targetLow = Arrays.copyOf(targetLow, room);
        numbers = Arrays.copyOf(numbers, room);
        offsets = Arrays.copyOf(offsets, room);
        types = Arrays.copyOf(types, room);
        facts = Arrays.copyOf(facts, room);
        segments = Arrays.copyOf(segments, room);
        texts.replaceAll((text, column) -> Arrays.copyOf(column, room));
    }

    int count() {
        return count;
    }

    /** Numbers in {@link #dictionary} of the events' texts of a kind. */
    int[] texts(Text kind) {
        return Objects.requireNonNull(texts.get(kind));
    }

    /** Whether there may be no room for another event. */
    boolean isFull() {
        return count == limit || days == DAY_LIMIT || dictionary.bytes() > TEXT_BYTES_LIMIT;
    }

    /** Whether all events of another buffer have room here too. */
    boolean hasRoomFor(EventBuffer other) {
        return count + other.count <= limit
                && days + other.days <= DAY_LIMIT
                && dictionary.bytes() + other.dictionary.bytes() <= TEXT_BYTES_LIMIT;
    }

    /**
     * Takes all events of another buffer, for which there is room.
     *
     * @param segment number that their segment has here
     */
    void add(EventBuffer other, int segment) {
        int more = other.count;
        makeRoom(count + more);
        System.arraycopy(other.times, 0, times, count, more);
        System.arraycopy(other.sourceHigh, 0, sourceHigh, count, more);
        System.arraycopy(other.sourceLow, 0, sourceLow, count, more);
        System.arraycopy(other.targetHigh, 0, targetHigh, count, more);
        System.arraycopy(other.targetLow, 0, targetLow, count, more);
        System.arraycopy(other.numbers, 0, numbers, count, more);
        System.arraycopy(other.offsets, 0, offsets, count, more);
        System.arraycopy(other.types, 0, types, count, more);
        System.arraycopy(other.facts, 0, facts, count, more);
        Arrays.fill(segments, count, count + more, (short) segment);
        int[] there = dictionary.addAll(other.dictionary);
        for (Text text : TEXTS) {
            int[] from = other.texts(text);
            int[] into = texts(text);
            for (int i = 0; i < more; i++) {
                into[count + i] = there[from[i]];
            }
        }
        for (int i = 0; i < other.days; i++) {
            addDay(other.dayNumbers[i]);
        }
        count += more;
    }

    void clear() {
        for (Text text : TEXTS) {
            Arrays.fill(texts(text), 0, count, TextDictionary.NONE);
        }
        dictionary.clear();
        count = 0;
        days = 0;
    }

    /**
     * Takes an event; not if the buffer is full.
     *
     * @param segment number of its segment in the run
     * @param offset bytes of the segment before the record's line
     */
    void add(Events events, int i, int segment, long offset) {
        makeRoom(count + 1);
        times[count] = events.time(i);
        sourceHigh[count] = events.sourceHigh(i);
        sourceLow[count] = events.sourceLow(i);
        targetHigh[count] = events.targetHigh(i);
        targetLow[count] = events.targetLow(i);
        numbers[count] = Packed.of(events, i);
        offsets[count] = offset;
        types[count] = (short) events.type(i);
        facts[count] = (short) events.facts(i);
        segments[count] = (short) segment;
        addTexts(events, i);
        addDay(Math.floorDiv(times[count], MICROS_PER_DAY));
        count++;
    }

    @SuppressWarnings("EnumOrdinal") // bits of one call
    private void addTexts(Events events, int i) {
        int joined = 0;
        for (int j = events.textsFrom(i); j < events.textsFrom(i + 1); j++) {
            if (events.textLength(j) == 0) {
                continue; // says nothing
            }
            int[] column = texts(events.text(j));
            int kind = 1 << events.text(j).ordinal();
            if (column[count] == TextDictionary.NONE) {
                column[count] = text(events, j);
            } else if ((joined & kind) == 0) {
                column[count] = joined(events, i, events.text(j));
                joined |= kind;
            }
        }
    }

    private int text(Events events, int j) {
        return dictionary.of(events.textBytes(j), events.textStart(j), events.textLength(j));
    }

    // All at once: adding them one by one would copy the first as often as there are others.
    private int joined(Events events, int i, Text kind) {
        int several = 0;
        int[] into = joining;
        for (int j = events.textsFrom(i); j < events.textsFrom(i + 1); j++) {
            if (events.text(j) == kind && events.textLength(j) > 0) {
                if (several == into.length) {
                    into = Arrays.copyOf(into, 2 * several);
                }
                into[several] = text(events, j);
                several++;
            }
        }
        return dictionary.joined(into, several);
    }

    private void addDay(long day) {
        int at = Arrays.binarySearch(dayNumbers, 0, days, day);
        if (at < 0) {
            System.arraycopy(dayNumbers, ~at, dayNumbers, ~at + 1, days - ~at);
            dayNumbers[~at] = day;
            days++;
        }
    }

    /**
     * The order the events are written in, as one number each: by day, then by source, then as they
     * came. So a day's events stand together, and alike ones do, which then take little room.
     */
    long[] order() {
        long[] order = new long[count];
        for (int i = 0; i < count; i++) {
            long day = Math.floorDiv(times[i], MICROS_PER_DAY);
            long rank = Arrays.binarySearch(dayNumbers, 0, days, day);
            order[i] = rank << (INDEX_BITS + SOURCE_BITS) | source(i) << INDEX_BITS | i;
        }
        Arrays.sort(order);
        return order;
    }

    private long source(int i) {
        if (Packed.isSource4(numbers[i])) {
            return sourceLow[i];
        }
        return Packed.isSource6(numbers[i])
                ? (sourceHigh[i] >>> 32) ^ ((sourceHigh[i] * 31 + sourceLow[i]) & 0xFFFFL)
                : 0;
    }

    /** The event that a number of {@link #order} stands for. */
    static int event(long ordered) {
        return (int) ordered & (EVENT_LIMIT - 1);
    }

    /** The day, counted from 1970, of a number of {@link #order}. */
    long day(long ordered) {
        return dayNumbers[(int) (ordered >>> (INDEX_BITS + SOURCE_BITS))];
    }
}
