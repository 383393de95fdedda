package org.commonwatch.cli.stix;

import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.pattern.Pattern;
import org.commonwatch.stix.pattern.matching.Observation;
import org.commonwatch.stix.pattern.matching.Outcome;
import org.commonwatch.stix.pattern.matching.PatternMatcher;

import java.util.ArrayList;
import java.util.List;

/** What is answered to cases about patterns. */
final class PatternAnswers {
    private PatternAnswers() {}

    /** {@code valid} or {@code invalid}. */
    static String syntax(JsonObject given) {
        try {
            Pattern.parse(pattern(given));
            return "valid";
        } catch (RefusedException refused) {
            return "invalid";
        }
    }

    /** {@code match} or {@code no-match}; {@code error} where that cannot be said. */
    static String match(JsonObject given) {
        Pattern pattern;
        try {
            pattern = Pattern.parse(pattern(given));
        } catch (RefusedException refused) {
            // STIX 2.1 §9.4: what can be read and is invalid all the same matches nothing.
            boolean readable =
                    refused.refusal() instanceof Refusal.NotAPattern why && why.readable();
            return readable ? "no-match" : "error";
        }
        List<Observation> observations = new ArrayList<>();
        if (given.get("observations") instanceof JsonArray bundles) {
            for (Json bundle : bundles.items()) {
                if (bundle instanceof JsonObject object) {
                    observations.addAll(Observation.of(object));
                }
            }
        }
        return switch (PatternMatcher.of(pattern).match(observations)) {
            case Outcome.Match match -> "match";
            case Outcome.NoMatch none -> "no-match";
            case Outcome.Undecided undecided -> "error";
        };
    }

    private static String pattern(JsonObject given) {
        return given.get("pattern") instanceof JsonString text ? text.value() : "";
    }
}
