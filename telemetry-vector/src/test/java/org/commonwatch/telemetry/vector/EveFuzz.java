package org.commonwatch.telemetry.vector;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.EveReader;
import org.commonwatch.telemetry.sensor.StructuralScanner;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Any bytes, read by EVE's reader with each scanner, in one chunk and cut between lines, and by
 * {@link EveOracle}: all read the same. A fuzzer makes the bytes; see {@code benchmarks/fuzz.sh}.
 */
public final class EveFuzz {
    private static final EveOracle ORACLE = new EveOracle();
    // They have read all inputs before: nothing of those may be left in them.
    private static final EveReader PORTABLE = reader(StructuralScanner.portable());
    private static final EveReader VECTOR = reader(new VectorScanner());

    private EveFuzz() {}

    /** Called by the fuzzer once, so that no input pays for what the first one loads. */
    public static void fuzzerInitialize() {
        check("{}".getBytes(StandardCharsets.US_ASCII));
    }

    /** Called by the fuzzer with ever new bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        check(bytes);
    }

    /** What all of them read; throws an {@link AssertionError} if one reads something else. */
    static Reading check(byte[] bytes) {
        List<Chunk.Lines> whole = List.of(new Chunk.Lines(bytes, 1, 0));
        Reading expected = isDisputed(bytes) ? Reading.of(PORTABLE, whole) : ORACLE.read(bytes);
        // The bytes themselves say where they are cut, so that a finding is found again.
        List<Chunk.Lines> cut = cut(bytes, bytes.length % 7);
        demand(expected, Reading.of(PORTABLE, whole), "the portable scanner", bytes);
        demand(expected, Reading.of(PORTABLE, cut), "the portable scanner, cut", bytes);
        demand(expected, Reading.of(VECTOR, whole), "vectors", bytes);
        demand(expected, Reading.of(VECTOR, cut), "vectors, cut", bytes);
        return expected;
    }

    /** How many lines the fast way was not good enough for, of all that were checked. */
    static long slowLines() {
        return PORTABLE.slowLines();
    }

    // Half a surrogate pair in what should be UTF-8 (RFC 3629 §3): Jackson passes over it in a text
    // that nobody asks for, as the reader does, and makes no tree of it. A record is not lost for
    // that; the scanners must agree on it all the same.
    private static boolean isDisputed(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == (byte) 0xED && (bytes[i + 1] & 0xE0) == 0xA0) {
                return true;
            }
        }
        return false;
    }

    private static EveReader reader(StructuralScanner scanner) {
        return new EveReader(CountingRule.ATTACKS, scanner);
    }

    // Chunks that stand somewhere in bytes that are not theirs, each of some whole lines.
    private static List<Chunk.Lines> cut(byte[] bytes, int linesEach) {
        byte[] around = new byte[bytes.length + 100];
        Arrays.fill(around, (byte) '"');
        int shift = bytes.length % 64;
        System.arraycopy(bytes, 0, around, shift, bytes.length);
        List<Chunk.Lines> chunks = new ArrayList<>();
        int from = 0;
        long first = 1;
        long line = 1;
        for (int i = 0; i < bytes.length; i++) {
            boolean last = i == bytes.length - 1;
            if (bytes[i] == '\n' || last) {
                line++;
                if (line - first > linesEach || last) {
                    chunks.add(new Chunk.Lines(around, shift + from, shift + i + 1, first, from));
                    from = i + 1;
                    first = line;
                }
            }
        }
        return chunks;
    }

    private static void demand(Reading expected, Reading read, String with, byte[] bytes) {
        if (!expected.equals(read)) {
            throw new AssertionError(
                    "with %s is read%n  %s%nand not%n  %s%nof%n  %s"
                            .formatted(with, read, expected, visible(bytes)));
        }
    }

    /** The bytes as a Java text of ISO 8859-1. */
    static String visible(byte[] bytes) {
        StringBuilder text = new StringBuilder("\"");
        for (byte b : bytes) {
            if (b == '"' || b == '\\') {
                text.append('\\').append((char) b);
            } else if (b >= ' ' && b < 0x7F) {
                text.append((char) b);
            } else {
                text.append("\\u%04x".formatted(b & 0xFF));
            }
        }
        return text.append('"').toString();
    }
}
