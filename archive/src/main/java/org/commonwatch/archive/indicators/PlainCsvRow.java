package org.commonwatch.archive.indicators;

import org.commonwatch.stix.Observable.Kind;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;
import org.commonwatch.telemetry.matching.Origin;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads the row that most lists consist of without making an object of it: three fields of ASCII
 * without quotation marks, an address, name or hash in its one form. It takes nothing that {@link
 * CsvRows} would take for anything else.
 */
final class PlainCsvRow implements CsvRows.PlainRow {
    private static final byte[] IPV4 = bytes("ipv4");
    private static final byte[] DOMAIN = bytes("domain");
    private static final byte[] MD5 = bytes("md5");
    private static final byte[] SHA1 = bytes("sha1");
    private static final byte[] SHA256 = bytes("sha256");

    private final String list;
    private final IndicatorTableBuilder into;
    private final AtomicReference<Last> last;

    /** The source of the row before, which is mostly that of the next one too. */
    private static final class Last {
        private final byte[] source;
        private final Origin origin;

        Last(byte[] source, Origin origin) {
            this.source = source;
            this.origin = origin;
        }
    }

    PlainCsvRow(String list, IndicatorTableBuilder into) {
        this.list = list;
        this.into = into;
        last = new AtomicReference<>(new Last(new byte[0], Sources.origin(list, "", 0)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean take(byte[] bytes, int from, int to) {
        int type = -1;
        int source = -1;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b < ' ' || b == '"' || b == 0x7F) {
                return false;
            }
            if (b == ',') {
                if (source >= 0) {
                    return false;
                }
                if (type < 0) {
                    type = i + 1;
                } else {
                    source = i + 1;
                }
            }
        }
        return source >= 0 && take(bytes, from, type, source, to);
    }

    private boolean take(byte[] bytes, int from, int type, int source, int to) {
        int end = type - 1;
        if (is(IPV4, bytes, type, source - 1)) {
            long address = Canonical.address4(bytes, from, end);
            if (address < 0) {
                return false;
            }
            into.addAddress4((int) address, origin(bytes, source, to));
            return true;
        }
        Kind kind;
        if (is(DOMAIN, bytes, type, source - 1)) {
            kind = Canonical.isName(bytes, from, end) ? Kind.DOMAIN : Kind.CIDR;
        } else if (is(SHA256, bytes, type, source - 1)) {
            kind = Canonical.isHex(bytes, from, end, 64) ? Kind.SHA256 : Kind.CIDR;
        } else if (is(SHA1, bytes, type, source - 1)) {
            kind = Canonical.isHex(bytes, from, end, 40) ? Kind.SHA1 : Kind.CIDR;
        } else if (is(MD5, bytes, type, source - 1)) {
            kind = Canonical.isHex(bytes, from, end, 32) ? Kind.MD5 : Kind.CIDR;
        } else {
            kind = Kind.CIDR;
        }
        if (kind == Kind.CIDR) {
            return false; // nothing of that kind is plain
        }
        into.addText(kind, bytes, from, end, origin(bytes, source, to));
        return true;
    }

    private static boolean is(byte[] word, byte[] bytes, int from, int to) {
        return Arrays.equals(word, 0, word.length, bytes, from, to);
    }

    private Origin origin(byte[] bytes, int from, int to) {
        Last before = last.getPlain();
        if (Arrays.equals(before.source, 0, before.source.length, bytes, from, to)) {
            return before.origin;
        }
        byte[] source = Arrays.copyOfRange(bytes, from, to);
        String text = new String(source, StandardCharsets.US_ASCII);
        Last now = new Last(source, Sources.origin(list, text, 0));
        last.setPlain(now);
        return now.origin;
    }
}
