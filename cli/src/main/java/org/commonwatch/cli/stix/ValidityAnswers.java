package org.commonwatch.cli.stix;

import org.commonwatch.cli.stix.Answers.Unanswerable;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.validation.Options;
import org.commonwatch.stix.validation.Report;
import org.commonwatch.stix.validation.Validator;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** What is answered to cases about the validity of objects. */
final class ValidityAnswers {
    private ValidityAnswers() {}

    /** {@code valid} or {@code invalid}, as the case's {@code options} ask. */
    static String validity(JsonObject given) {
        Json instance = given.get("instance");
        if (instance == null) {
            throw new Unanswerable("The case has no 'instance'.");
        }
        JsonObject wanted =
                given.get("options") instanceof JsonObject some ? some : JsonObject.EMPTY;
        Options options =
                new Options(
                        disabled(wanted),
                        is(wanted, "strict_properties"),
                        is(wanted, "strict_types"));
        Report report = new Validator(options).validate(instance);
        boolean valid = is(wanted, "strict") ? report.isStrictlyValid() : report.isValid();
        return valid ? "valid" : "invalid";
    }

    // Switching off a check that there is not changes nothing; asking for one cannot be done.
    private static Set<String> disabled(JsonObject wanted) {
        Set<String> disabled = new HashSet<>(names(wanted, "disabled"));
        Set<String> enabled = names(wanted, "enabled");
        if (!Options.CHECKS.containsAll(enabled)) {
            throw new Unanswerable("There is no such check; there are " + Options.CHECKS);
        }
        if (!enabled.isEmpty()) {
            disabled.addAll(Options.CHECKS);
            disabled.removeAll(enabled);
        }
        return disabled;
    }

    private static boolean is(JsonObject object, String name) {
        return object.get(name) == JsonBoolean.TRUE;
    }

    private static Set<String> names(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text
                ? new HashSet<>(Arrays.asList(text.value().split(",", -1)))
                : Set.of();
    }
}
