package org.commonwatch.telemetry.counting;

/**
 * What became of every line of an input: each line is in exactly one of the first four numbers.
 *
 * @param counted in a cell, as a probe or an alert
 * @param context read and matched, but not counted as an attack
 * @param skipped nothing but white space
 * @param rejected could not be read
 * @param withoutZone of those counted or context, how many had a timestamp that named no zone and
 *     was read as UTC
 */
public record LineAccount(
        long counted, long context, long skipped, long rejected, long withoutZone) {
    public LineAccount {
        if (counted < 0 || context < 0 || skipped < 0 || rejected < 0 || withoutZone < 0) {
            throw new IllegalArgumentException("fewer than no lines");
        }
        if (withoutZone > counted + context) {
            throw new IllegalArgumentException("more timestamps without zone than timestamps");
        }
    }

    /** How many lines there are. */
    public long lines() {
        return counted + context + skipped + rejected;
    }

    /** Both inputs together. */
    public LineAccount and(LineAccount other) {
        return new LineAccount(
                counted + other.counted,
                context + other.context,
                skipped + other.skipped,
                rejected + other.rejected,
                withoutZone + other.withoutZone);
    }
}
