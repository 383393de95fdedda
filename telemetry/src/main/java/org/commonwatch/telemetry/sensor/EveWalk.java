package org.commonwatch.telemetry.sensor;

/**
 * Walks the {@link Structure} of EVE records and finds where the values are that are looked for. A
 * record in which anything is out of the ordinary is left to the slow path: {@link #record} is true
 * only for a line that is valid JSON (RFC 8259), nests no deeper than the limit, and has every
 * value that is looked for at most once and of the type it usually has.
 */
final class EveWalk {
    private static final int MOST_QUESTIONS = 32;
    // Of records that go on no known path, one in so many is learned.
    private static final int LEARNED = 8;
    private static final int MOST_DIGITS = 18;
    private static final int IN_LIST = -1;
    private static final int IN_QUESTIONS = -2;
    private static final long PLAIN_TEXTS =
            1L << EveKeys.CATEGORY
                    | 1L << EveKeys.SIGNATURE
                    | 1L << EveKeys.HOST
                    | 1L << EveKeys.PATH;

    private static final long NUMBERS =
            1L << EveKeys.PACKETS_BACK
                    | 1L << EveKeys.SOURCE_PORT
                    | 1L << EveKeys.TARGET_PORT
                    | 1L << EveKeys.SEVERITY;

    private final int[] starts = new int[EveKeys.FIELDS];
    private final int[] ends = new int[EveKeys.FIELDS];
    private final int[] questionStarts = new int[MOST_QUESTIONS];
    private final int[] questionEnds = new int[MOST_QUESTIONS];
    // What kind of object or list each level is: an EveKeys context, or IN_LIST and below.
    private final int[] levels = new int[EveReader.DEPTH_LIMIT + 1];
    private int questionCount;
    private long seen;
    private long present;
    private long escaped;

    private byte[] bytes = {};
    private Structure structure = new Structure();
    private final EvePaths paths = new EvePaths();
    private final int[] notes = new int[EvePaths.MOST_PLACES];
    private int missed;
    private int opened;
    private int openedAt;
    private boolean named;
    private boolean hasBackslash;

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
        return (present & 1L << field) != 0;
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
     * @param found structure of the chunk
     * @param first the first place of the line
     * @param last the place of the line's end
     * @param from index of the line's first byte
     */
    boolean record(byte[] line, Structure found, int first, int last, int from) {
        bytes = line;
        structure = found;
        int[] places = found.places();
        hasBackslash = found.hasBackslash(from, Structure.at(places[last]));
        forget();
        // A good end is a closing bracket, so that nothing below runs beyond it.
        int end = places[last];
        if (first == last || places[first] != from || line[from] != '{' || end < 0) {
            return false;
        }
        boolean mayFollow = from >= EvePaths.BEFORE;
        if (mayFollow && paths.follow(this, line, places, first + 1, last)) {
            return true;
        }
        forget();
        boolean walked = walk(places, first + 1, last, Structure.at(end));
        if (walked && mayFollow && missed++ % LEARNED == 0) {
            paths.learn(line, places, first + 1, last, notes);
        }
        return walked;
    }

    private void forget() {
        questionCount = 0;
        seen = 0;
        present = 0;
        escaped = 0;
        openedAt = -1;
        named = false;
    }

    private boolean walk(int[] places, int first, int last, int end) {
        int depth = 1;
        int context = EveKeys.ROOT;
        levels[1] = context;
        for (int i = first; i < last; i++) {
            int place = places[i];
            int at = Structure.at(place);
            if (place != at && (Structure.isDoubtful(place) || context >= 0)) {
                return false; // what only lists hold is not in one
            }
            int key = EveKeys.UNKNOWN;
            byte b = bytes[at];
            if (b == ':') {
                if (context > EveKeys.NOWHERE) {
                    key = EveKeys.find(bytes, at, context);
                    if (key != EveKeys.UNKNOWN && !wanted(key, at + 1)) {
                        return false;
                    }
                } else if (context < 0) {
                    return false;
                }
            }
            notes[(i - first) % EvePaths.MOST_PLACES] = EvePaths.note(context, key);
            if (b == '{' || b == '[') {
                if (depth == EveReader.DEPTH_LIMIT) {
                    return false;
                }
                context = b == '{' ? object(context, at) : list(context, at);
                levels[++depth] = context;
            } else if (b == '}' || b == ']') {
                if (b == '}' ? context < 0 : context >= 0) {
                    return false;
                }
                if (--depth == 0) {
                    return i + 1 == last && at + 1 == end;
                }
                context = levels[depth];
            } else if (b != ':' && b != ',' && !plain(at)) {
                return false;
            }
        }
        return false;
    }

    /** Whether what has a place because it is neither digits, string nor bracket is good. */
    boolean plain(int at) {
        return plainEnd(plainStart(at)) >= 0;
    }

    private int object(int context, int at) {
        if (context >= 0) {
            boolean group =
                    openedAt == at && opened >= EveKeys.OBJECT && opened < EveKeys.QUESTIONS;
            return group ? opened - EveKeys.OBJECT : EveKeys.NOWHERE;
        }
        named = false;
        return context == IN_LIST ? EveKeys.NOWHERE : EveKeys.QUESTION;
    }

    private int list(int context, int at) {
        boolean questions = context >= 0 && openedAt == at && opened >= EveKeys.QUESTIONS;
        return questions ? IN_QUESTIONS : IN_LIST;
    }

    // What is neither string nor bracket follows one of these.
    private int plainStart(int at) {
        int i = at;
        while (bytes[i - 1] != ':' && bytes[i - 1] != ',' && bytes[i - 1] != '[') {
            i--;
        }
        return i;
    }

    private boolean wanted(int key, int at) {
        if (key >= EveKeys.OBJECT) {
            boolean list = key >= EveKeys.QUESTIONS;
            opened = key;
            openedAt = at;
            boolean usual = bytes[at] == (list ? '[' : '{');
            return once(groupBit(key)) && (usual || isNull(at));
        }
        if (key == EveKeys.QUESTION_NAME) {
            // One name a question: a second would have to replace the first.
            boolean second = named;
            named = true;
            return !second && value(key, at);
        }
        return once(1L << key) && value(key, at);
    }

    /** Takes a field's value that starts at an index; false if it is not of a usual type. */
    boolean value(int key, int at) {
        if (bytes[at] == '"') {
            int end = structure.stringEnd(at + 1);
            if (hasBackslash && structure.isEscaped(at + 1, end)) {
                escaped |= 1L << key;
            }
            return take(key, at + 1, end);
        }
        if (isNull(at)) {
            return key != EveKeys.QUESTION_NAME;
        }
        int end = (NUMBERS & 1L << key) != 0 ? digitsEnd(at) : -1;
        return end >= 0 && take(key, at, end);
    }

    private static long groupBit(int key) {
        boolean list = key >= EveKeys.QUESTIONS;
        return 1L << (list ? 40 + key - EveKeys.QUESTIONS : 48 + key - EveKeys.OBJECT);
    }

    private boolean once(long bit) {
        boolean first = (seen & bit) == 0;
        seen |= bit;
        return first;
    }

    private boolean take(int key, int from, int to) {
        if (key == EveKeys.QUESTION_NAME) {
            if (questionCount == MOST_QUESTIONS) {
                return false;
            }
            questionStarts[questionCount] = from;
            questionEnds[questionCount] = to;
            questionCount++;
        } else {
            starts[key] = from;
            ends[key] = to;
            present |= 1L << key;
        }
        return true;
    }

    private boolean isNull(int at) {
        return bytes[at] == 'n' && plainEnd(at) >= 0;
    }

    private int digitsEnd(int at) {
        int i = at;
        // Up to seven at once.
        if (at + Words.BYTES <= bytes.length) {
            long others = Words.nonDigits(Words.at(bytes, at));
            i += others == 0 ? Words.BYTES : Long.numberOfTrailingZeros(others) / Byte.SIZE;
        }
        if (i == at || i == at + Words.BYTES) {
            while (isDigit(bytes[i])) {
                i++;
            }
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
