package org.commonwatch.telemetry.event;

import org.commonwatch.stix.Observable;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * The events of one chunk, in columns: a reader appends event after event, and everything that
 * follows goes through column after column. One object is used for chunk after chunk, and adding an
 * event allocates nothing once the columns are as long as a chunk needs.
 *
 * <p>Texts are slices of the chunk's own bytes, or copies where they had to be decoded; either way
 * they are valid until {@link #clear}. Not for use by several threads at once.
 */
public final class Events {
    private static final int FIRST_EVENTS = 1 << 10;
    private static final int FIRST_SIDE_BYTES = 1 << 13;

    private static final int ZONED = 1;
    private static final int SOURCE4 = 1 << 1;
    private static final int SOURCE6 = 1 << 2;
    private static final int TARGET4 = 1 << 3;
    private static final int TARGET6 = 1 << 4;

    private static final byte[] NONE = {};

    private byte[] chunk = NONE;
    private byte[] side = new byte[FIRST_SIDE_BYTES];
    private int sideEnd;
    private int sideEndBefore;

    private int count;
    private long[] times = new long[FIRST_EVENTS];
    private long[] sourceHigh = new long[FIRST_EVENTS];
    private long[] sourceLow = new long[FIRST_EVENTS];
    private long[] targetHigh = new long[FIRST_EVENTS];
    private long[] targetLow = new long[FIRST_EVENTS];
    private int[] ports = new int[FIRST_EVENTS];
    private byte[] flags = new byte[FIRST_EVENTS];
    private short[] classifications = new short[FIRST_EVENTS];
    private short[] types = new short[FIRST_EVENTS];
    private short[] facts = new short[FIRST_EVENTS];
    private byte[] alertKinds = new byte[FIRST_EVENTS];
    private byte[] protocols = new byte[FIRST_EVENTS];
    private byte[] severities = new byte[FIRST_EVENTS];
    private int[] lines = new int[FIRST_EVENTS];

    // The texts of event i are those from textsFrom[i] to before textsFrom[i + 1].
    private int[] textsFrom = new int[FIRST_EVENTS + 1];
    private int textCount;
    private Text[] textKinds = new Text[FIRST_EVENTS];
    private int[] textStarts = new int[FIRST_EVENTS];
    private int[] textLengths = new int[FIRST_EVENTS];

    /**
     * Forgets everything, and takes the bytes that texts are to be slices of.
     *
     * @param bytes not to be changed until the next call
     */
    public void clear(byte[] bytes) {
        chunk = bytes;
        sideEnd = 0;
        count = 0;
        textCount = 0;
        textsFrom[0] = 0;
    }

    /** Starts an event about which nothing is known; what an unfinished one said is forgotten. */
    public void begin() {
        if (count == times.length) {
            grow();
        }
        flags[count] = 0;
        ports[count] = 0;
        protocols[count] = 0;
        severities[count] = 0;
        lines[count] = 0;
        textCount = textsFrom[count];
        sideEndBefore = sideEnd;
    }

    /** Takes the event that was begun. */
    public void end() {
        count++;
        textsFrom[count] = textCount;
    }

    /** Forgets the event that was begun. */
    public void discard() {
        textCount = textsFrom[count];
        sideEnd = sideEndBefore;
    }

    /** Where in the chunk's bytes its line begins. */
    public void putLine(int from) {
        lines[count] = from;
    }

    /**
     * When it happened.
     *
     * @param micros microseconds since 1970, UTC
     * @param zoned whether the record named a zone; without one it was read as UTC
     */
    public void putTime(long micros, boolean zoned) {
        times[count] = micros;
        flag(ZONED, zoned);
    }

    /** The IPv4 address that acted, or that somebody wrote there. */
    public void putSource4(int address) {
        sourceHigh[count] = 0;
        sourceLow[count] = address & 0xFFFF_FFFFL;
        family(SOURCE4, SOURCE6);
    }

    /** The IPv6 address that acted, or that somebody wrote there. */
    public void putSource6(long high, long low) {
        sourceHigh[count] = high;
        sourceLow[count] = low;
        family(SOURCE6, SOURCE4);
    }

    /** The IPv4 address acted upon. */
    public void putTarget4(int address) {
        targetHigh[count] = 0;
        targetLow[count] = address & 0xFFFF_FFFFL;
        family(TARGET4, TARGET6);
    }

    /** The IPv6 address acted upon. */
    public void putTarget6(long high, long low) {
        targetHigh[count] = high;
        targetLow[count] = low;
        family(TARGET6, TARGET4);
    }

    /** The ports, 0 where there is none. */
    public void putPorts(int source, int target) {
        ports[count] = source << 16 | (target & 0xFFFF);
    }

    /** The transport, by its number in IANA's registry (6 for TCP); 0 if unknown. */
    public void putProtocol(int number) {
        protocols[count] = (byte) number;
    }

    /** From 1 (gravest) to 10, 0 if the record has none. */
    public void putSeverity(int level) {
        severities[count] = (byte) level;
    }

    /**
     * What it is and counts as; the kind of a probe or of context is not asked for.
     *
     * @param type number of its record's type in the rule
     * @param known bits of what the record shows
     * @param kind what it amounts to if it is an alert
     */
    public void classify(CountingRule rule, int type, int known, Kind kind) {
        int classification = rule.classification(type, known);
        boolean isAlert = Classification.unit(classification) == Unit.ALERT;
        classifications[count] =
                (short) (isAlert ? Classification.withKind(classification, kind) : classification);
        types[count] = (short) type;
        facts[count] = (short) known;
        alertKinds[count] = (byte) Classification.number(kind);
    }

    /** Adds a text that stands in the chunk's bytes as it is. */
    public void putText(Text text, int from, int to) {
        add(text, from, to - from);
    }

    /** Adds a text from elsewhere, which is copied. */
    public void putText(Text text, byte[] bytes, int from, int to) {
        int length = to - from;
        System.arraycopy(bytes, from, side(length), sideEnd, length);
        add(text, ~sideEnd, length);
        sideEnd += length;
    }

    /** Adds a text from elsewhere. */
    public void putText(Text text, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        putText(text, bytes, 0, bytes.length);
    }

    /** How many events there are. */
    public int count() {
        return count;
    }

    /** When event {@code i} happened, in microseconds since 1970, UTC. */
    public long time(int i) {
        return times[i];
    }

    /** Whether the record named a zone. */
    public boolean zoned(int i) {
        return (flags[i] & ZONED) != 0;
    }

    /** What event {@code i} counts as, in one number. */
    public int classification(int i) {
        return classifications[i];
    }

    /** Which rung of the ladder event {@code i} is. */
    public Unit unit(int i) {
        return Classification.unit(classifications[i]);
    }

    /** What event {@code i} amounts to. */
    public Kind kind(int i) {
        return Classification.kind(classifications[i]);
    }

    /** Whether the source certainly took part. */
    public boolean established(int i) {
        return Classification.established(classifications[i]);
    }

    /** Number in the rule of the type of event {@code i}'s record. */
    public int type(int i) {
        return types[i] & 0xFFFF;
    }

    /** Bits of what event {@code i}'s record shows, without what a rule concludes from it. */
    public int facts(int i) {
        return facts[i] & 0xFFFF;
    }

    /** What event {@code i} amounts to under a rule by which it is an alert. */
    public Kind alertKind(int i) {
        return Classification.kindOf(alertKinds[i]);
    }

    /** Whether the source is known and of IPv4. */
    public boolean isSource4(int i) {
        return (flags[i] & SOURCE4) != 0;
    }

    /** Whether the source is known and of IPv6. */
    public boolean isSource6(int i) {
        return (flags[i] & SOURCE6) != 0;
    }

    /** Whether the target is known and of IPv4. */
    public boolean isTarget4(int i) {
        return (flags[i] & TARGET4) != 0;
    }

    /** Whether the target is known and of IPv6. */
    public boolean isTarget6(int i) {
        return (flags[i] & TARGET6) != 0;
    }

    /** First 64 bits of an IPv6 source; 0 for IPv4. Defined only where the source is known. */
    public long sourceHigh(int i) {
        return sourceHigh[i];
    }

    /** Last 64 bits of the source; of IPv4 its 32. Defined only where the source is known. */
    public long sourceLow(int i) {
        return sourceLow[i];
    }

    /** First 64 bits of an IPv6 target; 0 for IPv4. Defined only where the target is known. */
    public long targetHigh(int i) {
        return targetHigh[i];
    }

    /** Last 64 bits of the target; of IPv4 its 32. Defined only where the target is known. */
    public long targetLow(int i) {
        return targetLow[i];
    }

    /** The port the source sent from; 0 if unknown. */
    public int sourcePort(int i) {
        return ports[i] >>> 16;
    }

    /** The port the target was addressed at; 0 if unknown. */
    public int targetPort(int i) {
        return ports[i] & 0xFFFF;
    }

    /** The transport's number in IANA's registry; 0 if unknown. */
    public int protocol(int i) {
        return protocols[i] & 0xFF;
    }

    /** From 1 (gravest) to 10, 0 if the record has none. */
    public int severity(int i) {
        return severities[i];
    }

    /** Index in the chunk's bytes at which the line of event {@code i} begins. */
    public int line(int i) {
        return lines[i];
    }

    /** Index of the first text of event {@code i}; that of {@code i + 1} is after its last. */
    public int textsFrom(int i) {
        return textsFrom[i];
    }

    /** What text {@code j} is. */
    public Text text(int j) {
        return textKinds[j];
    }

    /** The bytes that hold text {@code j}, in UTF-8. */
    public byte[] textBytes(int j) {
        return textStarts[j] < 0 ? side : chunk;
    }

    /** Where in {@link #textBytes} text {@code j} starts. */
    public int textStart(int j) {
        int start = textStarts[j];
        return start < 0 ? ~start : start;
    }

    /** How many bytes text {@code j} has. */
    public int textLength(int j) {
        return textLengths[j];
    }

    /** Text {@code j} as a string. */
    public String textString(int j) {
        return new String(textBytes(j), textStart(j), textLength(j), StandardCharsets.UTF_8);
    }

    /** When event {@code i} happened. */
    public Instant instant(int i) {
        return Instant.EPOCH.plus(times[i], ChronoUnit.MICROS);
    }

    /** The source as an observable, or null if there is none. */
    public @Nullable Observable source(int i) {
        return Addresses.observable(isSource4(i), isSource6(i), sourceHigh[i], sourceLow[i]);
    }

    /** The target as an observable, or null if there is none. */
    public @Nullable Observable target(int i) {
        return Addresses.observable(isTarget4(i), isTarget6(i), targetHigh[i], targetLow[i]);
    }

    private void flag(int flag, boolean set) {
        flags[count] = (byte) (set ? flags[count] | flag : flags[count] & ~flag);
    }

    private void family(int set, int other) {
        flags[count] = (byte) ((flags[count] | set) & ~other);
    }

    private void add(Text text, int start, int length) {
        if (textCount == textStarts.length) {
            textKinds = Arrays.copyOf(textKinds, 2 * textCount);
            textStarts = Arrays.copyOf(textStarts, 2 * textCount);
            textLengths = Arrays.copyOf(textLengths, 2 * textCount);
        }
        textKinds[textCount] = text;
        textStarts[textCount] = start;
        textLengths[textCount] = length;
        textCount++;
    }

    private byte[] side(int more) {
        if (sideEnd + more > side.length) {
            side = Arrays.copyOf(side, Math.max(2 * side.length, sideEnd + more));
        }
        return side;
    }

    private void grow() {
        int length = 2 * count;
        times = Arrays.copyOf(times, length);
        sourceHigh = Arrays.copyOf(sourceHigh, length);
        sourceLow = Arrays.copyOf(sourceLow, length);
        targetHigh = Arrays.copyOf(targetHigh, length);
        targetLow = Arrays.copyOf(targetLow, length);
        ports = Arrays.copyOf(ports, length);
        flags = Arrays.copyOf(flags, length);
        classifications = Arrays.copyOf(classifications, length);
        types = Arrays.copyOf(types, length);
        facts = Arrays.copyOf(facts, length);
        alertKinds = Arrays.copyOf(alertKinds, length);
        protocols = Arrays.copyOf(protocols, length);
        severities = Arrays.copyOf(severities, length);
        lines = Arrays.copyOf(lines, length);
        textsFrom = Arrays.copyOf(textsFrom, length + 1);
    }
}
