package org.commonwatch.server.pipeline;

import java.util.List;

/**
 * What a sensor is told when its delivery is safe: from then on nothing that befalls the server
 * undoes it. Lines = counted + context + skipped + rejected.
 *
 * @param segment id of the delivery
 * @param repeated whether it had been counted before, so that this time changed nothing
 * @param firstRejected the first lines that could not be read; of a repeated delivery, none
 */
public record Receipt(
        String segment,
        String sensor,
        long lines,
        long counted,
        long context,
        long skipped,
        long rejected,
        boolean repeated,
        List<Rejected> firstRejected) {
    /** No more rejected lines are told in a receipt. */
    public static final int REJECTED_LIMIT = 20;

    /**
     * A line that could not be read.
     *
     * @param line its number in the delivery, from 1
     * @param offset bytes of the unpacked delivery before it
     */
    public record Rejected(long line, long offset, String reason) {}

    public Receipt {
        firstRejected = List.copyOf(firstRejected);
    }
}
