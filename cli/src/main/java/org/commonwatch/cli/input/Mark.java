package org.commonwatch.cli.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * How far a file was counted, and how to know it again: by its device and inode, and by its content
 * if it was copied or packed meanwhile.
 *
 * @param file its last name
 * @param identity of device and inode
 * @param position bytes that were counted
 * @param lines that were counted
 * @param head digest of the first {@link #SAMPLE_BYTES} that were counted, or of all if fewer
 * @param tail the same of the last
 */
record Mark(String file, String identity, long position, long lines, String head, String tail) {
    static final int SAMPLE_BYTES = 1_024;

    /** The mark of a file of which the first bytes were counted. */
    static Mark of(String file, String identity, FileChannel channel, long position, long lines)
            throws IOException {
        int sample = sample(position);
        return new Mark(
                file,
                identity,
                position,
                lines,
                digest(bytes(channel, 0, sample)),
                digest(bytes(channel, position - sample, sample)));
    }

    private static int sample(long position) {
        return (int) Math.min(SAMPLE_BYTES, position);
    }

    /** Whether a file begins as this one does. */
    boolean beginsSo(byte[] start) {
        int sample = sample(position);
        return position > 0
                && start.length >= sample
                && digest(Arrays.copyOf(start, sample)).equals(head);
    }

    /** Whether a file begins as this one does. */
    boolean beginsSo(FileChannel channel) throws IOException {
        return beginsSo(bytes(channel, 0, sample(position)));
    }

    /** Whether all that was counted stands at the beginning of a file. */
    boolean isIn(FileChannel channel) throws IOException {
        if (position == 0) {
            return true;
        }
        int sample = sample(position);
        return channel.size() >= position
                && beginsSo(channel)
                && digest(bytes(channel, position - sample, sample)).equals(tail);
    }

    private static byte[] bytes(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            // more of them
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
