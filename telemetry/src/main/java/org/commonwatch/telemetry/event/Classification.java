package org.commonwatch.telemetry.event;

/**
 * What an event counts as, in the lowest {@link #BITS} bits of a number: unit, kind and whether the
 * source is established. The numbers are for tables in memory; nothing keeps them.
 */
public final class Classification {
    /** How many bits a classification has. */
    public static final int BITS = 9;

    private static final Unit[] UNITS = Unit.values();
    private static final Kind[] KINDS = Kind.values();

    private Classification() {}

    /** The three together. */
    @SuppressWarnings("EnumOrdinal") // nothing keeps the numbers
    public static int of(Unit unit, Kind kind, boolean established) {
        return unit.ordinal() << 7 | kind.ordinal() << 1 | (established ? 1 : 0);
    }

    /** One that has the kind {@link Kind#OTHER}, with another. */
    static int withKind(int classification, Kind kind) {
        return classification + ((number(kind) - number(Kind.OTHER)) << 1);
    }

    /** The kind as a number. */
    @SuppressWarnings("EnumOrdinal") // nothing keeps the numbers
    static int number(Kind kind) {
        return kind.ordinal();
    }

    /** The kind of that number. */
    static Kind kindOf(int number) {
        return KINDS[number];
    }

    /** Whether the number is that of some probe or alert. */
    public static boolean isCounted(int classification) {
        return classification >= 0
                && classification >> 7 < UNITS.length
                && (classification >> 1 & 63) < KINDS.length
                && unit(classification) != Unit.CONTEXT;
    }

    /** Which rung of the ladder. */
    public static Unit unit(int classification) {
        return UNITS[classification >> 7];
    }

    /** What the event amounts to. */
    public static Kind kind(int classification) {
        return KINDS[classification >> 1 & 63];
    }

    /** The same number for all kinds of one unit and standing of the source. */
    public static int withoutKind(int classification) {
        return classification & ~(63 << 1);
    }

    /** Whether the source certainly took part. */
    public static boolean established(int classification) {
        return (classification & 1) != 0;
    }
}
