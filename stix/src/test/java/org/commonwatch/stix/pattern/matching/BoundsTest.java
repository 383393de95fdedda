package org.commonwatch.stix.pattern.matching;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.pattern.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Nothing that can be asked takes for ever or all memory, and what was cut short is told. */
class BoundsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[a:x > 0] REPEATS 500 TIMES | 499 | 500",
                "[a:x > 0] REPEATS 500 TIMES WITHIN 499 SECONDS | 499 | 500",
                "([a:x > 0] AND [a:x > 1] AND [a:x > 2]) REPEATS 10 TIMES | 39 | 40",
                "([a:x > 0] OR [a:x > 1]) REPEATS 300 TIMES | 299 | 300",
                "([a:x > 0] FOLLOWEDBY [a:x > 0]) WITHIN 3 SECONDS REPEATS 20 TIMES | 39 | 40",
                "([a:x > 0] AND [a:x > 0] OR [a:x > 0] AND [a:x > 0]) REPEATS 20 TIMES | 39 | 40",
            })
    void repetitionsDoNotExplode(String pattern, int tooFew, int enough) {
        var matcher = PatternMatcher.of(Pattern.parse(pattern));
        assertThat(matcher.match(observations(tooFew))).isEqualTo(new Outcome.NoMatch());
        assertThat(matcher.match(observations(enough))).isInstanceOf(Outcome.Match.class);
    }

    @Test
    void manyOfOneKindDoNotExplode() {
        String twenty = String.join(" AND ", Collections.nCopies(40, "[a:x > 0]"));
        var matcher = PatternMatcher.of(Pattern.parse(twenty));
        assertThat(matcher.match(observations(39))).isEqualTo(new Outcome.NoMatch());
        assertThat(matcher.match(observations(40))).isInstanceOf(Outcome.Match.class);
    }

    @Test
    void aSearchThatIsTooLongIsEndedAndSaysSo() {
        var pattern = Pattern.parse("([a:x > 0] AND [b:x = 1]) WITHIN 0.5 SECONDS AND [b:x = 1]");
        List<Observation> observations = new ArrayList<>(observations(10_000));
        observations.add(observation(span(20_000), "{\"type\":\"b\",\"x\":1}"));
        observations.add(observation(span(20_000), "{\"type\":\"b\",\"x\":1}"));
        assertThat(PatternMatcher.of(pattern).match(observations))
                .isInstanceOfSatisfying(
                        Outcome.Undecided.class,
                        undecided -> assertThat(undecided.reason()).contains("search ended"));
        PatternStream stream = PatternSet.of(List.of(pattern)).stream();
        for (Observation observation : observations) {
            stream.accept(observation, (number, together) -> {});
        }
        assertThat(stream.undecided()).isPositive();
    }

    @Test
    void moreChoicesThanTheLimitAreNotMatched() {
        String pair = "([a:x > 0] FOLLOWEDBY [a:x > 1]) REPEATS %d TIMES";
        int most = PatternMatcher.CHOICES_LIMIT / 2;
        assertThat(PatternMatcher.of(Pattern.parse(pair.formatted(most))).match(List.of()))
                .isEqualTo(new Outcome.NoMatch());
        assertThat(PatternMatcher.of(Pattern.parse(pair.formatted(most + 1))).match(List.of()))
                .isInstanceOf(Outcome.Undecided.class);
        var set = PatternSet.of(List.of(Pattern.parse(pair.formatted(most + 1))));
        assertThat(set.whyNotMatched(0)).contains("choices");
    }

    @Test
    void manyWaysToOneObjectAreOneWay() {
        String refs =
                String.join(",", IntStream.range(0, 20).mapToObj(i -> "\"o" + i + "\"").toList());
        Map<String, JsonObject> objects = new java.util.HashMap<>();
        for (int i = 0; i < 20; i++) {
            objects.put("o" + i, object("{\"type\":\"a\",\"x\":1,\"r_refs\":[" + refs + "]}"));
        }
        var observation = new Observation("", span(0), 1, List.copyOf(objects.values()), objects);
        var pattern = Pattern.parse("[a:" + "r_refs[*].".repeat(40) + "x = 2]");
        assertThat(PatternMatcher.of(pattern).match(List.of(observation)))
                .isEqualTo(new Outcome.NoMatch());
    }

    @Test
    void aStreamKeepsNoMoreThanItsLimitAndCountsWhatItForgets() {
        PatternStream stream =
                PatternSet.of(List.of(Pattern.parse("[a:x > 0] AND [b:x = 1]"))).stream();
        int more = 10;
        List<Integer> matched = new ArrayList<>();
        for (Observation observation : observations(PatternStream.KEPT_FOR_ONE_LIMIT + more)) {
            stream.accept(observation, (pattern, observations) -> matched.add(pattern));
        }
        assertThat(stream.forgotten()).isEqualTo(more);
        assertThat(matched).isEmpty();
        stream.accept(
                observation(span(5_000), "{\"type\":\"b\",\"x\":1}"),
                (pattern, observations) -> matched.add(pattern));
        assertThat(matched).containsExactly(0);
    }

    @Test
    void aStreamKeepsNothingBeyondItsWindow() {
        PatternStream stream =
                PatternSet.of(List.of(Pattern.parse("([a:x > 0] AND [b:x = 1]) WITHIN 9 SECONDS")))
                        .stream();
        List<Integer> matched = new ArrayList<>();
        for (Observation observation : observations(5_000)) {
            stream.accept(observation, (pattern, observations) -> matched.add(pattern));
        }
        assertThat(stream.forgotten()).isZero();
        assertThat(matched).isEmpty();
    }

    @Test
    void regularExpressionsOfAllPatternsHaveALimit() {
        List<Pattern> patterns = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            patterns.add(Pattern.parse("[a:x MATCHES '(?:(?:abc){100}|%d){30}']".formatted(i)));
        }
        var set = PatternSet.of(patterns);
        assertThat(set.whyNotMatched(0)).isEmpty();
        assertThat(set.whyNotMatched(399)).contains("steps");
    }

    private static List<Observation> observations(int count) {
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            observations.add(
                    observation(span(i), "{\"type\":\"a\",\"x\":%d}".formatted(1 + i % 2 * 2)));
        }
        return observations;
    }

    private static Observation.Span span(int second) {
        Instant moment = Instant.ofEpochSecond(second);
        return new Observation.Span(moment, moment);
    }

    private static Observation observation(Observation.Span span, String object) {
        return new Observation("", span, 1, List.of(object(object)), Map.of());
    }

    private static JsonObject object(String text) {
        return (JsonObject) new JsonReader().read(text);
    }
}
