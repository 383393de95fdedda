package org.commonwatch.stix.json;

import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.RefusedException;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Reads JSON strictly: RFC 8259 in UTF-8, as I-JSON (RFC 7493) without duplicate names and lone
 * surrogates; numbers of any size keep their letters. Whatever else it meets it refuses with {@link
 * RefusedException}, naming the place. It needs at most {@value #BYTES_PER_BYTE} bytes of memory
 * for each byte it reads.
 *
 * <p>A reader remembers names and may be used again and again, by one thread at a time.
 */
public final class JsonReader {
    /** Objects and arrays within one another beyond this many are refused. */
    public static final int DEPTH_LIMIT = 64;

    /** Numbers of more characters are refused. */
    public static final int NUMBER_LENGTH_LIMIT = 1_000;

    /** Texts of more bytes are refused. */
    public static final int SIZE_LIMIT = 64 << 20;

    /** The most memory that reading takes for each byte of a text, in bytes. */
    public static final int BYTES_PER_BYTE = 64;

    private static final byte[] NOTHING = {};
    private static final int USUAL_STACK = 256;
    private static final JsonString EMPTY_STRING = new JsonString("");
    private static final JsonNumber[] DIGITS =
            LongStream.range(0, 10).mapToObj(JsonNumber::of).toArray(JsonNumber[]::new);

    private final NameCache cache = new NameCache();
    private byte[] bytes = NOTHING;
    private int from;
    private int end;
    private int at;
    private int depth;
    // Members and items that were read of objects and arrays which have not ended yet.
    private @Nullable String[] names = new @Nullable String[USUAL_STACK];
    private @Nullable Json[] values = new @Nullable Json[USUAL_STACK];
    private int top;

    /** A reader that has not met any names yet. */
    public JsonReader() {}

    /** Reads a text. */
    public Json read(String text) {
        int lone = loneSurrogate(text);
        if (lone < 0) {
            return read(text.getBytes(StandardCharsets.UTF_8));
        }
        bytes = text.substring(0, lone).getBytes(StandardCharsets.UTF_8);
        from = 0;
        at = bytes.length;
        throw halfACharacter(text.charAt(lone));
    }

    private static int loneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    private RefusedException halfACharacter(char half) {
        return refused(
                String.format("\\u%04x is half a character", (int) half),
                "Write both halves, or leave it out.");
    }

    /** Reads a text in UTF-8. */
    public Json read(byte[] text) {
        return read(text, 0, text.length);
    }

    /** Reads a part of an array: one value, with nothing but white space around it. */
    public Json read(byte[] text, int from, int to) {
        this.bytes = text;
        this.from = from;
        this.end = to;
        this.at = from;
        this.depth = 0;
        try {
            if (to - from > SIZE_LIMIT) {
                throw refused(
                        "The text is longer than " + SIZE_LIMIT + " bytes",
                        "Split it, or read it as a stream of objects.");
            }
            refuseMarks();
            Json value = value();
            blanks();
            if (at < end) {
                throw refused(
                        "Something follows the value: " + found(),
                        "Keep one value, or write one a line and read them as lines.");
            }
            return value;
        } finally {
            this.bytes = NOTHING;
            clear();
        }
    }

    private void clear() {
        if (names.length > USUAL_STACK) {
            names = new @Nullable String[USUAL_STACK];
            values = new @Nullable Json[USUAL_STACK];
        } else {
            Arrays.fill(names, 0, top, null);
            Arrays.fill(values, 0, top, null);
        }
        top = 0;
    }

    private void refuseMarks() {
        if (end - from >= 3 && bytes[from] == (byte) 0xEF && bytes[from + 1] == (byte) 0xBB) {
            throw refused(
                    "The text begins with a byte order mark", "Save it as UTF-8 without one.");
        }
        if (end - from >= 2
                && (bytes[from] == 0
                        || bytes[from + 1] == 0
                        || bytes[from] == (byte) 0xFE
                        || bytes[from] == (byte) 0xFF)) {
            throw refused("The text is not UTF-8", "Save it as UTF-8 without a byte order mark.");
        }
    }

    private Json value() {
        blanks();
        if (at >= end) {
            throw refused(
                    at == from || depth == 0 ? "There is no value" : "The text ends too early",
                    "Check that the text was sent whole.");
        }
        byte first = bytes[at];
        return switch (first) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> {
                String text = string(false);
                yield text.isEmpty() ? EMPTY_STRING : new JsonString(text);
            }
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            case 't' -> word("true", JsonBoolean.TRUE);
            case 'f' -> word("false", JsonBoolean.FALSE);
            case 'n' -> word("null", JsonNull.NULL);
            default -> throw notAValue();
        };
    }

    private RefusedException notAValue() {
        if (begins("NaN") || begins("Infinity") || begins("-Infinity")) {
            return refused(
                    "JSON has no number " + found(), "Leave the property out, or give a number.");
        }
        return refused(
                "Instead of a value there is " + found(),
                "Write an object, array, string in double quotes, number, true, false or null.");
    }

    private void deeper() {
        if (++depth > DEPTH_LIMIT) {
            throw refused(
                    "Objects and arrays are nested more than " + DEPTH_LIMIT + " deep",
                    "Nest them less deeply.");
        }
        at++;
    }

    private JsonObject object() {
        int start = at;
        deeper();
        int base = top;
        blanks();
        if (next('}')) {
            depth--;
            return JsonObject.EMPTY;
        }
        do {
            blanks();
            if (at >= end || bytes[at] != '"') {
                throw expected("a name in double quotes");
            }
            String name = string(true);
            blanks();
            if (!next(':')) {
                throw expected("a colon");
            }
            push(name, value());
            blanks();
        } while (next(','));
        if (!next('}')) {
            throw expected("a comma or the end of the object");
        }
        depth--;
        @SuppressWarnings("NullAway") // below the top all are set
        String[] ownNames = Arrays.copyOfRange(names, base, top);
        Json[] ownValues = pop(base);
        try {
            return new JsonObject(ownNames, ownValues);
        } catch (JsonObject.DuplicateName twice) {
            at = start;
            throw refused(
                    "The object that begins here has two members called '"
                            + shortened(ownNames[twice.index()])
                            + "'",
                    "Keep one of them: readers disagree on which counts.");
        }
    }

    private JsonArray array() {
        deeper();
        int base = top;
        blanks();
        if (next(']')) {
            depth--;
            return JsonArray.EMPTY;
        }
        do {
            push(null, value());
            blanks();
        } while (next(','));
        if (!next(']')) {
            throw expected("a comma or the end of the array");
        }
        depth--;
        return new JsonArray(List.of(pop(base)));
    }

    private void push(@Nullable String name, Json value) {
        if (top == values.length) {
            names = Arrays.copyOf(names, top * 2);
            values = Arrays.copyOf(values, top * 2);
        }
        names[top] = name;
        values[top++] = value;
    }

    @SuppressWarnings("NullAway") // below the top all are set
    private Json[] pop(int base) {
        Json[] popped = Arrays.copyOfRange(values, base, top);
        top = base;
        return popped;
    }

    private Json word(String word, Json value) {
        if (!begins(word)) {
            throw notAValue();
        }
        at += word.length();
        return value;
    }

    private boolean begins(String word) {
        int length = word.length();
        if (end - at < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private JsonNumber number() {
        int start = at;
        next('-');
        if (begins("Infinity")) {
            at = start;
            throw notAValue();
        }
        if (!next('0')) {
            digits();
        } else if (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            throw refused("A number begins with a zero", "Write it without leading zeros.");
        }
        if (next('.')) {
            digits();
        }
        if (next('e') || next('E')) {
            if (!next('+')) {
                next('-');
            }
            digits();
        }
        if (at - start > NUMBER_LENGTH_LIMIT) {
            at = start;
            throw refused(
                    "A number has more than " + NUMBER_LENGTH_LIMIT + " characters",
                    "Round it: a double has 17 significant digits.");
        }
        // Most of what is short is one of these.
        return at - start == 1
                ? DIGITS[bytes[start] - '0']
                : JsonNumber.read(
                        new String(bytes, start, at - start, StandardCharsets.ISO_8859_1));
    }

    private void digits() {
        int start = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw expected("a digit");
        }
    }

    private String string(boolean name) {
        int start = ++at;
        byte[] text = bytes;
        int i = start;
        int stop = end;
        // Letters beyond ASCII are negative bytes.
        while (i < stop && text[i] >= ' ' && text[i] != '"' && text[i] != '\\') {
            i++;
        }
        at = i;
        if (i < stop && text[i] == '"') {
            at++;
            return name
                    ? cache.name(text, start, i)
                    : new String(text, start, i - start, StandardCharsets.ISO_8859_1);
        }
        return unusual(start);
    }

    // A string with escapes or letters beyond ASCII, of which those before the place are plain.
    private String unusual(int start) {
        StringBuilder whole = new StringBuilder();
        int plain = start;
        while (at < end) {
            byte b = bytes[at];
            if (b == '"') {
                return append(whole, plain, at++).toString();
            } else if (b == '\\') {
                append(whole, plain, at);
                escape(whole);
                plain = at;
            } else if (b < 0) {
                letter();
            } else if (b < ' ') {
                throw refused(
                        "A string contains the control character " + b,
                        "Write it as an escape, such as \\n for the end of a line.");
            } else {
                at++;
            }
        }
        throw refused("The text ends inside a string", "Check that the text was sent whole.");
    }

    private StringBuilder append(StringBuilder whole, int start, int stop) {
        return start == stop
                ? whole
                : whole.append(new String(bytes, start, stop - start, StandardCharsets.UTF_8));
    }

    // One character beyond ASCII in the one form UTF-8 has for it (RFC 3629 §4).
    private void letter() {
        int lead = bytes[at] & 255;
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        boolean right = length > 0 && end - at >= length;
        for (int i = 1; right && i < length; i++) {
            right = (bytes[at + i] & 0xC0) == 0x80;
        }
        if (right && length > 2) {
            int second = bytes[at + 1] & 255;
            right =
                    switch (lead) {
                        case 0xE0 -> second >= 0xA0;
                        case 0xED -> second < 0xA0;
                        case 0xF0 -> second >= 0x90;
                        case 0xF4 -> second < 0x90;
                        default -> true;
                    };
        }
        if (!right) {
            throw refused(
                    String.format("The byte 0x%02X begins no character of UTF-8", lead),
                    "Save the text as UTF-8.");
        }
        at += length;
    }

    private void escape(StringBuilder whole) {
        int start = at++;
        byte kind = at < end ? bytes[at++] : 0;
        switch (kind) {
            case '"', '\\', '/' -> whole.append((char) kind);
            case 'b' -> whole.append('\b');
            case 'f' -> whole.append('\f');
            case 'n' -> whole.append('\n');
            case 'r' -> whole.append('\r');
            case 't' -> whole.append('\t');
            case 'u' -> {
                char first = hex();
                whole.append(first);
                if (Character.isHighSurrogate(first) && begins("\\u")) {
                    at += 2;
                    char second = hex();
                    whole.append(second);
                    if (Character.isLowSurrogate(second)) {
                        return;
                    }
                }
                if (Character.isSurrogate(first)) {
                    at = start;
                    throw halfACharacter(first);
                }
            }
            default -> {
                at = start;
                throw refused(
                        "A string contains a backslash that begins no escape",
                        "Write a backslash as \\\\.");
            }
        }
    }

    private char hex() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < end ? Character.digit(bytes[at], 16) : -1;
            if (digit < 0) {
                throw refused(
                        "\\u is not followed by four hexadecimal digits", "Add what is missing.");
            }
            value = value * 16 + digit;
            at++;
        }
        return (char) value;
    }

    private void blanks() {
        while (at < end) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return;
            }
            at++;
        }
    }

    private boolean next(char wanted) {
        if (at < end && bytes[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private RefusedException expected(String what) {
        if (at >= end) {
            return refused(
                    "The text ends where " + what + " is expected",
                    "Check that the text was sent whole.");
        }
        return refused(
                "Instead of " + what + " there is " + found(),
                "Correct the text there; a comma, quote or bracket may be missing or too many.");
    }

    // The beginning of what stands here.
    private String found() {
        int stop = at;
        while (stop < end && stop - at < 12 && bytes[stop] > ' ' && bytes[stop] != ',') {
            stop++;
        }
        if (stop == at) {
            return String.format("the byte 0x%02X", bytes[at]);
        }
        return "'" + new String(bytes, at, stop - at, StandardCharsets.UTF_8) + "'";
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }

    private RefusedException refused(String problem, String remedy) {
        Place place = Place.START.after(bytes, from, at);
        return new RefusedException(new Refusal.NotJson(problem, place, remedy));
    }
}
