package org.commonwatch.telemetry.sensor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The keys of EVE records that are looked for, found by the bytes before a colon. */
final class EveKeys {
    /** An object nobody asks about. */
    static final int NOWHERE = 0;

    static final int ROOT = 1;
    static final int FLOW = 2;
    static final int TCP = 3;
    static final int ALERT = 4;
    static final int DNS = 5;
    static final int TLS = 6;
    static final int HTTP = 7;
    static final int FILEINFO = 8;

    /** One of the questions of a DNS record. */
    static final int QUESTION = 9;

    /** A key that opens the object of that number; see {@link #find}. */
    static final int OBJECT = 64;

    /** A key that opens a list of questions. */
    static final int QUESTIONS = 128;

    static final int TIMESTAMP = 0;
    static final int EVENT_TYPE = 1;
    static final int SOURCE = 2;
    static final int TARGET = 3;
    static final int SOURCE_PORT = 4;
    static final int TARGET_PORT = 5;
    static final int PROTOCOL = 6;
    static final int APPLICATION = 7;
    static final int FLOW_STATE = 8;
    static final int PACKETS_BACK = 9;
    static final int TCP_STATE = 10;
    static final int CATEGORY = 11;
    static final int SIGNATURE = 12;
    static final int SEVERITY = 13;
    static final int NAME = 14;
    static final int SERVER_NAME = 15;
    static final int HOST = 16;
    static final int PATH = 17;
    static final int MD5 = 18;
    static final int SHA1 = 19;
    static final int SHA256 = 20;
    static final int QUESTION_NAME = 21;

    /** How many fields there are. */
    static final int FIELDS = 22;

    /** What is no key that is looked for. */
    static final int UNKNOWN = -1;

    private static final int SLOT_BITS = 9;
    private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;
    private static final int TAIL = Integer.BYTES;
    private static final int WORD = Long.BYTES;
    // A colon after fewer bytes may stand too near the first of all bytes for reading two words.
    private static final int NEAR = 2 * WORD + 1;
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    // Chosen so that keys share slots only if they end alike, and so follow one another.
    private static final int MULTIPLIER = 0x9E37_79BB;

    // By slot, which a key finds by its last four bytes, the quote before it included, mixed with
    // its context. Of each: the two words that end in it, with the bits of them that are of it.
    private static final int[] MIXED = new int[1 << SLOT_BITS];
    private static final int[] FOUND = new int[1 << SLOT_BITS];
    private static final int[] LENGTHS = new int[1 << SLOT_BITS];
    private static final long[] LAST = new long[1 << SLOT_BITS];
    private static final long[] LAST_BITS = new long[1 << SLOT_BITS];
    private static final long[] FIRST = new long[1 << SLOT_BITS];
    private static final long[] FIRST_BITS = new long[1 << SLOT_BITS];

    // The only key that with quotes, colon and the byte before has more than two words.
    private static final int LONGEST = PACKETS_BACK;
    private static final int LONGEST_LENGTH = "pkts_toclient".length();

    static {
        add(ROOT, "timestamp", TIMESTAMP);
        add(ROOT, "event_type", EVENT_TYPE);
        add(ROOT, "src_ip", SOURCE);
        add(ROOT, "dest_ip", TARGET);
        add(ROOT, "src_port", SOURCE_PORT);
        add(ROOT, "dest_port", TARGET_PORT);
        add(ROOT, "proto", PROTOCOL);
        add(ROOT, "app_proto", APPLICATION);
        add(ROOT, "flow", OBJECT + FLOW);
        add(ROOT, "tcp", OBJECT + TCP);
        add(ROOT, "alert", OBJECT + ALERT);
        add(ROOT, "dns", OBJECT + DNS);
        add(ROOT, "tls", OBJECT + TLS);
        add(ROOT, "http", OBJECT + HTTP);
        add(ROOT, "fileinfo", OBJECT + FILEINFO);
        add(FLOW, "state", FLOW_STATE);
        add(FLOW, "pkts_toclient", PACKETS_BACK);
        add(TCP, "state", TCP_STATE);
        add(ALERT, "category", CATEGORY);
        add(ALERT, "signature", SIGNATURE);
        add(ALERT, "severity", SEVERITY);
        add(DNS, "rrname", NAME);
        add(DNS, "queries", QUESTIONS);
        add(DNS, "query", QUESTIONS + 1);
        add(TLS, "sni", SERVER_NAME);
        add(HTTP, "hostname", HOST);
        add(HTTP, "url", PATH);
        add(FILEINFO, "md5", MD5);
        add(FILEINFO, "sha1", SHA1);
        add(FILEINFO, "sha256", SHA256);
        add(QUESTION, "rrname", QUESTION_NAME);
    }

    private EveKeys() {}

    /**
     * What the key before a colon is: a field, {@link #OBJECT} or {@link #QUESTIONS} and what it
     * opens, or {@link #UNKNOWN}.
     *
     * @param colon index of the colon, which directly follows the closing quote of a key, and that
     *     a bracket or comma before its opening quote
     * @param context the object that the key is in
     */
    static int find(byte[] bytes, int colon, int context) {
        if (colon < NEAR) {
            byte[] moved = new byte[NEAR + colon];
            System.arraycopy(bytes, 0, moved, NEAR, colon);
            return find(moved, NEAR + colon, context);
        }
        int mixed = mixed((int) INTS.get(bytes, colon - 1 - TAIL), context);
        int slot = slot(mixed);
        while (MIXED[slot] == mixed) {
            if (isKey(bytes, colon, slot)) {
                return FOUND[slot];
            }
            slot = (slot + 1) & SLOT_MASK;
        }
        return UNKNOWN;
    }

    private static boolean isKey(byte[] bytes, int colon, int slot) {
        long last = (long) LONGS.get(bytes, colon - 1 - WORD);
        long first = (long) LONGS.get(bytes, colon - 1 - 2 * WORD);
        return (last & LAST_BITS[slot]) == LAST[slot]
                && (first & FIRST_BITS[slot]) == FIRST[slot]
                // A quote inside of a key has a backslash before it.
                && bytes[colon - LENGTHS[slot] - 3] != '\\';
    }

    private static void add(int context, String key, int found) {
        if (key.length() > LONGEST_LENGTH - (found == LONGEST ? 0 : 1)) {
            throw new IllegalStateException("two words are not enough for " + key);
        }
        byte[] quoted = new byte[2 * WORD];
        byte[] name = ("\"" + key).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, quoted, quoted.length - name.length, name.length);
        int mixed = mixed((int) INTS.get(quoted, quoted.length - TAIL), context);
        int slot = slot(mixed);
        for (; LENGTHS[slot] > 0; slot = (slot + 1) & SLOT_MASK) {
            if (MIXED[slot] != mixed) {
                throw new IllegalStateException("two sorts of keys in one place: " + key);
            }
        }
        MIXED[slot] = mixed;
        FOUND[slot] = found;
        LENGTHS[slot] = key.length();
        LAST[slot] = (long) LONGS.get(quoted, WORD);
        FIRST[slot] = (long) LONGS.get(quoted, 0);
        LAST_BITS[slot] = Words.highest(name.length);
        FIRST_BITS[slot] = Words.highest(name.length - WORD);
    }

    private static int mixed(int tail, int context) {
        return tail + context * 0x51ED_27D5;
    }

    private static int slot(int mixed) {
        return (mixed * MULTIPLIER) >>> (Integer.SIZE - SLOT_BITS);
    }
}
