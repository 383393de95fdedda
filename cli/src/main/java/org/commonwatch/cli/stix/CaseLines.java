package org.commonwatch.cli.stix;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of bytes, each kept up to a limit. */
final class CaseLines {
    /** Of a longer line, in bytes, nothing is kept. */
    static final int LINE_LIMIT = 16 << 20;

    private final InputStream in;
    private final byte[] block = new byte[64 << 10];
    private int at;
    private int end;
    private byte[] line = new byte[64 << 10];
    private int length;
    private boolean tooLong;

    CaseLines(InputStream in) {
        this.in = in;
    }

    /** Goes on to the next line, and returns whether there is one. */
    boolean next() throws IOException {
        length = 0;
        tooLong = false;
        boolean any = false;
        while (at < end || fill()) {
            any = true;
            int from = at;
            while (at < end && block[at] != '\n') {
                at++;
            }
            keep(from, at);
            if (at < end) {
                at++;
                return true;
            }
        }
        return any;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = in.read(block);
        return end > 0;
    }

    private void keep(int from, int to) {
        int count = to - from;
        if (tooLong || count > LINE_LIMIT - length) {
            tooLong = true;
            length = 0;
            return;
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
        }
        System.arraycopy(block, from, line, length, count);
        length += count;
    }

    /** The line's bytes, the first {@link #length} of them. */
    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    /** Whether the line was longer than is kept. */
    boolean tooLong() {
        return tooLong;
    }

    /** Whether more can be read without waiting. */
    boolean isMoreWaiting() throws IOException {
        return at < end || in.available() > 0;
    }
}
