package org.commonwatch.server.surges;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.telemetry.event.Kind;

import java.util.Arrays;
import java.util.List;

/** Words that counts can be of; a word that stands for nothing would be answered with zeros. */
final class Terms {
    private static final List<String> UNITS =
            List.of("probe", "alert", "session", "campaign", "incident");
    private static final List<String> KINDS =
            Arrays.stream(Kind.values()).map(Kind::label).sorted().toList();

    private Terms() {}

    static String unit(String word) {
        return one("unit", word, UNITS);
    }

    static String kind(String word) {
        return one("kind", word, KINDS);
    }

    static String source(String word) {
        return one("source", word, List.of("established", "claimed"));
    }

    static String cadence(String word) {
        return one("cadence", word, List.of("day", "hour"));
    }

    static String each(String word) {
        return one("part", word, List.of("kind", "sector"));
    }

    private static String one(String what, String word, List<String> known) {
        if (known.contains(word)) {
            return word;
        }
        throw new ProblemException(
                new Problem.Malformed(
                        "There is no " + what + " '" + word + "'.",
                        "Use one of " + String.join(", ", known) + "."));
    }
}
