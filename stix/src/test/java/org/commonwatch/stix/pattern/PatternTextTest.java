package org.commonwatch.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTextTest {
    @Test
    void whatIsPrintedIsReadAsTheSame() {
        Cases.check(random -> {
            ObservationExpression expression = AnyPattern.wild(random);
            String line = Printer.line(expression);
            assertThat(Pattern.parse(line).root()).isEqualTo(expression);
            assertThat(Pattern.parse(Printer.pretty(expression)).root()).isEqualTo(expression);
            assertThat(Pattern.parse(line)).hasToString(line);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[ file:size=1280 ] | [file:size = 1280]",
                "[file:size<>+1] | [file:size != 1]",
                "[a:b=1]AND[a:b==2]OR[a:b=3] | [a:b = 1] AND [a:b = 2] OR [a:b = 3]",
                "([a:b = 1] OR [a:b = 2]) AND [a:b = 3] | ([a:b = 1] OR [a:b = 2]) AND [a:b = 3]",
                "(([a:b = 1])) | [a:b = 1]",
                "[(a:b = 1)] | [a:b = 1]",
                "[a:b IN(1,2)]REPEATS 5TIMES | [a:b IN (1, 2)] REPEATS 5 TIMES",
                "[a:b = .5] WITHIN .25 SECONDS | [a:b = 0.5] WITHIN 0.25 SECONDS",
                "[a:'b'.'c-d'[0][*] = h'FF00'] | [a:b.'c-d'[0][*] = h'ff00']",
                "[a:b = b'AQID'] // all | [a:b = b'AQID']",
                "/* first */ [NOT EXISTS a:b] | [NOT EXISTS a:b]",
                "[a:'IN' = true] | [a:'IN' = true]",
            })
    void thereIsOneFormOnOneLine(String text, String line) {
        assertThat(Pattern.parse(text)).hasToString(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "file:size = 1280 | 1 | Put each observation expression in brackets",
                "[file:size = ] | 14 | Correct the pattern at this place",
                "[file:size = 1280 | 18 | Complete the pattern",
                "[file:name = ‘x’] | 14 | between apostrophes",
                "[file:name = 'C:\\x'] | 17 | Write \\\\ for a \\",
                "[file:name = 'x] | 14 | Close it with an apostrophe",
                "[a:b = 1] within 5 SECONDS | 11 | Write WITHIN in capital letters",
                "[a:b = 1] WITHIN 0 SECONDS | 18 | Give a positive number",
                "[a:b = 1] REPEATS 0 TIMES | 19 | Give such a number",
                "[a:b = 1] WITHIN 5 SECONDS WITHIN 6 SECONDS | 28 | Keep one of them",
                "[a:b IN (1, 'x')] | 13 | Keep a set to one type",
                "[a:b = t'2026-03-01'] | 8 | Write it in UTC",
                "[a:b = b'===='] | 8 | Base64",
                "[a:b = h'0'] | 8 | two digits",
                "[a:b-c = 1] | 4 | with apostrophes around it",
                "[file:hashes.MD5 = 'f00'] | 20 | Correct the hash",
                "[a:b = 007] | 9 | Correct the pattern",
                "[a:b > true] | 8 | Correct the pattern",
                "[a:b = 1]] | 10 | Correct the pattern",
                "[a:b = 1] ; | 11 | Remove it",
                "[a:b = 1] /* | 11 | End it with */",
            })
    void aMistakeIsToldWithItsPlaceAndARemedy(String text, int column, String remedy) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Pattern.parse(text))
                .satisfies(refused -> {
                    var refusal = (Refusal.NotAPattern) refused.refusal();
                    assertThat(refusal.place().column()).isEqualTo(column);
                    assertThat(refusal.remedy()).contains(remedy);
                    assertThat(refusal.message()).contains(", column " + column + ",");
                });
    }

    @Test
    void theLineOfAMistakeIsTold() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Pattern.parse("[a:b = 1]\r\n  AND\n  [a:b ! 2]"))
                .withMessageContaining("(line 3, column 8,");
    }

    @Test
    void longPatternsAreReadUpToTheLimit() {
        String more = " OR a:b = 1";
        String longest =
                "[a:b = 1" + more.repeat((Pattern.LENGTH_LIMIT - 10) / more.length()) + "]";
        String padded = longest + " ".repeat(Pattern.LENGTH_LIMIT - longest.length());
        assertThat(Pattern.parse(padded).root()).isNotNull();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Pattern.parse(padded + " "))
                .withMessageContaining("longer than 1048576");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "["})
    void parenthesesEndAtTheirDepth(String outer) {
        int limit = Pattern.DEPTH_LIMIT;
        assertThat(Pattern.parse(nested(outer, limit)).root()).isNotNull();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Pattern.parse(nested(outer, limit + 1)))
                .withMessageContaining("more than 100 parentheses");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Pattern.parse(nested(outer, 400_000)));
    }

    private static String nested(String outer, int depth) {
        String open = "(".repeat(depth);
        String close = ")".repeat(depth);
        return outer.equals("(")
                ? open + "[a:b = 1]" + close
                : "[" + open + "a:b = 1" + close + "]";
    }

    @Test
    void longNumbersAreRefused() {
        String digits = "9".repeat(Pattern.NUMBER_LENGTH_LIMIT);
        assertThat(Pattern.parse("[a:b = " + digits + "]").root()).isNotNull();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Pattern.parse("[a:b = " + digits + "9]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[a:b MATCHES 'x(?=y)'] | lookahead | 16",
                "[a:b MATCHES '\\\\d(?<!y)'] | lookbehind | 18",
                "[a:b MATCHES '(a)\\\\1'] | backreference | 18",
                "[a:b MATCHES 'a++'] | possessive quantifier | 16",
                "[a:b MATCHES '(?>a)'] | atomic group | 15",
                "[a:b ISSUBSET 'example'] | network | 15",
                "[a:b = t'2026-02-30T00:00:00Z'] | moment | 8",
                "[a:b = 1] START t'2026-02-30T00:00:00Z' STOP t'2026-03-30T00:00:00Z' | moment |"
                        + " 17",
            })
    void whatCannotBeMatchedIsFoundAndKept(String text, String kind, int column) {
        Pattern pattern = Pattern.parse(text);
        assertThat(pattern.findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(kind);
                    assertThat(finding.place().column()).isEqualTo(column);
                });
        assertThat(pattern).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[ipv4-addr:value = '198.18.0.1'] | ipv4 198.18.0.1",
                "[ipv4-addr:value ISSUBSET '198.18.0.9/24'] | cidr 198.18.0.0/24",
                "[ipv6-addr:value = '2001:DB8::1'] | ipv6 2001:db8::1",
                "[domain-name:value = 'Host.Example'] | domain host.example",
                "[url:value IN ('http://a.example/')] | url http://a.example/",
                "[file:hashes.SHA1 = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'] |"
                        + " sha1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            })
    void whatCanBeLookedUpIsAnObservable(String text, String observable) {
        assertThat(Pattern.parse(text).observables()).singleElement().hasToString(observable);
    }

    /** What the house writes for an observable is what it reads as one. */
    @ParameterizedTest
    @CsvSource({
        "ipv4,198.18.0.1",
        "ipv6,2001:db8::1",
        "cidr,198.18.0.0/24",
        "cidr,2001:db8::/32",
        "domain,host.example",
        "url,http://host.example/a?b=c'd",
        "url-prefix,http://host.example/a.b(c)",
        "md5,0123456789abcdef0123456789abcdef",
        "email,someone@host.example",
    })
    void thePatternOfAnObservableStandsForIt(String kind, String value) {
        Observable observable = Observable.parse(Observable.Kind.parse(kind), value);
        assertThat(Pattern.parse(observable.pattern()).observables()).containsExactly(observable);
    }

    @Test
    void onlyAlternativesCanBeLookedUp() {
        String one = "[ipv4-addr:value = '198.18.0.1'";
        String other = "url:value = 'http://a.example/'";
        assertThat(Pattern.parse(one + " OR " + other + "]").observables()).hasSize(2);
        assertThat(Pattern.parse(one + "] OR [" + other + "]").observables()).hasSize(2);
        assertThat(Pattern.parse(one + " AND " + other + "]").observables()).isEmpty();
        assertThat(Pattern.parse(one + "] REPEATS 2 TIMES").observables()).isEmpty();
        assertThat(Pattern.parse("[ipv4-addr:value != '198.18.0.1']").observables()).isEmpty();
        assertThat(Pattern.parse("[mutex:name = 'x']").observables()).isEmpty();
    }
}
