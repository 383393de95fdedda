package org.commonwatch.stix.pattern.matching;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.pattern.value.Moments;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an observed-data object (STIX 2.1 §4.14) tells: objects that were observed together.
 *
 * @param id of the observed-data object
 * @param span from when it was first observed to when it was last
 * @param count how often, at least once
 * @param objects the observed ones, at which object paths begin
 * @param references every object that these may refer to, by its id or key
 */
public record Observation(
        String id,
        Span span,
        long count,
        List<JsonObject> objects,
        Map<String, JsonObject> references) {
    /** The most that one observed-data object can stand for. */
    public static final long COUNT_LIMIT = 999_999_999;

    /** A time, of which both ends are in it. */
    public record Span(Instant first, Instant last) {
        public Span {
            if (last.isBefore(first)) {
                throw new IllegalArgumentException(last + " is before " + first);
            }
        }
    }

    public Observation {
        if (count < 1) {
            throw new IllegalArgumentException("observed " + count + " times");
        }
        objects = List.copyOf(objects);
    }

    /**
     * The observations in a bundle, in the order they are in. Throws {@link
     * IllegalArgumentException} with what is wrong with one of them.
     */
    public static List<Observation> of(JsonObject bundle) {
        List<JsonObject> objects = new ArrayList<>();
        if (bundle.get("objects") instanceof JsonArray array) {
            for (Json item : array.items()) {
                if (item instanceof JsonObject object) {
                    objects.add(object);
                }
            }
        }
        return of(objects);
    }

    /** The same of objects that may refer to one another. */
    public static List<Observation> of(List<JsonObject> objects) {
        Map<String, JsonObject> byId = new HashMap<>();
        for (JsonObject object : objects) {
            String id = text(object, "id");
            if (id != null) {
                byId.put(id, object);
            }
        }
        List<Observation> observations = new ArrayList<>();
        for (JsonObject object : objects) {
            if ("observed-data".equals(text(object, "type"))) {
                observations.add(read(object, byId));
            }
        }
        return observations;
    }

    private static Observation read(JsonObject data, Map<String, JsonObject> byId) {
        String name = text(data, "id");
        String id = name == null ? "" : name;
        List<JsonObject> objects = new ArrayList<>();
        Map<String, JsonObject> references = byId;
        if (data.get("object_refs") instanceof JsonArray refs) {
            for (Json ref : refs.items()) {
                JsonObject object =
                        ref instanceof JsonString named ? byId.get(named.value()) : null;
                if (object != null) {
                    objects.add(object);
                }
            }
        } else if (data.get("objects") instanceof JsonObject within) {
            references = new HashMap<>();
            for (int i = 0; i < within.size(); i++) {
                if (within.value(i) instanceof JsonObject object) {
                    objects.add(object);
                    references.put(within.name(i), object);
                }
            }
        }
        Span span;
        try {
            span = new Span(moment(data, "first_observed"), moment(data, "last_observed"));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(id + ": " + wrong.getMessage(), wrong);
        }
        return new Observation(id, span, count(id, data), objects, references);
    }

    private static Instant moment(JsonObject data, String name) {
        String text = text(data, name);
        Instant moment = text == null ? null : Moments.parse(text);
        if (moment == null) {
            throw new IllegalArgumentException(name + " is not a timestamp: " + data.get(name));
        }
        return moment;
    }

    private static long count(String id, JsonObject data) {
        Json value = data.get("number_observed");
        long count =
                value instanceof JsonNumber number && number.isInteger() ? number.longValue() : 0;
        if (count < 1 || count > COUNT_LIMIT) {
            throw new IllegalArgumentException(
                    id + ": number_observed is not from 1 to " + COUNT_LIMIT + ": " + value);
        }
        return count;
    }

    private static @Nullable String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString string ? string.value() : null;
    }
}
