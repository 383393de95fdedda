package org.commonwatch.server.pipeline;

/**
 * What a sensor is told when its delivery is safe: from then on nothing that befalls the server
 * undoes it. Lines = counted + context + skipped + rejected.
 *
 * @param segment id of the delivery
 * @param repeated whether it had been counted before, so that this time changed nothing
 */
public record Receipt(
        String segment,
        String sensor,
        long lines,
        long counted,
        long context,
        long skipped,
        long rejected,
        boolean repeated) {}
