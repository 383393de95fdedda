package org.commonwatch.stix;

/**
 * Where in a text something stands.
 *
 * @param line from 1
 * @param column of the line in characters, from 1
 * @param offset in the text in characters, from 0
 */
public record Place(int line, int column, int offset) {
    /** The place of the character at the offset. */
    public static Place of(CharSequence text, int offset) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < offset; i++) {
            char c = text.charAt(i);
            boolean ends =
                    c == '\n'
                            || (c == '\r'
                                    && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (ends) {
                line++;
                start = i + 1;
            }
        }
        return new Place(line, offset - start + 1, offset);
    }

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
