package org.commonwatch.stix.bundle;

/**
 * Finds where a JSON value ends, by its brackets and quotes alone, over pieces of any size; and, in
 * an object, where the list of its {@code objects} begins, unless a type before it says that it is
 * no bundle.
 */
final class Extent {
    // Names of the first level, as the ASCII bytes they are of.
    private static final long OBJECTS = word("objects");
    private static final long TYPE = word("type");
    private static final long BUNDLE = word("bundle");
    private static final int WORD_LENGTH = 8;

    private boolean watching;
    private boolean started;
    private boolean scalar;
    private boolean ended;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean listBegins;
    // Of the first level: the last string, and the name that a colon follows.
    private long word;
    private int length;
    private long name;
    private boolean otherType;

    private static long word(String text) {
        long word = 0;
        for (int i = 0; i < text.length(); i++) {
            word = word << 8 | text.charAt(i);
        }
        return word;
    }

    /** Begins a value; its list of objects is looked for if asked. */
    void begin(boolean withList) {
        watching = withList;
        started = false;
        scalar = false;
        ended = false;
        depth = 0;
        inString = false;
        escaped = false;
        listBegins = false;
        name = 0;
        otherType = false;
    }

    /** Whether the value has ended. */
    boolean ended() {
        return ended;
    }

    /** Whether the last byte began the list; it is told once. */
    boolean listBegins() {
        boolean begins = listBegins;
        listBegins = false;
        return begins;
    }

    /** Goes on, and returns the place behind the last byte of the value, or of its list's begin. */
    int pass(byte[] bytes, int from, int to) {
        int at = from;
        if (!started && at < to) {
            started = true;
            scalar = bytes[at] != '{' && bytes[at] != '[' && bytes[at] != '"';
        }
        while (at < to && !ended && !listBegins) {
            if (scalar) {
                byte b = bytes[at];
                ended = b == ',' || b == ']' || b == '}' || (b <= ' ' && b >= 0);
                at += ended ? 0 : 1;
            } else if (inString) {
                boolean mayBeName = depth == 1 && length <= WORD_LENGTH;
                at = mayBeName ? letter(bytes, at) : letters(bytes, at, to);
            } else {
                between(bytes[at++]);
            }
        }
        return at;
    }

    // One more of a name that may be one of those looked for.
    private int letter(byte[] bytes, int at) {
        byte b = bytes[at];
        if (escaped || b != '"') {
            word = word << 8 | (b & 255);
            length++;
        }
        return letters(bytes, at, at + 1);
    }

    private int letters(byte[] bytes, int from, int to) {
        int at = from;
        if (escaped && at < to) {
            escaped = false;
            at++;
        }
        while (at < to) {
            byte b = bytes[at++];
            if (b == '"') {
                inString = false;
                ended = depth == 0;
                return at;
            }
            if (b == '\\') {
                if (at == to) {
                    escaped = true;
                } else {
                    at++;
                }
            }
        }
        return at;
    }

    private void between(byte b) {
        switch (b) {
            case '"' -> {
                inString = true;
                if (depth == 1) {
                    word = 0;
                    length = 0;
                }
            }
            case '{' -> depth++;
            case '[' -> {
                listBegins = watching && depth == 1 && name == OBJECTS && !otherType;
                watching &= !listBegins;
                depth += listBegins ? 0 : 1;
            }
            case '}', ']' -> ended = --depth <= 0;
            case ':' -> name = depth == 1 ? lastWord() : name;
            case ',' -> {
                if (depth == 1) {
                    otherType |= name == TYPE && lastWord() != BUNDLE;
                    name = 0;
                }
            }
            default -> {}
        }
    }

    private long lastWord() {
        return length <= WORD_LENGTH ? word : 0;
    }
}
