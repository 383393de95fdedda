package org.commonwatch.stix.pattern.matching;

import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.pattern.Pattern;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Any text, read as a pattern: it is refused, or printed so that it reads the same, and matched
 * alone as in a set. A fuzzer makes the text; see {@code benchmarks/fuzz.sh}.
 */
public final class PatternFuzz {
    private static final List<Observation> OBSERVATIONS =
            Observation.of(
                    (JsonObject)
                            new JsonReader()
                                    .read(
                                            """
                                            {"objects":[
                                            {"type":"a","id":"a--1","b":"x1","c":"198.18.0.1",
                                            "x":1,"d":true,"b_bin":"AQID","c_hex":"00ff"},
                                            {"type":"b","id":"b--1","y":["a",2.5],
                                            "g_ref":"a--1"},
                                            {"type":"observed-data","id":"o--1",
                                            "number_observed":2,
                                            "first_observed":"2026-03-01T00:00:00Z",
                                            "last_observed":"2026-03-01T00:00:02Z",
                                            "object_refs":["a--1","b--1"]},
                                            {"type":"observed-data","id":"o--2",
                                            "number_observed":1,
                                            "first_observed":"2026-03-01T00:00:03Z",
                                            "last_observed":"2026-03-01T00:00:03Z",
                                            "object_refs":["b--1"]}]}\
                                            """));

    private PatternFuzz() {}

    /** Called by the fuzzer with ever new bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        check(new String(bytes, StandardCharsets.UTF_8));
    }

    /** Returns whether the text is a pattern; throws an {@link AssertionError} if it is amiss. */
    static boolean check(String text) {
        Pattern pattern;
        try {
            pattern = Pattern.parse(text);
        } catch (RefusedException refused) {
            return false;
        }
        demand(Pattern.parse(pattern.toString()).equals(pattern), "the canonical form", text);
        demand(Pattern.parse(pattern.pretty()).equals(pattern), "the pretty form", text);
        boolean matches = PatternMatcher.of(pattern).match(OBSERVATIONS) instanceof Outcome.Match;
        boolean[] told = {false};
        PatternStream stream = PatternSet.of(List.of(pattern)).stream();
        for (Observation observation : OBSERVATIONS) {
            stream.accept(observation, (number, observations) -> told[0] = true);
        }
        demand(matches == told[0], "the stream", text);
        return true;
    }

    private static void demand(boolean holds, String what, String text) {
        if (!holds) {
            throw new AssertionError(what + " differs for " + text);
        }
    }
}
