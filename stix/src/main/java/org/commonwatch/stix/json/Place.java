package org.commonwatch.stix.json;

/**
 * Where something is in a text.
 *
 * @param offset in bytes, from 0
 * @param line from 1
 * @param column in characters, from 1
 */
public record Place(long offset, long line, long column) {
    /** The beginning of a text. */
    public static final Place START = new Place(0, 1, 1);

    /** The place behind these bytes of UTF-8, which begin here. */
    public Place after(byte[] bytes, int from, int to) {
        long nextLine = line;
        long nextColumn = column;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                nextLine++;
                nextColumn = 1;
            } else if ((bytes[i] & 0xC0) != 0x80) {
                nextColumn++;
            }
        }
        return new Place(offset + to - from, nextLine, nextColumn);
    }

    @Override
    public String toString() {
        return "line " + line + ", column " + column + ", byte " + offset;
    }
}
