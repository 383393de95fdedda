package org.commonwatch.stix.pattern;

import java.util.List;

/**
 * Where in an object values are looked for (STIX 2.1 §9.7).
 *
 * @param type of the object the path begins at, such as {@code file}
 * @param steps at least one, of which the first is a {@link Key}
 */
public record ObjectPath(String type, List<Step> steps) {
    public ObjectPath {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || !(steps.getFirst() instanceof Key)) {
            throw new IllegalArgumentException("a path begins with a property");
        }
    }

    /** One step downwards. */
    public sealed interface Step {}

    /** To a property or a key of a dictionary; through a reference to the object it names. */
    public record Key(String name) implements Step {}

    /** To one item of a list, counted from 0. */
    public record Index(int index) implements Step {}

    /** To every item of a list: {@code [*]}. */
    public record AnyIndex() implements Step {}

    /** As it is written in patterns. */
    @Override
    public String toString() {
        return Printer.path(this);
    }
}
