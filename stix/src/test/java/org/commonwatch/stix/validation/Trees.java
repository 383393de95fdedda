package org.commonwatch.stix.validation;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonNull;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Changes to trees of JSON. */
final class Trees {
    /** A tree and the path of what was changed in it. */
    record Changed(JsonObject object, String path) {}

    private Trees() {}

    static JsonObject object(Map<String, Json> members) {
        var builder = JsonObject.builder();
        members.forEach(builder::put);
        return builder.build();
    }

    static Map<String, Json> members(JsonObject object) {
        Map<String, Json> members = new LinkedHashMap<>();
        object.forEach(members::put);
        return members;
    }

    static JsonObject with(JsonObject object, String name, Json value) {
        Map<String, Json> members = members(object);
        members.put(name, value);
        return object(members);
    }

    static JsonObject without(JsonObject object, String name) {
        Map<String, Json> members = members(object);
        members.remove(name);
        return object(members);
    }

    /** The same object with its members, and those within, in another order. */
    static Json shuffled(Json value, RandomGenerator random) {
        return switch (value) {
            case JsonObject object -> {
                List<String> names = new ArrayList<>(object.names());
                Collections.shuffle(names, new Random(random.nextLong()));
                Map<String, Json> members = new LinkedHashMap<>();
                for (String name : names) {
                    Json member = object.get(name);
                    if (member != null) {
                        members.put(name, shuffled(member, random));
                    }
                }
                yield object(members);
            }
            case JsonArray array ->
                    new JsonArray(
                            array.items().stream().map(item -> shuffled(item, random)).toList());
            default -> value;
        };
    }

    /** Puts another value somewhere into the object. */
    static Changed changed(JsonObject object, Json value, RandomGenerator random) {
        int member = random.nextInt(object.size());
        String name = object.name(member);
        String path = Formats.isKey(name) ? name : "['" + name + "']";
        Within within = within(object.value(member), path, value, random);
        return new Changed(with(object, name, within.value()), within.path());
    }

    private record Within(Json value, String path) {}

    private static Within within(Json old, String path, Json value, RandomGenerator random) {
        if (random.nextInt(3) > 0 && old instanceof JsonObject object && object.size() > 0) {
            int member = random.nextInt(object.size());
            String name = object.name(member);
            Within deeper = within(object.value(member), path + "." + name, value, random);
            return new Within(with(object, name, deeper.value()), deeper.path());
        }
        if (random.nextInt(3) > 0 && old instanceof JsonArray array && !array.items().isEmpty()) {
            int index = random.nextInt(array.items().size());
            Within deeper =
                    within(array.items().get(index), path + "[" + index + "]", value, random);
            List<Json> items = new ArrayList<>(array.items());
            items.set(index, deeper.value());
            return new Within(new JsonArray(items), deeper.path());
        }
        return new Within(value, path);
    }

    /** A value of any kind. */
    static Json anyValue(RandomGenerator random) {
        return switch (random.nextInt(7)) {
            case 0 -> JsonNull.NULL;
            case 1 -> JsonNumber.of(random.nextLong());
            case 2 -> new JsonNumber("-1.5e400");
            case 3 -> new JsonString("x".repeat(random.nextInt(4)));
            case 4 -> JsonArray.EMPTY;
            case 5 -> JsonObject.EMPTY;
            default -> new JsonArray(List.of(new JsonString("2016-02-30T00:00:00Z")));
        };
    }
}
