package org.commonwatch.server.outbound;

import java.time.Duration;

/**
 * What an answer may take at most.
 *
 * @param connect for a connection and for each wait for more
 * @param whole from the first byte sent to the last that comes
 * @param bytes as they are read, unpacked
 * @param ratio how many times as long as what came it may be when unpacked
 */
public record Limits(Duration connect, Duration whole, long bytes, int ratio) {
    /** For most: a page of objects, a list of events. */
    public static final Limits USUAL =
            new Limits(Duration.ofSeconds(10), Duration.ofMinutes(2), 64L << 20, 100);
}
