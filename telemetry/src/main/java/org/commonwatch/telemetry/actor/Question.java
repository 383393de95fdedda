package org.commonwatch.telemetry.actor;

import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Text;

import java.nio.ByteBuffer;

/**
 * What a request of a service asks: the DNS name, in any case, or where there is none the signature
 * that fired. Of a question a hash is known. Its first bits are its sort: so many sorts are counted
 * hour by hour, which needs bounded memory whatever is asked.
 */
final class Question {
    /** How many bits tell the sort. */
    static final int SORT_BITS = 8;

    private static final int LONGEST = 1 << 8;
    private static final int TAG_BYTES = Short.BYTES + Long.BYTES;

    private final byte[] asked = new byte[LONGEST];
    private final byte[] tag = new byte[TAG_BYTES];
    private long hash;

    /** Takes the question of event {@code i}. */
    void take(Events events, int i) {
        int text = first(Text.DNS_NAME, events, i);
        if (text < 0) {
            text = first(Text.SIGNATURE, events, i);
        }
        int length = 0;
        if (text >= 0) {
            byte[] bytes = events.textBytes(text);
            int from = events.textStart(text);
            length = Math.min(LONGEST, events.textLength(text));
            for (int j = 0; j < length; j++) {
                byte b = bytes[from + j];
                asked[j] = (byte) (b >= 'A' && b <= 'Z' ? b | ' ' : b);
            }
        }
        hash = Hashes.of(asked, 0, length);
    }

    private static int first(Text kind, Events events, int i) {
        for (int j = events.textsFrom(i); j < events.textsFrom(i + 1); j++) {
            if (events.text(j) == kind) {
                return j;
            }
        }
        return -1;
    }

    /** Of which sort it is. */
    int sort() {
        return sort(hash);
    }

    /** Adds one who asked it of the service at a port. */
    void addTo(LeaderCount claimants, int port, long sourceHigh, long sourceLow) {
        ByteBuffer.wrap(tag).putShort((short) port).putLong(hash);
        // The hash tells apart where in the table the questions of one source are looked for.
        claimants.add(sourceHigh ^ hash, sourceLow, tag, 0, TAG_BYTES);
    }

    /** What one who was added is called: service, question, and behind a blank the source. */
    static String claimant(long high, long low, byte[] tag) {
        ByteBuffer parts = ByteBuffer.wrap(tag);
        int port = parts.getShort() & 0xFFFF;
        long hash = parts.getLong();
        return service(port, sort(hash))
                + Long.toHexString(hash << SORT_BITS)
                + " "
                + ActorCounts.address(high ^ hash, low, tag);
    }

    private static int sort(long hash) {
        return (int) (hash >>> (Long.SIZE - SORT_BITS));
    }

    /** How the names of all begin who asked a question of one sort of a service. */
    static String service(int port, int sort) {
        return port + "/" + sort + "/";
    }
}
