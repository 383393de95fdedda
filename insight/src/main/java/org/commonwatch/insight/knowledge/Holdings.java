package org.commonwatch.insight.knowledge;

/**
 * Who held which indicator since when, and how it is handled. An indicator may be held by several
 * owners, and several times by one.
 */
public final class Holdings {
    private final int[] start;
    private final int[] owner;
    private final long[] since;
    private final int[] handling;
    private final int owners;
    private final int handlings;

    private Holdings(int[] start, Columns sorted, Extent extent) {
        this.start = start;
        this.owner = sorted.owner;
        this.since = sorted.since;
        this.handling = sorted.handling;
        this.owners = extent.owners;
        this.handlings = extent.handlings;
    }

    /** How many of each there are; they are numbered from zero on. */
    public record Extent(int indicators, int owners, int handlings) {}

    /**
     * A row for each object that says an indicator.
     *
     * @param since when the owner had it, in seconds since 1970
     */
    @SuppressWarnings("ArrayRecordComponent") // millions of rows, which nobody compares
    public record Columns(int[] indicator, int[] owner, long[] since, int[] handling) {}

    /** Checks and sorts the rows. */
    public static Holdings of(Extent extent, Columns columns) {
        int rows = columns.indicator.length;
        Rows.same("owners", columns.owner.length, "holdings", rows);
        Rows.same("times", columns.since.length, "holdings", rows);
        Rows.same("handlings", columns.handling.length, "holdings", rows);
        Rows.within("indicator", columns.indicator, extent.indicators);
        Rows.within("owner", columns.owner, extent.owners);
        Rows.within("handling", columns.handling, extent.handlings);
        int[] start = Rows.starts(columns.indicator, extent.indicators);
        int[] order = Rows.order(columns.indicator, start);
        return new Holdings(
                start,
                new Columns(
                        new int[0],
                        Rows.sorted(columns.owner, order),
                        Rows.sorted(columns.since, order),
                        Rows.sorted(columns.handling, order)),
                extent);
    }

    public int indicators() {
        return start.length - 1;
    }

    public int owners() {
        return owners;
    }

    public int handlings() {
        return handlings;
    }

    /** The first row of an indicator; those of the next end it. */
    public int start(int indicator) {
        return start[indicator];
    }

    public int owner(int row) {
        return owner[row];
    }

    public long since(int row) {
        return since[row];
    }

    public int handling(int row) {
        return handling[row];
    }
}
