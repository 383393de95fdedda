package org.commonwatch.stix;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Takes properties of an object for what they must be, or refuses them by name. */
record PropertyReading(StixObject object) {
    private @Nullable Json get(String name) {
        return object.properties().get(name);
    }

    String text(String name) {
        if (get(name) instanceof JsonString text) {
            return text.value();
        }
        throw refused(name, "a string");
    }

    @Nullable String optionalText(String name) {
        return get(name) == null ? null : text(name);
    }

    StixTime time(String name) {
        if (get(name) instanceof JsonString text && StixTime.isTime(text.value())) {
            return StixTime.parse(text.value());
        }
        throw refused(name, "a time such as 2018-11-24T08:00:00.000Z");
    }

    @Nullable StixTime optionalTime(String name) {
        return get(name) == null ? null : time(name);
    }

    StixId id(String name) {
        return id(name, get(name), "an identifier");
    }

    private StixId id(String name, @Nullable Json value, String what) {
        if (value instanceof JsonString text) {
            var id = StixId.find(text.value());
            if (id.isPresent()) {
                return id.get();
            }
        }
        throw refused(name, what);
    }

    List<StixId> ids(String name) {
        if (!(get(name) instanceof JsonArray array) || array.items().isEmpty()) {
            throw refused(name, "a list of identifiers");
        }
        return array.items().stream().map(item -> id(name, item, "a list of identifiers")).toList();
    }

    List<StixId> optionalIds(String name) {
        return get(name) == null ? List.of() : ids(name);
    }

    List<String> texts(String name) {
        if (!(get(name) instanceof JsonArray array)) {
            throw refused(name, "a list of strings");
        }
        return array.items().stream()
                .map(item -> {
                    if (item instanceof JsonString text) {
                        return text.value();
                    }
                    throw refused(name, "a list of strings");
                })
                .toList();
    }

    long number(String name) {
        if (get(name) instanceof JsonNumber number && number.isInteger()) {
            return number.longValue();
        }
        throw refused(name, "a whole number");
    }

    @Nullable Long optionalNumber(String name) {
        return get(name) == null ? null : Long.valueOf(number(name));
    }

    JsonObject object(String name) {
        if (get(name) instanceof JsonObject value) {
            return value;
        }
        throw refused(name, "an object");
    }

    @Nullable JsonObject optionalObject(String name) {
        return get(name) == null ? null : object(name);
    }

    RefusedException refused(String name, String expected) {
        return new RefusedException(new Refusal.NotAsSpecified(object.id(), name, expected));
    }
}
