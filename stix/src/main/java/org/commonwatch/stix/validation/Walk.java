package org.commonwatch.stix.validation;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The way through one object: where the walk is, and what it found. Nothing is allocated for a
 * value that is right.
 */
final class Walk {
    /** Of one object as many findings are kept; all are counted. */
    static final int FINDINGS_LIMIT = 100;

    /** Values within one another beyond this many are not looked into, and that is a finding. */
    static final int DEPTH_LIMIT = 100;

    private static final Rule TOO_DEEP = Rule.must("", "3.1");
    private static final int EXCERPT = 60;
    private static final int USUAL_DEPTH = 12;

    private final Options options;
    private final String prefix;
    private final JsonObject root;
    private final List<Finding> findings = new ArrayList<>(0);
    // A step is a name, or an index where the name is null.
    private @Nullable String[] names = new @Nullable String[USUAL_DEPTH];
    private int[] indexes = new int[USUAL_DEPTH];
    private int depth;
    private JsonObject container = JsonObject.EMPTY;
    private long errors;
    private long warnings;

    /**
     * @param prefix the path to the object, such as {@code objects[3]}; empty for one that stands
     *     alone
     */
    Walk(JsonObject root, String prefix, Options options) {
        this.root = root;
        this.prefix = prefix;
        this.options = options;
    }

    /** The object that is walked through. */
    JsonObject root() {
        return root;
    }

    Options options() {
        return options;
    }

    /**
     * Says that the walk is among observables that refer to each other by their keys in an object
     * (§2.13).
     */
    void within(JsonObject observables) {
        container = observables;
    }

    /** Whether a text is the key of an observable among which the walk is. */
    boolean isOfContainer(String key) {
        return container.get(key) != null;
    }

    /** Whether the walk is at a member of the object itself, not at one of a value within. */
    boolean isAtRoot() {
        return depth == 1;
    }

    /** Steps into a member. Returns false, and has reported it, if that is too deep. */
    boolean enter(String name) {
        return step(name, 0);
    }

    /** Steps into an item. Returns false, and has reported it, if that is too deep. */
    boolean enter(int index) {
        return step(null, index);
    }

    private boolean step(@Nullable String name, int index) {
        if (depth == names.length) {
            names = Arrays.copyOf(names, depth * 2);
            indexes = Arrays.copyOf(indexes, depth * 2);
        }
        names[depth] = name;
        indexes[depth++] = index;
        if (depth <= DEPTH_LIMIT) {
            return true;
        }
        report(
                TOO_DEEP,
                "values are nested more than " + DEPTH_LIMIT + " deep",
                "nest them less deeply");
        return false;
    }

    /** Steps back. */
    void leave() {
        depth--;
    }

    /** Reports the value where the walk is. */
    void report(Rule rule, Json value, String complaint, String remedy) {
        report(rule, excerpt(value) + " " + complaint, remedy);
    }

    /** Reports a member of the object where the walk is, there or missing. */
    void reportAt(String name, Rule rule, String message, String remedy) {
        enter(name);
        report(rule, message, remedy);
        leave();
    }

    /** Reports where the walk is. */
    void report(Rule rule, String message, String remedy) {
        if (rule.severity() == Severity.ERROR) {
            errors++;
        } else if (options.disabled().contains(rule.check())) {
            return;
        } else {
            warnings++;
        }
        if (findings.size() < FINDINGS_LIMIT) {
            findings.add(new Finding(id(), path(), rule, message, remedy));
        }
    }

    /** Whether warnings of the check are wanted. */
    boolean wants(String check) {
        return !options.disabled().contains(check);
    }

    Report report() {
        return new Report(findings, errors, warnings);
    }

    private String id() {
        return root.get("id") instanceof JsonString id ? cut(id.value()) : "";
    }

    private String path() {
        StringBuilder path = new StringBuilder(prefix);
        for (int i = 0; i < depth; i++) {
            String name = names[i];
            if (name == null) {
                path.append('[').append(indexes[i]).append(']');
            } else if (Formats.isKey(name)) {
                path.append(path.isEmpty() ? "" : ".").append(name);
            } else {
                path.append("['").append(cut(name)).append("']");
            }
        }
        return path.toString();
    }

    /** As much of a value as a message repeats. */
    static String excerpt(Json value) {
        return switch (value) {
            case JsonString string -> "'" + cut(string.value()) + "'";
            case JsonArray array -> "a list of " + array.items().size();
            case JsonObject object -> "an object of " + object.size() + " members";
            default -> cut(value.toString());
        };
    }

    /** The beginning of a text, without control characters. */
    static String cut(String text) {
        String head = text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
        return head.replaceAll("\\p{Cntrl}", "�");
    }
}
