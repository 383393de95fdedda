package org.commonwatch.stix.bundle;

import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.json.Place;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the objects in a text of any length that is pushed in piece by piece: a STIX bundle (STIX
 * 2.1 §8), a TAXII envelope (TAXII 2.1 §3.7), a list of objects, single objects, or any of these
 * one after the other, as in lines of JSON.
 *
 * <p>A broken object is told and passed over. A text of which it cannot be said where an object
 * ends is refused with {@link RefusedException}, after which the reader is of no more use; what it
 * handed out before stays right.
 */
public final class BundleReader {
    /** Larger objects, in bytes, are not kept; nor is more around a list of objects. */
    public static final int OBJECT_LIMIT = 16 << 20;

    private static final byte[] END_OF_LIST = "]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_HEAD = "]}".getBytes(StandardCharsets.US_ASCII);

    /** Takes what is found, in the order of the text. */
    public interface Receiver {
        /**
         * A bundle, envelope or list begins.
         *
         * @param head what is around its objects, as far as it stands before them, with an empty
         *     list in their place; null if they are in a mere list
         */
        default void begin(@Nullable JsonObject head) {}

        /** An object, or what stands where one should be. */
        void entry(Entry entry);

        /**
         * A bundle, envelope or list ends.
         *
         * @param container all that is around its objects, with an empty list in their place; null
         *     if they are in a mere list
         */
        default void end(@Nullable JsonObject container) {}
    }

    private enum State {
        /** Between one JSON text and the next. */
        OUTSIDE,
        /** In an object that is alone or holds a list of objects. */
        DOCUMENT,
        /** In a list, before its first object. */
        LIST_BEGINS,
        /** In a list, behind a comma. */
        BEHIND_COMMA,
        /** In an object of a list. */
        OBJECT,
        /** In a list, behind an object. */
        BEHIND_OBJECT
    }

    private final Receiver receiver;
    private final JsonReader json = new JsonReader();
    private final Extent document = new Extent();
    private final Extent object = new Extent();
    private final Kept around = new Kept();
    private final Kept kept = new Kept();

    private State state = State.OUTSIDE;
    private Place place = Place.START;
    private Place documentPlace = Place.START;
    private Place objectPlace = Place.START;
    private long index;
    // How much of what is around a list stands before it, or -1 if there is none; and where the
    // rest begins.
    private int before = -1;
    private Place behind = Place.START;
    private boolean surrounded;

    public BundleReader(Receiver receiver) {
        this.receiver = receiver;
    }

    /** Reads on. */
    public void take(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            at =
                    switch (state) {
                        case OUTSIDE -> outside(bytes, at, to);
                        case DOCUMENT -> document(bytes, at, to);
                        case OBJECT -> object(bytes, at, to);
                        case LIST_BEGINS, BEHIND_COMMA, BEHIND_OBJECT -> list(bytes, at, to);
                    };
        }
    }

    /** Ends the text; refuses it if it ends within something. */
    public void end() {
        if (state != State.OUTSIDE) {
            throw refused(
                    "The text ends within what begins at "
                            + (state == State.OBJECT ? objectPlace : documentPlace),
                    "Check that it was sent whole, and that no bracket or quote is missing.");
        }
    }

    private int outside(byte[] bytes, int from, int to) {
        int at = behindBlanks(bytes, from, to);
        if (at == to) {
            return at;
        }
        documentPlace = place;
        if (bytes[at] == '{') {
            around.clear();
            before = -1;
            document.begin(true);
            state = State.DOCUMENT;
            return at;
        }
        if (bytes[at] == '[') {
            surrounded = false;
            receiver.begin(null);
            state = State.LIST_BEGINS;
            return one(bytes, at);
        }
        if (place.offset() == 0 && (bytes[at] & 255) >= 0xEF) {
            throw refused(
                    "The text begins with a byte order mark, or is not UTF-8",
                    "Save it as UTF-8 without one.");
        }
        throw unexpected("an object or a list of objects", bytes[at]);
    }

    private int document(byte[] bytes, int from, int to) {
        int at = passed(document, around, bytes, from, to);
        if (document.listBegins()) {
            if (around.tooMany()) {
                throw new RefusedException(new Refusal.TooLarge(documentPlace, OBJECT_LIMIT));
            }
            before = around.size();
            surrounded = true;
            state = State.LIST_BEGINS;
            receiver.begin(head());
        } else if (document.ended()) {
            state = State.OUTSIDE;
            documentEnded();
        }
        return at;
    }

    private JsonObject head() {
        byte[] head = Arrays.copyOf(around.copy(), before + END_OF_HEAD.length);
        System.arraycopy(END_OF_HEAD, 0, head, before, END_OF_HEAD.length);
        return container(head);
    }

    private JsonObject container(byte[] bytes) {
        try {
            // It begins with a curly bracket, so it is an object or refused.
            return (JsonObject) json.read(bytes);
        } catch (RefusedException e) {
            throw new RefusedException(moved(e.refusal(), bytes));
        }
    }

    // The refusal of what is around a list, by its place in the whole text.
    private Refusal moved(Refusal refusal, byte[] bytes) {
        if (refusal instanceof Refusal.NotJson(String problem, Place at, String remedy)) {
            int offset = (int) at.offset();
            Place whole =
                    offset <= before
                            ? documentPlace.after(bytes, 0, offset)
                            : behind.after(bytes, before + END_OF_LIST.length, offset);
            return new Refusal.NotJson(problem, whole, remedy);
        }
        return refusal;
    }

    private void documentEnded() {
        if (before >= 0) {
            if (around.tooMany()) {
                throw new RefusedException(new Refusal.TooLarge(documentPlace, OBJECT_LIMIT));
            }
            receiver.end(container(around.copy()));
            return;
        }
        Entry entry = entry(around, documentPlace);
        if (entry instanceof Entry.Value value
                && value.json() instanceof JsonObject alone
                && isContainer(alone)) {
            receiver.begin(alone);
            receiver.end(alone);
        } else {
            index++;
            receiver.entry(entry);
        }
    }

    // A bundle or an envelope without objects, and no object itself.
    private static boolean isContainer(JsonObject object) {
        return object.get("type") instanceof JsonString type
                ? type.value().equals("bundle")
                : object.get("type") == null && object.get("id") == null;
    }

    private int list(byte[] bytes, int from, int to) {
        int at = behindBlanks(bytes, from, to);
        if (at == to) {
            return at;
        }
        byte b = bytes[at];
        if (b == ']' && state != State.BEHIND_COMMA) {
            int next = one(bytes, at);
            listEnded();
            return next;
        }
        if (state == State.BEHIND_OBJECT) {
            if (b != ',') {
                throw unexpected("a comma or the end of the list", b);
            }
            state = State.BEHIND_COMMA;
            return one(bytes, at);
        }
        if (b == ',' || b == ':' || b == ']' || b == '}') {
            throw unexpected("an object", b);
        }
        objectPlace = place;
        kept.clear();
        object.begin(false);
        state = State.OBJECT;
        return at;
    }

    private void listEnded() {
        if (surrounded) {
            around.add(END_OF_LIST, 0, END_OF_LIST.length);
            behind = place;
            state = State.DOCUMENT;
        } else {
            state = State.OUTSIDE;
            receiver.end(null);
        }
    }

    private int object(byte[] bytes, int from, int to) {
        int at = passed(object, kept, bytes, from, to);
        if (object.ended()) {
            state = State.BEHIND_OBJECT;
            Entry entry = entry(kept, objectPlace);
            index++;
            receiver.entry(entry);
        }
        return at;
    }

    private Entry entry(Kept bytes, Place begun) {
        if (bytes.tooMany()) {
            Refusal tooLarge = new Refusal.TooLarge(begun, OBJECT_LIMIT);
            return new Entry.Broken(index, begun, new byte[0], tooLarge);
        }
        byte[] own = bytes.copy();
        try {
            Json value = json.read(own);
            return new Entry.Value(index, begun, own, value);
        } catch (RefusedException e) {
            Refusal refusal = e.refusal();
            if (refusal instanceof Refusal.NotJson(String problem, Place at, String remedy)) {
                Place whole = begun.after(own, 0, (int) at.offset());
                refusal = new Refusal.NotJson(problem, whole, remedy);
            }
            return new Entry.Broken(index, begun, own, refusal);
        }
    }

    private int passed(Extent extent, Kept into, byte[] bytes, int from, int to) {
        int at = extent.pass(bytes, from, to);
        into.add(bytes, from, at);
        place = place.after(bytes, from, at);
        return at;
    }

    private int behindBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to
                && (bytes[at] == ' '
                        || bytes[at] == '\n'
                        || bytes[at] == '\r'
                        || bytes[at] == '\t')) {
            at++;
        }
        place = place.after(bytes, from, at);
        return at;
    }

    private int one(byte[] bytes, int at) {
        place = place.after(bytes, at, at + 1);
        return at + 1;
    }

    private RefusedException unexpected(String expected, byte found) {
        String what =
                found > ' ' && found < 127
                        ? "'" + (char) found + "'"
                        : String.format("the byte 0x%02X", found);
        return refused(
                "Instead of " + expected + " there is " + what,
                "Correct the text there; a comma, quote or bracket may be missing or too many.");
    }

    private RefusedException refused(String problem, String remedy) {
        return new RefusedException(new Refusal.NotJson(problem, place, remedy));
    }
}
