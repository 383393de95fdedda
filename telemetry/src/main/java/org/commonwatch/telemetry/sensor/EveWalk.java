package org.commonwatch.telemetry.sensor;

/**
 * Walks the {@link Structure} of EVE records and finds where the values are that are looked for. A
 * record in which anything is out of the ordinary is left to the slow path: {@link #record} is true
 * only for a line that is valid JSON (RFC 8259), nests no deeper than the limit, and has every
 * value that is looked for at most once and of the type it usually has.
 */
final class EveWalk {
    private static final int IN_LIST = -1;
    private static final int IN_QUESTIONS = -2;
    private static final long NUMBERS =
            1L << EveKeys.PACKETS_BACK
                    | 1L << EveKeys.SOURCE_PORT
                    | 1L << EveKeys.TARGET_PORT
                    | 1L << EveKeys.SEVERITY;

    private final EveFields fields;
    // What kind of object or list each level is: an EveKeys context, or IN_LIST and below.
    private final int[] levels = new int[EveReader.DEPTH_LIMIT + 1];
    private long seen;

    private byte[] bytes = {};
    private Structure structure = new Structure();
    private int opened;
    private int openedAt;
    private boolean named;
    private boolean hasBackslash;

    /** Puts what it finds into these. */
    EveWalk(EveFields fields) {
        this.fields = fields;
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
        return walk(places, first + 1, last, Structure.at(end));
    }

    private void forget() {
        fields.clear();
        seen = 0;
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

    // Whether what has a place because it is neither digits, string nor bracket is good.
    private boolean plain(int at) {
        return PlainValue.end(bytes, plainStart(at)) >= 0;
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

    // Takes a field's value that starts at an index; false if it is not of a usual type.
    private boolean value(int key, int at) {
        if (bytes[at] == '"') {
            int end = structure.stringEnd(at + 1);
            return take(key, at + 1, end, hasBackslash && structure.isEscaped(at + 1, end));
        }
        if (isNull(at)) {
            return key != EveKeys.QUESTION_NAME;
        }
        int end = (NUMBERS & 1L << key) != 0 ? PlainValue.digitsEnd(bytes, at) : -1;
        return end >= 0 && take(key, at, end, false);
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

    private boolean take(int key, int from, int to, boolean escaped) {
        int slot = key == EveKeys.QUESTION_NAME ? key + fields.questions() : key;
        if (slot == EveFields.NOTHING) {
            return false; // too many questions
        }
        fields.take(slot, from, to);
        if (escaped) {
            fields.escape(slot);
        }
        return true;
    }

    private boolean isNull(int at) {
        return bytes[at] == 'n' && PlainValue.end(bytes, at) >= 0;
    }
}
