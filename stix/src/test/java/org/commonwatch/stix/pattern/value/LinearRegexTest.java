package org.commonwatch.stix.pattern.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

class LinearRegexTest {
    private static final String[] ATOMS = {
        "a", "b", "ab", ".", "[ab]", "[^a]", "\\d", "\\s", "\\S", "^", "$", "\\n", "\\x61",
        "\\Q.\\E", "\\A", "\\Z", "\\z", "\\b", "\\.", "1", "[\\s1]", "\\011", "{", "\\e"
    };
    private static final String[] QUANTIFIERS = {"", "", "", "*", "+", "?", "{1,2}", "{2}", "*?"};
    private static final String[] LETTERS = {"a", "b", "\n", " ", "1", ".", "A", "\u000b", "{"};

    /** Java's own engine has the same dialect in what both know, and takes what time it takes. */
    @Test
    void isFoundWhereABacktrackingEngineFindsIt() throws Exception {
        int[] found = {0};
        Cases.check(
                5_000,
                random -> {
                    String regex = regex(random, 3);
                    String text = text(random);
                    // An end before the last line feed takes it, which nothing else then can.
                    if (text.endsWith("\n") && regex.matches("(?s).*(\\$|\\\\Z).+")) {
                        return;
                    }
                    LinearRegex linear;
                    try {
                        linear = LinearRegex.compile(regex);
                    } catch (LinearRegex.Outside outside) {
                        assertThat(outside.kind())
                                .isIn("nothing to repeat", "possessive quantifier");
                        return;
                    }
                    boolean expected =
                            Pattern.compile(javas(regex), Pattern.DOTALL | Pattern.UNIX_LINES)
                                    .matcher(text)
                                    .find();
                    assertThat(linear.isIn(text)).as("%s in %s", regex, text).isEqualTo(expected);
                    if (expected) {
                        found[0]++;
                        assertThat(text).contains(linear.literal());
                    }
                });
        assertThat(found[0]).isBetween(1_000, 4_500);
    }

    // A brace that repeats nothing is itself in PCRE, and a mistake in Java.
    private static String javas(String regex) {
        return regex.replace("\\011", "\\t").replaceAll("\\{(?![0-9]+(,[0-9]*)?\\})", "\\\\{");
    }

    private static String regex(RandomGenerator random, int depth) {
        var regex = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            if (depth > 0 && random.nextInt(4) == 0) {
                String open = Cases.any(new String[] {"(", "(?:", "(?<n>", "(?i:"}, random);
                // Names must not come twice in Java.
                regex.append(open.equals("(?<n>") ? "(" : open)
                        .append(regex(random, depth - 1))
                        .append(')');
            } else {
                regex.append(Cases.any(ATOMS, random));
            }
            String last = regex.substring(regex.length() - 1);
            boolean repeatable = !"^$AZzb{".contains(last) || regex.toString().endsWith("ab");
            // Java repeats groups wrongly that may match nothing.
            repeatable &= !last.equals(")");
            regex.append(repeatable ? Cases.any(QUANTIFIERS, random) : "");
            if (depth == 3 && random.nextInt(8) == 0) {
                regex.append('|');
            }
        }
        return regex.toString();
    }

    private static String text(RandomGenerator random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(Cases.any(LETTERS, random));
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "(?=a) ~ lookahead ~ 0",
                "a(?!b) ~ lookahead ~ 1",
                "(?<=a)b ~ lookbehind ~ 0",
                "(?<!a)b ~ lookbehind ~ 0",
                "(a)\\1 ~ backreference ~ 3",
                "(?P<n>a)(?P=n) ~ backreference ~ 8",
                "(?<n>a)\\k<n> ~ backreference ~ 7",
                "(a)\\g{1} ~ backreference ~ 3",
                "a*+ ~ possessive quantifier ~ 1",
                "a{2}+ ~ possessive quantifier ~ 1",
                "(?>a) ~ atomic group ~ 0",
                "(?|a) ~ branch reset ~ 0",
                "(?(1)a) ~ condition ~ 0",
                "(?R) ~ recursion ~ 0",
                "(?1) ~ recursion ~ 0",
                "(?&n) ~ recursion ~ 0",
                "(*ACCEPT) ~ verb ~ 0",
                "(?x) a ~ flag ~ 0",
                "a\\K ~ \\K ~ 1",
                "\\y ~ unknown escape ~ 0",
                "(a ~ group without end ~ 2",
                "a) ~ group without beginning ~ 1",
                "[a ~ class without end ~ 0",
                "a\\ ~ \\ at the end ~ 1",
                "* ~ nothing to repeat ~ 0",
                "[\\H] ~ \\H in a class ~ 1",
            })
    void whatIsOutsideIsToldWithItsPlace(String regex, String kind, int index) {
        assertThatExceptionOfType(LinearRegex.Outside.class)
                .isThrownBy(() -> LinearRegex.compile(regex))
                .satisfies(outside -> {
                    assertThat(outside.kind()).isEqualTo(kind);
                    assertThat(outside.index()).isEqualTo(index);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\\h | \\240 | true",
                "^\\R$ | \\r\\n | true",
                "\\cA | \\1 | true",
                "[[:alpha:]]+ | ab | true",
                "(?i)ABC | xabcx | true",
                "(?<name>a)b | ab | true",
                "a(?#not read)b | ab | true",
                "(?m)^b$ | a\\nb\\nc | true",
                "^b$ | a\\nb\\nc | false",
                "b$ | ab\\n | true",
                "b\\z | ab\\n | false",
                "a.b | a\\nb | true",
                "\\x{1F600} | 😀 | true",
                "[]a] | ] | true",
                "\\p{Lu} | É | true",
            })
    void whatPcreWritesOtherwiseMeansTheSame(String regex, String text, boolean found)
            throws Exception {
        assertThat(LinearRegex.compile(regex).isIn(text.translateEscapes())).isEqualTo(found);
    }

    @Test
    void itsSizeAndDepthAreLimited() throws Exception {
        String steps = "a".repeat(1000);
        String largest = "(?:" + steps + "){19}";
        assertThat(LinearRegex.compile(largest).size()).isLessThanOrEqualTo(LinearRegex.SIZE_LIMIT);
        outside("(?:" + largest + "){2}", "size");
        outside("((((((a{9}){9}){9}){9}){9}){9})", "size");
        outside("a".repeat(LinearRegex.LENGTH_LIMIT + 1), "length");
        outside("(".repeat(LinearRegex.DEPTH_LIMIT) + ")".repeat(LinearRegex.DEPTH_LIMIT), "depth");
    }

    private static void outside(String regex, String kind) {
        assertThatExceptionOfType(LinearRegex.Outside.class)
                .isThrownBy(() -> LinearRegex.compile(regex))
                .extracting(LinearRegex.Outside::kind)
                .isEqualTo(kind);
    }

    @Test
    void whatTakesABacktrackingEngineForEverIsFoundOrNotAtOnce() throws Exception {
        assertThat(LinearRegex.compile("(a+)+$").isIn("a".repeat(50_000) + "b")).isFalse();
        assertThat(LinearRegex.compile("(.*a){20}").isIn("b".repeat(50_000))).isFalse();
    }
}
