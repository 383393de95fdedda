package org.commonwatch.stix.json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * One place at which two values differ.
 *
 * @param path where, in the syntax of STIX 2.1 §7.2.3.1, such as {@code labels.[0]}; empty for the
 *     whole
 * @param before the first's value there, or null if it has none
 * @param after the other's value there, or null if it has none
 */
public record Difference(String path, @Nullable Json before, @Nullable Json after) {
    /**
     * All of them: members by their names, in the order of the first value and then of the other;
     * items by their places.
     */
    public static List<Difference> between(Json before, Json after) {
        List<Difference> found = new ArrayList<>();
        compare("", before, after, found);
        return found;
    }

    private static void compare(
            String path, @Nullable Json before, @Nullable Json after, List<Difference> found) {
        if (before instanceof JsonObject one && after instanceof JsonObject other) {
            one.forEach(
                    (name, value) -> compare(member(path, name), value, other.get(name), found));
            other.forEach((name, value) -> {
                if (one.get(name) == null) {
                    found.add(new Difference(member(path, name), null, value));
                }
            });
        } else if (before instanceof JsonArray one && after instanceof JsonArray other) {
            for (int i = 0; i < Math.max(one.items().size(), other.items().size()); i++) {
                compare(member(path, "[" + i + "]"), item(one, i), item(other, i), found);
            }
        } else if (before == null || !before.equals(after)) {
            found.add(new Difference(path, before, after));
        }
    }

    private static @Nullable Json item(JsonArray array, int place) {
        return place < array.items().size() ? array.items().get(place) : null;
    }

    private static String member(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
