package org.commonwatch.stix.validation;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;

import java.util.List;
import java.util.Map;

/** What one type of object, or of part of an object, may contain. */
final class Shape {
    /**
     * A property.
     *
     * @param bit its own bit if it is required, else 0
     * @param own whether it is the type's own, not one that objects have in common
     */
    record Property(ValueType type, long bit, boolean own) {}

    private final String section;
    private final Map<String, Property> properties;
    private final List<Constraint> constraints;
    private final long required;

    /**
     * @param section of the standard where its properties stand
     */
    Shape(String section, Map<String, Property> properties, List<Constraint> constraints) {
        this.section = section;
        this.properties = properties;
        this.constraints = List.copyOf(constraints);
        long bits = 0;
        for (Property property : properties.values()) {
            bits |= property.bit();
        }
        this.required = bits;
    }

    String section() {
        return section;
    }

    Map<String, Property> properties() {
        return properties;
    }

    List<Constraint> constraints() {
        return constraints;
    }

    /** Reports what is wrong with the object, the walk being at it. */
    void check(JsonObject object, Walk walk) {
        long seen = 0;
        for (int i = 0; i < object.size(); i++) {
            String member = object.name(i);
            Property property = properties.get(member);
            if (walk.enter(member)) {
                if (property == null) {
                    Extensions.checkCustomProperty(member, object.value(i), walk);
                } else {
                    seen |= property.bit();
                    property.type().check(object.value(i), walk);
                }
            }
            walk.leave();
        }
        finish(object, seen, walk);
    }

    /** As {@link #check}, but passes over members that it does not know. */
    void checkCommon(JsonObject object, Walk walk) {
        long seen = 0;
        for (Map.Entry<String, Property> entry : properties.entrySet()) {
            Json value = object.get(entry.getKey());
            if (value != null) {
                seen |= entry.getValue().bit();
                if (walk.enter(entry.getKey())) {
                    entry.getValue().type().check(value, walk);
                }
                walk.leave();
            }
        }
        finish(object, seen, walk);
    }

    private void finish(JsonObject object, long seen, Walk walk) {
        if (seen != required) {
            reportMissing(seen, walk);
        }
        for (int i = 0; i < constraints.size(); i++) {
            constraints.get(i).check(object, walk);
        }
    }

    private void reportMissing(long seen, Walk walk) {
        for (Map.Entry<String, Property> entry : properties.entrySet()) {
            if ((entry.getValue().bit() & ~seen) != 0) {
                walk.reportAt(
                        entry.getKey(),
                        Rule.must("S061", section),
                        "the required property " + entry.getKey() + " is missing",
                        "add it");
            }
        }
    }

    /** At least one property of the type's own that is not required. */
    record SomeOwn(Map<String, Property> properties, Rule rule) implements Constraint {
        @Override
        public void check(JsonObject object, Walk walk) {
            for (int i = 0; i < object.size(); i++) {
                Property property = properties.get(object.name(i));
                if (property != null && property.own() && property.bit() == 0) {
                    return;
                }
            }
            walk.report(
                    rule,
                    "there is no property but those that all have",
                    "add one that says something of it");
        }
    }
}
