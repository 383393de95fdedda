package org.commonwatch.telemetry.counting;

/**
 * What became of every line of an input; an account that does not balance cannot be made.
 *
 * @param lines all there are
 * @param counted in a cell, as a probe or an alert
 * @param context read and matched, but not counted as an attack
 * @param skipped nothing but white space
 * @param rejected could not be read
 */
public record LineAccount(long lines, long counted, long context, long skipped, long rejected) {
    public LineAccount {
        if (counted < 0 || context < 0 || skipped < 0 || rejected < 0) {
            throw new IllegalArgumentException("fewer than no lines");
        }
        if (lines != counted + context + skipped + rejected) {
            throw new IllegalArgumentException(
                    lines
                            + " lines are not "
                            + counted
                            + " counted, "
                            + context
                            + " context, "
                            + skipped
                            + " skipped and "
                            + rejected
                            + " rejected");
        }
    }

    /** Both inputs together. */
    public LineAccount and(LineAccount other) {
        return new LineAccount(
                lines + other.lines,
                counted + other.counted,
                context + other.context,
                skipped + other.skipped,
                rejected + other.rejected);
    }
}
