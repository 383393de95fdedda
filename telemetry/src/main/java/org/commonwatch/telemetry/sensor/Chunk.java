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

    /** Whole lines that end in LF or CRLF; the last of an input may end in neither. */
    final class Lines implements Chunk {
        private final byte[] bytes;
        private final long firstLine;
        private final long offset;

        /**
         * Takes the bytes without copying them: they must not change any more.
         *
         * @param firstLine number of the first line in the whole input, from 1
         * @param offset bytes of the input before the chunk
         */
        public Lines(byte[] bytes, long firstLine, long offset) {
            this.bytes = bytes;
            this.firstLine = firstLine;
            this.offset = offset;
        }

        /** The bytes themselves, not to be changed. */
        public byte[] bytes() {
            return bytes;
        }

        /** Number of the first line in the whole input, from 1. */
        public long firstLine() {
            return firstLine;
        }

        /** Bytes of the input before the chunk. */
        public long offset() {
            return offset;
        }

        /** Hands over line by line, in order. */
        public void forEach(EachLine each) {
            long number = firstLine;
            int from = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    each.line(from, i > from && bytes[i - 1] == '\r' ? i - 1 : i, number);
                    number++;
                    from = i + 1;
                }
            }
            if (from < bytes.length) {
                int end = bytes.length;
                each.line(from, bytes[end - 1] == '\r' ? end - 1 : end, number);
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
