package org.commonwatch.stix.pattern.matching;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.pattern.ObjectPath;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what is at an object path, through references too (STIX 2.1 §9.7). */
final class PathWalk {
    private final List<ObjectPath.Step> steps;

    PathWalk(ObjectPath path) {
        this.steps = path.steps();
    }

    /** The values at the path of the object; none if there is nothing. */
    List<Json> values(JsonObject object, Map<String, JsonObject> references) {
        if (steps.size() == 1) {
            Json value = object.get(((ObjectPath.Key) steps.getFirst()).name());
            return value == null ? List.of() : List.of(value);
        }
        List<Json> here = List.of(object);
        boolean atReferences = false;
        for (ObjectPath.Step step : steps) {
            List<Json> next = new ArrayList<>();
            for (Json node : here) {
                take(step, atReferences ? referred(node, references) : node, next);
            }
            // Many ways may lead to one object: without this, their number could explode.
            here = atReferences && next.size() > 1 ? distinct(next) : next;
            if (here.isEmpty()) {
                return here;
            }
            atReferences =
                    switch (step) {
                        case ObjectPath.Key key ->
                                key.name().endsWith("_ref") || key.name().endsWith("_refs");
                        case ObjectPath.Index index -> atReferences;
                        case ObjectPath.AnyIndex any -> atReferences;
                    };
        }
        return here;
    }

    private static void take(ObjectPath.Step step, @Nullable Json node, List<Json> next) {
        switch (step) {
            case ObjectPath.Key key -> {
                Json value = node instanceof JsonObject object ? object.get(key.name()) : null;
                if (value != null) {
                    next.add(value);
                }
            }
            case ObjectPath.Index at -> {
                if (node instanceof JsonArray array
                        && at.index() >= 0
                        && at.index() < array.items().size()) {
                    next.add(array.items().get(at.index()));
                }
            }
            case ObjectPath.AnyIndex any -> {
                if (node instanceof JsonArray array) {
                    next.addAll(array.items());
                }
            }
        }
    }

    private static @Nullable Json referred(Json node, Map<String, JsonObject> references) {
        return node instanceof JsonString name ? references.get(name.value()) : node;
    }

    private static List<Json> distinct(List<Json> nodes) {
        Set<Json> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Json> distinct = new ArrayList<>(nodes.size());
        for (Json node : nodes) {
            if (seen.add(node)) {
                distinct.add(node);
            }
        }
        return distinct;
    }
}
