package org.commonwatch.stix.pattern.matching;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.stix.pattern.AnyObservation;
import org.commonwatch.stix.pattern.AnyPattern;
import org.commonwatch.stix.pattern.ObservationExpression;
import org.commonwatch.stix.pattern.Pattern;
import org.commonwatch.stix.pattern.PatternTexts;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

class MatchingTest {
    @Test
    void whatMatchesIsWhatTheWordsOfTheStandardSay() {
        int[] matches = {0};
        Cases.check(
                5_000,
                random -> {
                    ObservationExpression expression = AnyPattern.tame(random);
                    List<Observation> observations =
                            AnyObservation.some(1 + random.nextInt(5), random);
                    Pattern pattern = PatternTexts.parse(expression);
                    assertThat(pattern.findings()).isEmpty();
                    Outcome outcome = PatternMatcher.of(pattern).match(observations);
                    boolean expected;
                    try {
                        expected = new NaiveMatcher(observations).matches(expression);
                    } catch (NaiveMatcher.Incomparable noRightAnswer) {
                        return;
                    }
                    assertThat(outcome instanceof Outcome.Match)
                            .as("%s of %s", pattern, observations)
                            .isEqualTo(expected);
                    if (outcome instanceof Outcome.Match match) {
                        matches[0]++;
                        assertThat(new NaiveMatcher(match.observations()).matches(expression))
                                .as("%s of only %s", pattern, match.observations())
                                .isTrue();
                    } else {
                        assertThat(outcome).isEqualTo(new Outcome.NoMatch());
                    }
                });
        assertThat(matches[0]).isBetween(500, 4_500);
    }

    /** A stream tells each pattern as often as matching what no match took yet would. */
    @Test
    void aStreamTellsWhatMatchingEachPatternAloneTells() {
        Cases.check(
                500,
                random -> {
                    List<Pattern> patterns = somePatterns(random);
                    PatternStream stream = PatternSet.of(patterns).stream();
                    List<List<Observation>> left = new ArrayList<>();
                    patterns.forEach(pattern -> left.add(new ArrayList<>()));
                    for (Observation next : AnyObservation.some(6, random)) {
                        List<String> told = new ArrayList<>();
                        Set<Integer> numbers = new HashSet<>();
                        stream.accept(
                                next,
                                (number, observations) -> {
                                    assertThat(numbers.add(number)).isTrue();
                                    told.add(number + " " + ids(observations));
                                });
                        List<String> expected = new ArrayList<>();
                        for (int i = 0; i < patterns.size(); i++) {
                            left.get(i).add(next);
                            var matcher = PatternMatcher.of(patterns.get(i));
                            if (matcher.match(left.get(i)) instanceof Outcome.Match match) {
                                expected.add(i + " " + ids(match.observations()));
                                left.get(i).removeAll(match.observations());
                            }
                        }
                        assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
                    }
                    assertThat(stream.forgotten()).isZero();
                    assertThat(stream.undecided()).isZero();
                });
    }

    private static List<Pattern> somePatterns(RandomGenerator random) {
        List<Pattern> patterns = new ArrayList<>();
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            patterns.add(PatternTexts.parse(AnyPattern.tame(random)));
        }
        return patterns;
    }

    private static List<String> ids(List<Observation> observations) {
        return observations.stream().map(Observation::id).sorted().toList();
    }
}
