package org.commonwatch.telemetry.sensor;

/** A piece of an input, cut between lines: the unit of work of the whole flow. */
public sealed interface Chunk {
    /** No line may have more bytes than this, its line end not counted. */
    int LINE_LIMIT = 1 << 20;

    /** About as many bytes as a chunk has. */
    int USUAL_BYTES = 256 << 10;

    /** What is done with each line of a chunk. */
    @FunctionalInterface
    interface EachLine {
        /**
         * Takes one line, without its line end.
         *
         * @param from index in {@link Lines#bytes} of the line's first byte
         * @param to index after its last byte
         * @param number of the line in the whole input, from 1
         */
        void line(int from, int to, long number);
    }

    /**
     * Whole lines that end in LF or CRLF; the last of an input may end in neither. They are a
     * window of the bytes, which are the caller's: whoever takes a chunk may read them until it
     * returns.
     */
    final class Lines implements Chunk {
        private final byte[] bytes;
        private final int from;
        private final int to;
        private final long firstLine;
        private final long offset;

        /**
         * Takes a window of the bytes without copying them.
         *
         * @param from index of the first byte of the first line
         * @param to index after the last byte of the last line
         * @param firstLine number of the first line in the whole input, from 1
         * @param offset bytes of the input before the first line
         */
        public Lines(byte[] bytes, int from, int to, long firstLine, long offset) {
            this.bytes = bytes;
            this.from = from;
            this.to = to;
            this.firstLine = firstLine;
            this.offset = offset;
        }

        /** All of the bytes. */
        public Lines(byte[] bytes, long firstLine, long offset) {
            this(bytes, 0, bytes.length, firstLine, offset);
        }

        /** The bytes themselves, not to be changed; the lines are a window of them. */
        public byte[] bytes() {
            return bytes;
        }

        /** Index of the first byte of the first line. */
        public int from() {
            return from;
        }

        /** Index after the last byte of the last line. */
        public int to() {
            return to;
        }

        /** Number of the first line in the whole input, from 1. */
        public long firstLine() {
            return firstLine;
        }

        /** Bytes of the input before the first line. */
        public long offset() {
            return offset;
        }

        /** Hands over line by line, in order. */
        public void forEach(EachLine each) {
            long number = firstLine;
            int start = from;
            for (int i = from; i < to; i++) {
                if (bytes[i] == '\n') {
                    each.line(start, i > start && bytes[i - 1] == '\r' ? i - 1 : i, number);
                    number++;
                    start = i + 1;
                }
            }
            if (start < to) {
                each.line(start, bytes[to - 1] == '\r' ? to - 1 : to, number);
            }
        }
    }

    /**
     * A line of more than {@link #LINE_LIMIT} bytes, of which nothing was kept.
     *
     * @param line its number in the whole input, from 1
     * @param offset bytes of the input before it
     */
    record TooLong(long line, long offset) implements Chunk {}
}
