package org.commonwatch.stix.json;

import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.RefusedException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Reads JSON strictly: RFC 8259 in UTF-8, as I-JSON (RFC 7493) without duplicate names and lone
 * surrogates; numbers of any size keep their letters. Whatever else it meets it refuses with {@link
 * RefusedException}, naming the place. It needs at most {@value #BYTES_PER_BYTE} bytes of memory
 * for each byte it reads.
 *
 * <p>Not for use by several threads at once.
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

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_LIMIT)
                                    .maxNumberLength(NUMBER_LENGTH_LIMIT)
                                    .maxStringLength(SIZE_LIMIT)
                                    .maxNameLength(SIZE_LIMIT)
                                    .build())
                    .build();

    private static final JsonNumber[] DIGITS =
            LongStream.range(0, 10).mapToObj(JsonNumber::of).toArray(JsonNumber[]::new);

    // What Jackson's messages have behind their first sentence.
    private static final List<String> ENDS =
            List.of("\n", " (start marker", " (for ", " (not recognized", ": enable ");

    // Jackson takes some bytes for characters that are none: they are refused before it sees them.
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer decoded = CharBuffer.allocate(1 << 12);

    /** A reader that has read nothing yet. */
    public JsonReader() {}

    /** Reads a text. */
    public Json read(String text) {
        int half = halfACharacter(text);
        if (half >= 0) {
            byte[] before = text.substring(0, half).getBytes(StandardCharsets.UTF_8);
            throw halfACharacter(text.charAt(half), Place.START.after(before, 0, before.length));
        }
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a text in UTF-8. */
    public Json read(byte[] text) {
        return read(text, 0, text.length);
    }

    /** Reads a part of an array: one value, with nothing but white space around it. */
    public Json read(byte[] text, int from, int to) {
        if (to - from > SIZE_LIMIT) {
            throw refused(
                    "The text is longer than " + SIZE_LIMIT + " bytes",
                    "Split it, or read it as a stream of objects.",
                    Place.START);
        }
        refuseWhatIsNotUtf8(text, from, to);
        try (JsonParser parser =
                JSON.createParser(ObjectReadContext.empty(), text, from, to - from)) {
            return new Reading(parser, text, from).whole();
        }
    }

    private void refuseWhatIsNotUtf8(byte[] text, int from, int to) {
        if (to - from >= 3 && text[from] == (byte) 0xEF && text[from + 1] == (byte) 0xBB) {
            throw refused(
                    "The text begins with a byte order mark",
                    "Save it as UTF-8 without one.",
                    Place.START);
        }
        ByteBuffer bytes = ByteBuffer.wrap(text, from, to - from);
        utf8.reset();
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            result = utf8.decode(bytes, decoded.clear(), true);
        }
        if (result.isError()) {
            int at = bytes.position();
            throw refused(
                    String.format("The byte 0x%02X begins no character of UTF-8", text[at]),
                    "Save the text as UTF-8.",
                    Place.START.after(text, from, at));
        }
    }

    // Where the first one is, or -1.
    private static int halfACharacter(String text) {
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

    private static RefusedException halfACharacter(char half, Place place) {
        return refused(
                String.format("\\u%04x is half a character", (int) half),
                "Write both halves, or leave it out.",
                place);
    }

    private static RefusedException refused(String problem, String remedy, Place place) {
        return new RefusedException(new Refusal.NotJson(problem, place, remedy));
    }

    /** One text that is being read. */
    private static final class Reading {
        private final JsonParser parser;
        private final byte[] text;
        private final int from;
        // Names and values that were read of objects and arrays which have not ended yet.
        private final List<String> names = new ArrayList<>();
        private final List<Json> values = new ArrayList<>();

        Reading(JsonParser parser, byte[] text, int from) {
            this.parser = parser;
            this.text = text;
            this.from = from;
        }

        Json whole() {
            try {
                JsonToken first = parser.nextToken();
                if (first == null) {
                    throw refused(
                            "There is no value",
                            "Check that the text was sent whole.",
                            Place.START);
                }
                Json value = value(first);
                if (parser.nextToken() != null) {
                    throw somethingFollows(parser.currentTokenLocation());
                }
                return value;
            } catch (JacksonException e) {
                throw notJson(e);
            }
        }

        private Json value(JsonToken token) {
            return switch (token) {
                case START_OBJECT -> object();
                case START_ARRAY -> array();
                case VALUE_STRING -> new JsonString(whole(parser.getString()));
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getString());
                case VALUE_TRUE -> JsonBoolean.TRUE;
                case VALUE_FALSE -> JsonBoolean.FALSE;
                case VALUE_NULL -> JsonNull.NULL;
                case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                        throw new IllegalStateException("not where a value begins: " + token);
            };
        }

        // Most of what is short is a digit.
        private static JsonNumber number(String text) {
            return text.length() == 1 ? DIGITS[text.charAt(0) - '0'] : JsonNumber.read(text);
        }

        private JsonObject object() {
            TokenStreamLocation start = parser.currentTokenLocation();
            if (parser.nextToken() == JsonToken.END_OBJECT) {
                return JsonObject.EMPTY;
            }
            int outerNames = names.size();
            int outerValues = values.size();
            do {
                names.add(whole(parser.currentName()));
                values.add(value(parser.nextToken()));
            } while (parser.nextToken() != JsonToken.END_OBJECT);
            String[] own = popped(names, outerNames).toArray(new String[0]);
            try {
                return new JsonObject(own, popped(values, outerValues).toArray(new Json[0]));
            } catch (JsonObject.DuplicateName twice) {
                throw refused(
                        "The object that begins here has two members called '"
                                + shortened(own[twice.index()])
                                + "'",
                        "Keep one of them: readers disagree on which counts.",
                        place(start));
            }
        }

        private JsonArray array() {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_ARRAY) {
                return JsonArray.EMPTY;
            }
            int outer = values.size();
            for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                values.add(value(token));
            }
            return new JsonArray(popped(values, outer));
        }

        private static <T> List<T> popped(List<T> all, int from) {
            List<T> last = all.subList(from, all.size());
            List<T> popped = List.copyOf(last);
            last.clear();
            return popped;
        }

        private String whole(String read) {
            int half = halfACharacter(read);
            if (half >= 0) {
                throw halfACharacter(read.charAt(half), place(parser.currentTokenLocation()));
            }
            return read;
        }

        private RefusedException notJson(JacksonException e) {
            TokenStreamLocation where = e.getLocation();
            Place place = place(where == null ? parser.currentLocation() : where);
            if (e instanceof StreamConstraintsException) {
                return tooMuch(e, place);
            }
            if (e instanceof UnexpectedEndOfInputException) {
                return refused(
                        "The text ends too early", "Check that the text was sent whole.", place);
            }
            return refused("This is not JSON: " + reason(e), "Correct the text there.", place);
        }

        private RefusedException tooMuch(JacksonException e, Place place) {
            if (parser.streamReadContext().getNestingDepth() >= DEPTH_LIMIT) {
                return refused(
                        "Objects and arrays are nested more than " + DEPTH_LIMIT + " deep",
                        "Nest them less deeply.",
                        place);
            }
            if (reason(e).startsWith("Number")) {
                return refused(
                        "A number has more than " + NUMBER_LENGTH_LIMIT + " characters",
                        "Round it: a double has 17 significant digits.",
                        place);
            }
            return refused("This is too much: " + reason(e), "Split the text.", place);
        }

        // Its first sentence, without what it says of classes and settings.
        private static String reason(JacksonException e) {
            String message = e.getOriginalMessage();
            int end = message.length();
            for (String after : ENDS) {
                int at = message.indexOf(after);
                end = at < 0 ? end : Math.min(end, at);
            }
            return message.substring(0, end);
        }

        private static String shortened(String name) {
            return name.length() <= 60 ? name : name.substring(0, 60) + "…";
        }

        private RefusedException somethingFollows(TokenStreamLocation where) {
            return refused(
                    "Something follows the value",
                    "Keep one value, or write one a line and read them as lines.",
                    place(where));
        }

        private Place place(TokenStreamLocation where) {
            int offset = Math.clamp(where.getByteOffset(), 0, text.length - from);
            return Place.START.after(text, from, from + offset);
        }
    }
}
