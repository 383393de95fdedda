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

    private static final int SLOTS = 1 << 9;
    private static final int TAIL = 4;
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final byte[][] NAMES = new byte[SLOTS][];
    private static final int[] CONTEXTS = new int[SLOTS];
    private static final int[] FOUND = new int[SLOTS];

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
     * @param colon index of the colon, which directly follows the key's closing quote
     * @param from index of the first byte of the line
     * @param context the object that the key is in
     */
    static int find(byte[] bytes, int colon, int from, int context) {
        int end = colon - 1;
        if (end - from <= TAIL) {
            return UNKNOWN;
        }
        int slot = slot((int) INTS.get(bytes, end - TAIL), context);
        for (; NAMES[slot] != null; slot = (slot + 1) & (SLOTS - 1)) {
            if (CONTEXTS[slot] == context && isKey(bytes, from, end, NAMES[slot])) {
                return FOUND[slot];
            }
        }
        return UNKNOWN;
    }

    private static boolean isKey(byte[] bytes, int from, int end, byte[] name) {
        int start = end - name.length;
        // A quote that opens a key follows a bracket or comma; one inside a string a backslash.
        if (start - 2 < from
                || bytes[start - 1] != '"'
                || (bytes[start - 2] != ',' && bytes[start - 2] != '{')) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (bytes[start + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static void add(int context, String key, int found) {
        byte[] name = key.getBytes(StandardCharsets.US_ASCII);
        byte[] quoted = ("\"" + key).getBytes(StandardCharsets.US_ASCII);
        int slot = slot((int) INTS.get(quoted, quoted.length - TAIL), context);
        while (NAMES[slot] != null) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        NAMES[slot] = name;
        CONTEXTS[slot] = context;
        FOUND[slot] = found;
    }

    private static int slot(int tail, int context) {
        return ((tail + context * 0x51ED_27D5) * 0x9E37_79B1) >>> 23;
    }
}
