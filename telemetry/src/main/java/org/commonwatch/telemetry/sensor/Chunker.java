package org.commonwatch.telemetry.sensor;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a stream of byte blocks, however they come, into chunks of whole lines. It never holds more
 * than one line of the greatest length, and one usual chunk.
 *
 * <p>Not for use by several threads at once; the chunks it makes are.
 */
public final class Chunker {
    // A line of the greatest length may end in CRLF.
    private static final int CAPACITY = Chunk.LINE_LIMIT + 2;

    private final Consumer<Chunk> chunks;
    private byte[] buffer = new byte[Chunk.USUAL_BYTES];
    private int filled;
    private long line = 1;
    private long offset;
    // Inside a line that is too long and already reported.
    private boolean skipping;

    /** Hands each chunk over as soon as it is cut. */
    public Chunker(Consumer<Chunk> chunks) {
        this.chunks = chunks;
    }

    /** Takes the next bytes of the input; they are copied. */
    public void accept(byte[] block, int from, int to) {
        int next = from;
        while (next < to) {
            if (skipping) {
                next = skip(block, next, to);
            } else {
                int count = Math.min(to - next, buffer.length - filled);
                System.arraycopy(block, next, buffer, filled, count);
                filled += count;
                next += count;
                if (filled == buffer.length) {
                    cut();
                }
            }
        }
    }

    /** Ends the input, once: what is left is a last line without its line end. */
    public void finish() {
        emit(filled);
    }

    private int skip(byte[] block, int from, int to) {
        for (int i = from; i < to; i++) {
            if (block[i] == '\n') {
                skipping = false;
                line++;
                offset += i + 1 - from;
                return i + 1;
            }
        }
        offset += to - from;
        return to;
    }

    // The buffer is full: emits the whole lines in it, or makes room for more of the only one.
    private void cut() {
        int end = lastLineEnd();
        if (end > 0) {
            emit(end);
        } else if (filled < CAPACITY) {
            buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, CAPACITY));
        } else {
            chunks.accept(new Chunk.TooLong(line, offset));
            offset += filled;
            filled = 0;
            skipping = true;
        }
    }

    private int lastLineEnd() {
        int end = filled;
        while (end > 0 && buffer[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private void emit(int end) {
        if (end == 0) {
            return;
        }
        var lines = new Chunk.Lines(Arrays.copyOf(buffer, end), line, offset);
        for (int i = 0; i < end; i++) {
            if (buffer[i] == '\n') {
                line++;
            }
        }
        offset += end;
        filled -= end;
        byte[] grown = buffer;
        if (buffer.length > Chunk.USUAL_BYTES && filled < Chunk.USUAL_BYTES) {
            buffer = new byte[Chunk.USUAL_BYTES];
        }
        System.arraycopy(grown, end, buffer, 0, filled);
        chunks.accept(lines);
    }
}
