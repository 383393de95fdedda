package org.commonwatch.stix.misp;

import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonNull;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.json.Place;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.json.JsonFactory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds events of MISP in a text of any length that is pushed in piece by piece, and hands out
 * their attributes and objects one at a time. What is around them comes last, since it may stand
 * anywhere between them: whoever needs it before reads the text twice.
 */
public final class MispReader {
    private static final String EVENT = "Event";
    private static final String ATTRIBUTE = "Attribute";
    private static final String OBJECT = "Object";

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(JsonReader.DEPTH_LIMIT)
                                    .maxNumberLength(JsonReader.NUMBER_LENGTH_LIMIT)
                                    .maxStringLength(JsonReader.SIZE_LIMIT)
                                    .build())
                    .build();

    /** Takes what is found, in the order of the text. */
    public interface Receiver {
        /** An attribute that is in no object. */
        default void attribute(JsonObject attribute) {}

        /** An object with its attributes. */
        default void object(JsonObject object) {}

        /** All else of an event, which ends with it. */
        default void event(JsonObject head) {}
    }

    private final Receiver receiver;
    private final JsonParser parser =
            JSON.createNonBlockingByteArrayParser(ObjectReadContext.empty());
    private final Deque<Level> open = new ArrayDeque<>();

    public MispReader(Receiver receiver) {
        this.receiver = receiver;
    }

    /** An object or a list that has not ended. */
    private static final class Level {
        private final String name; // under which it stands; that of its list, for an item
        private final boolean array;
        private final boolean within; // an event
        private final List<String> names = new ArrayList<>();
        private final List<Json> values = new ArrayList<>();

        Level(String name, boolean array, boolean within) {
            this.name = name;
            this.array = array;
            this.within = within;
        }

        // What an event tells of others, such as those that are related to it, is a part of it.
        boolean isEvent() {
            return !array && !within && name.equals(EVENT);
        }
    }

    /** Reads on. */
    public void take(byte[] bytes, int from, int to) {
        try {
            ((ByteArrayFeeder) parser.nonBlockingInputFeeder()).feedInput(bytes, from, to);
            read();
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    /** Ends the text; refuses it if it ends within something. */
    public void end() {
        try {
            parser.nonBlockingInputFeeder().endOfInput();
            read();
        } catch (JacksonException e) {
            throw notJson(e);
        }
        if (!open.isEmpty()) {
            throw refused("The text ends within an event", "Check that it was sent whole.");
        }
    }

    private void read() {
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.NOT_AVAILABLE;
                token = parser.nextToken()) {
            switch (token) {
                case START_OBJECT -> open.push(new Level(name(), false, isWithin()));
                case START_ARRAY -> open.push(new Level(name(), true, isWithin()));
                case END_OBJECT, END_ARRAY -> ended(open.pop());
                case PROPERTY_NAME -> open.getFirst().names.add(parser.currentName());
                case VALUE_STRING -> add(new JsonString(parser.getString()));
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                        add(new JsonNumber(parser.getString()));
                case VALUE_TRUE -> add(JsonBoolean.TRUE);
                case VALUE_FALSE -> add(JsonBoolean.FALSE);
                case VALUE_NULL -> add(JsonNull.NULL);
                case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                        throw new IllegalStateException("no token of JSON: " + token);
            }
        }
    }

    private String name() {
        Level around = open.peekFirst();
        if (around == null) {
            return "";
        }
        return around.array ? around.name : around.names.getLast();
    }

    private boolean isWithin() {
        Level around = open.peekFirst();
        return around != null && (around.within || around.isEvent());
    }

    private void add(Json value) {
        Level around = open.peekFirst();
        if (around == null) {
            throw refused("The text is no event", "Give {\"Event\":{…}}, or a list of these.");
        }
        around.values.add(value);
    }

    private void ended(Level level) {
        if (level.array) {
            Level around = open.peekFirst();
            if (!isPassedOn(level.name) || around == null || !around.isEvent()) {
                leave(new JsonArray(level.values));
            } else {
                open.getFirst().names.removeLast();
            }
            return;
        }
        JsonObject object = object(level);
        if (level.isEvent() && !isIn(ATTRIBUTE) && !isIn(OBJECT)) {
            receiver.event(object);
            leave(JsonNull.NULL);
        } else if (isOfEvent(level)) {
            if (level.name.equals(ATTRIBUTE)) {
                receiver.attribute(object);
            } else {
                receiver.object(object);
            }
        } else {
            leave(object);
        }
    }

    private static boolean isPassedOn(String name) {
        return name.equals(ATTRIBUTE) || name.equals(OBJECT);
    }

    private boolean isIn(String name) {
        Level around = open.peekFirst();
        return around != null && !around.array && around.name.equals(name);
    }

    // An item of a list that is a member of an event.
    private boolean isOfEvent(Level level) {
        if (!isPassedOn(level.name) || open.size() < 2) {
            return false;
        }
        Level list = open.getFirst();
        if (!list.array) {
            return false;
        }
        Level owner = open.stream().skip(1).findFirst().orElseThrow();
        return owner.isEvent();
    }

    private void leave(Json value) {
        if (!open.isEmpty()) {
            open.getFirst().values.add(value);
        }
    }

    private static JsonObject object(Level level) {
        JsonObject.Builder object = JsonObject.builder();
        for (int i = 0; i < level.names.size(); i++) {
            try {
                object.put(level.names.get(i), level.values.get(i));
            } catch (IllegalArgumentException twice) {
                throw refused(
                        "An object has two members called '" + level.names.get(i) + "'",
                        "Keep one of them: readers disagree on which counts.");
            }
        }
        return object.build();
    }

    private static RefusedException notJson(JacksonException e) {
        return refused(
                "The text is no JSON: " + e.getOriginalMessage(),
                "Check that it was sent whole, and is an event of MISP as JSON.");
    }

    private static RefusedException refused(String problem, String remedy) {
        return new RefusedException(new Refusal.NotJson(problem, Place.START, remedy));
    }
}
