package org.commonwatch.telemetry.sensor;

import java.util.Arrays;

/**
 * Walks the {@link Structure} of EVE records and finds where the values are that are looked for. A
 * record in which anything is out of the ordinary is left to the slow path: {@link #record} is true
 * only for a line that is valid JSON (RFC 8259), nests no deeper than the limit, and has every
 * value that is looked for at most once and of the type it usually has.
 */
final class EveWalk {
    private static final int MOST_QUESTIONS = 32;
    private static final int MOST_DIGITS = 18;
    private static final int IN_LIST = -1;
    private static final long PLAIN_TEXTS =
            1L << EveKeys.CATEGORY
                    | 1L << EveKeys.SIGNATURE
                    | 1L << EveKeys.HOST
                    | 1L << EveKeys.PATH;

    private final int[] starts = new int[EveKeys.FIELDS];
    private final int[] ends = new int[EveKeys.FIELDS];
    private final int[] questionStarts = new int[MOST_QUESTIONS];
    private final int[] questionEnds = new int[MOST_QUESTIONS];
    // What kind of object or list each level is: an EveKeys context, or IN_LIST and below.
    private final int[] levels = new int[EveReader.DEPTH_LIMIT + 1];
    private int questionCount;
    private long seen;
    private long escaped;

    private byte[] bytes = {};
    private int lineFrom;
    private int depth;
    private int opened;
    private boolean strict;

    /** Where the field's value starts; meaningful only if {@link #has} it. */
    int start(int field) {
        return starts[field];
    }

    /** Where the field's value ends. */
    int end(int field) {
        return ends[field];
    }

    /** Whether the record has the field. */
    boolean has(int field) {
        return ends[field] >= 0;
    }

    /** Whether the field's value contains escapes. */
    boolean isEscaped(int field) {
        return (escaped & 1L << field) != 0;
    }

    /** Whether any field but those that are nothing but text contains escapes. */
    boolean isOddlyEscaped() {
        return (escaped & ~PLAIN_TEXTS) != 0;
    }

    /** How many questions of DNS have a name. */
    int questions() {
        return questionCount;
    }

    int questionStart(int i) {
        return questionStarts[i];
    }

    int questionEnd(int i) {
        return questionEnds[i];
    }

    /**
     * Walks one line.
     *
     * @param places of the chunk
     * @param first the first place of the line
     * @param last the place of the line's end
     * @param from index of the line's first byte
     */
    boolean record(byte[] line, Structure places, int first, int last, int from) {
        bytes = line;
        lineFrom = from;
        Arrays.fill(ends, -1);
        questionCount = 0;
        seen = 0;
        depth = 0;
        opened = EveKeys.UNKNOWN;
        strict = false;
        escaped = 0;
        // A good end is a closing bracket, so that nothing below runs beyond it.
        if (first == last
                || places.isDoubtful(last)
                || places.at(first) != from
                || line[from] != '{') {
            return false;
        }
        int before = from;
        int commasBefore = 0;
        for (int i = first; i < last; i++) {
            if (places.isDoubtful(i)) {
                return false;
            }
            int at = places.at(i);
            int commas = i == first ? 0 : places.commas(i) - commasBefore;
            boolean fine =
                    switch (line[at]) {
                        case ':' -> colon(before, at, commas);
                        case '{' -> i == first ? push(EveKeys.ROOT) : open(before, at, commas);
                        case '[' -> i > first && openList(before, at, commas);
                        case '}' -> close(before, at, commas);
                        default -> closeList(before, at);
                    };
            if (!fine || (depth == 0 && i + 1 < last)) {
                return false;
            }
            before = at;
            commasBefore = places.commas(i);
        }
        return depth == 0 && places.at(last) == before + 1;
    }

    private boolean colon(int before, int at, int commas) {
        int context = levels[depth];
        if (context < 0 || commas != (bytes[before] == '{' ? 0 : 1)) {
            return false;
        }
        opened = EveKeys.UNKNOWN;
        if (context != EveKeys.NOWHERE) {
            int key = EveKeys.find(bytes, at, lineFrom, context);
            if (key != EveKeys.UNKNOWN) {
                return wanted(key, at + 1);
            }
        }
        return isBracketOrString(bytes[at + 1]) || plainEnd(at + 1) >= 0;
    }

    private boolean wanted(int key, int at) {
        byte first = bytes[at];
        long bit = 1L << key;
        if (key >= EveKeys.OBJECT) {
            boolean list = key >= EveKeys.QUESTIONS;
            bit = 1L << (list ? 40 + key - EveKeys.QUESTIONS : 48 + key - EveKeys.OBJECT);
            opened = key;
            boolean usual = first == (list ? '[' : '{');
            return once(bit) && (usual || isNull(at));
        }
        if (key != EveKeys.QUESTION_NAME && !once(bit)) {
            return false;
        }
        if (first == '"') {
            int end = stringEnd(at + 1);
            if (end < 0) {
                return false;
            }
            if (hasBackslash(at + 1, end)) {
                escaped |= 1L << key;
            }
            return take(key, at + 1, end);
        }
        if (isNull(at)) {
            return key != EveKeys.QUESTION_NAME;
        }
        boolean number =
                key == EveKeys.PACKETS_BACK
                        || key == EveKeys.SOURCE_PORT
                        || key == EveKeys.TARGET_PORT
                        || key == EveKeys.SEVERITY;
        int end = number ? digitsEnd(at) : -1;
        return end >= 0 && take(key, at, end);
    }

    private boolean once(long bit) {
        boolean first = (seen & bit) == 0;
        seen |= bit;
        return first;
    }

    private boolean take(int key, int from, int to) {
        if (key == EveKeys.QUESTION_NAME) {
            // One name a question: a second would have to replace the first.
            if (strict || questionCount == MOST_QUESTIONS) {
                return false;
            }
            strict = true;
            questionStarts[questionCount] = from;
            questionEnds[questionCount] = to;
            questionCount++;
        } else {
            starts[key] = from;
            ends[key] = to;
        }
        return true;
    }

    private boolean open(int before, int at, int commas) {
        int context = levels[depth];
        if (context >= 0) {
            if (bytes[before] != ':' || commas != 0) {
                return false;
            }
            int key = opened;
            opened = EveKeys.UNKNOWN;
            boolean group = key >= EveKeys.OBJECT && key < EveKeys.QUESTIONS;
            return push(group ? key - EveKeys.OBJECT : EveKeys.NOWHERE);
        }
        strict = false;
        return gap(before, at) && push(context == IN_LIST ? EveKeys.NOWHERE : EveKeys.QUESTION);
    }

    private boolean openList(int before, int at, int commas) {
        if (levels[depth] >= 0) {
            if (bytes[before] != ':' || commas != 0) {
                return false;
            }
            int key = opened;
            opened = EveKeys.UNKNOWN;
            return push(key >= EveKeys.QUESTIONS ? IN_LIST - 1 : IN_LIST);
        }
        return gap(before, at) && push(IN_LIST);
    }

    private boolean close(int before, int at, int commas) {
        boolean member = bytes[before] != '{' || at == before + 1;
        return depth > 0 && levels[depth--] >= 0 && commas == 0 && member;
    }

    private boolean closeList(int before, int at) {
        return bytes[at] == ']' && depth > 0 && levels[depth] < 0 && gap(before, at) && depth-- > 0;
    }

    private boolean push(int context) {
        if (depth == EveReader.DEPTH_LIMIT) {
            return false;
        }
        levels[++depth] = context;
        return true;
    }

    // In a list: whether what is neither string nor bracket between two places is good.
    private boolean gap(int before, int at) {
        int i = before + 1;
        while (i < at) {
            byte b = bytes[i];
            if (b == ',') {
                i++;
            } else if (b == '"') {
                int end = stringEnd(i + 1);
                if (end < 0 || end >= at) {
                    return false;
                }
                i = end + 1;
            } else {
                i = plainEnd(i);
                if (i < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    // Index of the quote that ends the string, or -1.
    private int stringEnd(int from) {
        int i = from;
        while (i < bytes.length) {
            byte b = bytes[i];
            if (b == '"') {
                return i;
            }
            i += b == '\\' ? 2 : 1;
        }
        return -1;
    }

    private boolean hasBackslash(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    private boolean isNull(int at) {
        return bytes[at] == 'n' && plainEnd(at) >= 0;
    }

    private static boolean isBracketOrString(byte first) {
        return first == '"' || first == '{' || first == '[';
    }

    private int digitsEnd(int at) {
        int i = at;
        while (isDigit(bytes[i])) {
            i++;
        }
        boolean plain = i > at && isAfterValue(bytes[i]) && (bytes[at] != '0' || i == at + 1);
        return plain && i - at <= MOST_DIGITS ? i : -1;
    }

    // Index after a number or literal that is followed by what may follow, or -1. A line that this
    // is asked about ends in a line end or in the end of a bracket, so it stops there at the
    // latest.
    private int plainEnd(int at) {
        int i = at;
        byte first = bytes[i];
        if (first >= 'a') {
            int end =
                    switch (first) {
                        case 't' -> literal(at, "true");
                        case 'f' -> literal(at, "false");
                        case 'n' -> literal(at, "null");
                        default -> -1;
                    };
            return end >= 0 && isAfterValue(bytes[end]) ? end : -1;
        }
        if (first == '-') {
            i++;
        }
        int digits = i;
        while (isDigit(bytes[i])) {
            i++;
        }
        if (i == digits || (bytes[digits] == '0' && i > digits + 1)) {
            return -1;
        }
        if (isAfterValue(bytes[i])) {
            return i;
        }
        return fractionEnd(i);
    }

    private int fractionEnd(int at) {
        int i = at;
        if (bytes[i] == '.') {
            int digits = ++i;
            while (isDigit(bytes[i])) {
                i++;
            }
            if (i == digits) {
                return -1;
            }
        }
        if (bytes[i] == 'e' || bytes[i] == 'E') {
            i++;
            if (bytes[i] == '+' || bytes[i] == '-') {
                i++;
            }
            int digits = i;
            while (isDigit(bytes[i])) {
                i++;
            }
            if (i == digits) {
                return -1;
            }
        }
        return isAfterValue(bytes[i]) ? i : -1;
    }

    private int literal(int at, String text) {
        if (at + text.length() >= bytes.length) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return -1;
            }
        }
        return at + text.length();
    }

    private static boolean isAfterValue(byte b) {
        return b == ',' || b == '}' || b == ']';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
