package org.commonwatch.stix.validation;

import org.commonwatch.stix.StixTime;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.util.List;

/** What the properties of an object have to do with each other. */
interface Constraint {
    /** Reports it if it is not so, the walk being at the object. */
    void check(JsonObject object, Walk walk);

    /** Two timestamps in their order; with {@code strict} they may not be equal. */
    record Order(String earlier, String later, boolean strict, Rule rule) implements Constraint {
        @Override
        public void check(JsonObject object, Walk walk) {
            Json first = object.get(earlier);
            Json second = object.get(later);
            if (!(first instanceof JsonString from)
                    || !(second instanceof JsonString to)
                    || !StixTime.isTime(from.value())
                    || !StixTime.isTime(to.value())) {
                return; // not there, or reported as no timestamp
            }
            int order = StixTime.parse(from.value()).compareTo(StixTime.parse(to.value()));
            if (order > 0 || (order == 0 && strict)) {
                walk.reportAt(
                        later,
                        rule,
                        Walk.excerpt(second)
                                + (strict ? " is not later than " : " is earlier than ")
                                + earlier
                                + ", which is "
                                + Walk.excerpt(first),
                        "correct one of them");
            }
        }
    }

    /** At least one of some properties. */
    record OneOf(List<String> names, Rule rule) implements Constraint {
        @Override
        public void check(JsonObject object, Walk walk) {
            for (int i = 0; i < names.size(); i++) {
                if (object.get(names.get(i)) != null) {
                    return;
                }
            }
            walk.report(
                    rule,
                    "there is none of " + String.join(", ", names),
                    "add at least one of them");
        }
    }

    /** Not both of two properties. */
    record Excludes(String name, String other, Rule rule) implements Constraint {
        @Override
        public void check(JsonObject object, Walk walk) {
            if (object.get(name) != null && object.get(other) != null) {
                walk.reportAt(
                        other, rule, "both " + name + " and " + other + " are there", "keep one");
            }
        }
    }

    /** Not the one property without the other. */
    record Needs(String name, String other, Rule rule) implements Constraint {
        @Override
        public void check(JsonObject object, Walk walk) {
            if (object.get(name) != null && object.get(other) == null) {
                walk.reportAt(
                        other,
                        rule,
                        "there is " + name + ", but no " + other,
                        "add " + other + ", or leave " + name + " out");
            }
        }
    }
}
