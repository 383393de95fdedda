package org.commonwatch.archive.segments;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Cuts a finished file into segments of whole lines. The same file gives the same segments again,
 * so that sending it again counts nothing twice, while two equal stretches of it are two segments.
 *
 * <p>The id of a segment is the SHA-256 of everything before it and of its first line that is
 * neither blank nor a comment, which many files begin with alike. It leaves out the rest on
 * purpose: the tail of a file that has grown keeps its id with other bytes, which a server refuses,
 * rather than counting the tail's beginning twice.
 */
public final class SegmentCutter {
    /** About as many bytes as a segment has; with another number, known files would be refused. */
    public static final int USUAL_BYTES = 4 << 20;

    /** A segment that would have more bytes holds a line that no server takes. */
    static final int BYTES_LIMIT = 60 << 20;

    /** So many bytes at once are all of a file whose lines cannot be told apart. */
    public static final int WHOLE = BYTES_LIMIT + 1;

    // Java digests with the processor's own instructions once it has been asked often enough.
    private static final int DIGESTED_BYTES = 1 << 15;
    private static final int FIRST_BYTES = 1 << 16;

    /** Bytes to deliver, and the id to deliver them under. */
    public static final class Segment {
        private final String id;
        private final byte[] bytes;
        private final String digest;

        Segment(String id, byte[] bytes, String digest) {
            this.id = id;
            this.bytes = bytes;
            this.digest = digest;
        }

        /** SHA-256 of the input up to the segment's end, in hexadecimal. */
        public String digest() {
            return digest;
        }

        /** Names it, among all of a sensor. */
        public String id() {
            return id;
        }

        /** Not to be changed. */
        public byte[] bytes() {
            return bytes;
        }
    }

    private final String name;
    private final InputStream in;
    private final int usualBytes;
    private final MessageDigest before = sha256();

    // What was read and is in no segment yet.
    private byte[] bytes = new byte[FIRST_BYTES];
    private int filled;

    /**
     * Reads unpacked bytes, which must be the whole input from its beginning.
     *
     * @param name what to call it in a refusal
     */
    public SegmentCutter(String name, InputStream in, int usualBytes) {
        this.name = name;
        this.in = in;
        this.usualBytes = usualBytes;
    }

    /**
     * The next segment, empty at the end. Throws {@link ArchiveRefusedException} if the input
     * cannot be cut.
     */
    public Optional<Segment> next() throws IOException {
        int end = 0;
        while (end == 0) {
            boolean isLast = !fill(filled + usualBytes);
            end = isLast ? filled : afterLastLineEnd();
            if (filled == 0) {
                return Optional.empty();
            }
            if (usualBytes == WHOLE && !isLast) {
                throw tooLong(
                        "lines that cannot be read one by one",
                        "Deliver them in shorter files, each with its header.");
            }
            if (end == 0 && filled > BYTES_LIMIT) {
                throw tooLong(
                        "a line",
                        "Check that it is a file of lines; nothing after that line was sent.");
            }
        }
        byte[] segment = Arrays.copyOf(bytes, end);
        filled -= end;
        System.arraycopy(bytes, end, bytes, 0, filled);
        String id = id(segment);
        for (int from = 0; from < end; from += DIGESTED_BYTES) {
            before.update(segment, from, Math.min(DIGESTED_BYTES, end - from));
        }
        String digest = HexFormat.of().formatHex(copy(before).digest());
        return Optional.of(new Segment(id, segment, digest));
    }

    /** Reads until there are so many bytes; tells whether there are. */
    private boolean fill(int wanted) throws IOException {
        while (filled < wanted) {
            if (filled == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(wanted, 2 * filled));
            }
            int count = in.read(bytes, filled, Math.min(wanted, bytes.length) - filled);
            if (count < 0) {
                return false;
            }
            filled += count;
        }
        return true;
    }

    private ArchiveRefusedException tooLong(String what, String remedy) {
        return new ArchiveRefusedException(
                new ArchiveRefusal.TooLongToCut(name, what, BYTES_LIMIT >> 20, remedy));
    }

    private String id(byte[] segment) {
        int from = 0;
        while (from < segment.length && (isBlank(segment[from]) || segment[from] == '#')) {
            from = segment[from] == '#' ? lineEnd(segment, from) : from + 1;
        }
        int to = lineEnd(segment, from);
        // A last line that gets its line end only later is the same line.
        while (to > from && isBlank(segment[to - 1])) {
            to--;
        }
        MessageDigest sha256 = copy(before);
        sha256.update(segment, from, to - from);
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static int lineEnd(byte[] segment, int from) {
        int end = from;
        while (end < segment.length && segment[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean isBlank(byte letter) {
        return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
    }

    private int afterLastLineEnd() {
        int end = filled;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static MessageDigest copy(MessageDigest sha256) {
        try {
            return (MessageDigest) sha256.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
