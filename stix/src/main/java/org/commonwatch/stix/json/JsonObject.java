package org.commonwatch.stix.json;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A JSON object: its members in the order written, each name once. */
public final class JsonObject implements Json {
    /** The one without members. */
    public static final JsonObject EMPTY = new JsonObject(new String[0], new Json[0]);

    // Up to here looking through all names is as quick as hashing one, and takes no memory.
    private static final int FEW = 16;

    private final String[] names;
    private final Json[] values;
    private final @Nullable Map<String, Integer> places;

    /** Takes both arrays as they are; throws {@link DuplicateName} if a name is there twice. */
    JsonObject(String[] names, Json[] values) {
        this.names = names;
        this.values = values;
        this.places = names.length <= FEW ? null : new HashMap<>(names.length * 2);
        for (int i = 0; i < names.length; i++) {
            if (places == null ? among(names[i], i) >= 0 : places.put(names[i], i) != null) {
                throw new DuplicateName(i);
            }
        }
    }

    /** Tells the reader, which knows where, that a name was there before. */
    static final class DuplicateName extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        private final int index;

        DuplicateName(int index) {
            super("a name is there twice");
            this.index = index;
        }

        int index() {
            return index;
        }
    }

    /** The value of the name, or null if there is none. */
    public @Nullable Json get(String name) {
        int place = places == null ? among(name, names.length) : places.getOrDefault(name, -1);
        return place < 0 ? null : values[place];
    }

    private int among(String name, int count) {
        for (int i = 0; i < count; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The number of members. */
    public int size() {
        return names.length;
    }

    /** The name at the place, counted from 0. */
    public String name(int place) {
        return names[place];
    }

    /** The value at the place, counted from 0. */
    public Json value(int place) {
        return values[place];
    }

    /** The names in the order written. */
    public List<String> names() {
        return Collections.unmodifiableList(Arrays.asList(names));
    }

    /** Hands out the members in the order written. */
    public void forEach(BiConsumer<String, Json> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], values[i]);
        }
    }

    /** Begins a new object. */
    public static Builder builder() {
        return new Builder();
    }

    /** An object in the making. */
    public static final class Builder {
        private final Map<String, Json> members = new LinkedHashMap<>();

        private Builder() {}

        /** Adds a member; throws {@link IllegalArgumentException} if there is one of the name. */
        public Builder put(String name, Json value) {
            if (members.putIfAbsent(name, value) != null) {
                throw new IllegalArgumentException("there is a member '" + name + "' already");
            }
            return this;
        }

        /** Adds a member that is a string. */
        public Builder put(String name, String value) {
            return put(name, new JsonString(value));
        }

        /** The object. */
        public JsonObject build() {
            return new JsonObject(
                    members.keySet().toArray(new String[0]), members.values().toArray(new Json[0]));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof JsonObject object) || object.size() != size()) {
            return false;
        }
        for (int i = 0; i < names.length; i++) {
            if (!values[i].equals(object.get(names[i]))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < names.length; i++) {
            hash += names[i].hashCode() ^ values[i].hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        return JsonPrinter.compact(this);
    }
}
