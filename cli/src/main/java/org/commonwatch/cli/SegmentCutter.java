package org.commonwatch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Cuts an input into segments of whole lines whose ids depend only on what was before them: the
 * same input gives the same segments again, so that sending it again counts nothing twice, while
 * two equal stretches of one input are two segments.
 */
final class SegmentCutter {
    /** About as many bytes as a segment has. */
    static final int USUAL_BYTES = 4 << 20;

    /** A segment that would have more bytes holds a line that no server takes. */
    static final int BYTES_LIMIT = 60 << 20;

    /** Bytes to deliver, and the id to deliver them under. */
    static final class Segment {
        private final String id;
        private final byte[] bytes;

        Segment(String id, byte[] bytes) {
            this.id = id;
            this.bytes = bytes;
        }

        String id() {
            return id;
        }

        /** Not to be changed. */
        byte[] bytes() {
            return bytes;
        }
    }

    private final InputStream in;
    private final int usualBytes;
    private byte[] chain = new byte[0];
    private byte[] rest = new byte[0];

    /** Reads unpacked bytes, which must be the whole input from its beginning. */
    SegmentCutter(InputStream in, int usualBytes) {
        this.in = in;
        this.usualBytes = usualBytes;
    }

    /** The next segment, empty at the end. */
    Optional<Segment> next() throws IOException {
        byte[] bytes = rest;
        int end = 0;
        while (end == 0) {
            byte[] more = in.readNBytes(usualBytes);
            bytes = joined(bytes, more);
            end = more.length == 0 ? bytes.length : afterLastLineEnd(bytes);
            if (bytes.length == 0) {
                return Optional.empty();
            }
            if (end == 0 && bytes.length > BYTES_LIMIT) {
                throw new Stop(
                        ExitCode.FAILED,
                        "The input has a line of more than " + (BYTES_LIMIT >> 20) + " MiB.",
                        "Check that it is a file of lines; nothing after that line was sent.");
            }
        }
        rest = Arrays.copyOfRange(bytes, end, bytes.length);
        byte[] segment = Arrays.copyOf(bytes, end);
        MessageDigest sha256 = sha256();
        sha256.update(chain);
        chain = sha256.digest(segment);
        return Optional.of(new Segment(HexFormat.of().formatHex(chain), segment));
    }

    private static int afterLastLineEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
