package org.commonwatch.stix.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.stix.RefusedException;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

class CanonicalJsonTest {
    private final JsonReader reader = new JsonReader();

    /** RFC 8785, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void aNumberIsWrittenAsTheStandardLists(String bits, String expected) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertThat(CanonicalJson.number(value)).isEqualTo(expected);
    }

    /** RFC 8785, §3.2.2 and §3.2.3. */
    @Test
    void theStandardsExamplesAreWrittenAsItSays() {
        String example =
                """
                {
                  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }
                """;
        assertThat(canonical(example))
                .isEqualTo(
                        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,"
                                + "0.002,1e-27],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
        assertThat(
                        canonical(
                                """
                                {"\\u20ac": 5, "\\r": 1, "\\ufb33": 7, "1": 2, "\\ud83d\\ude00": 6,
                                 "\\u0080": 3, "\\u00f6": 4}
                                """))
                .isEqualTo(
                        "{\"\\r\":1,\"1\":2,\"\u0080\":3,\"ö\":4,\"€\":5,\"😀\":6,\"\uFB33\":7}");
    }

    @Test
    void anyNumberIsWrittenInTheFewestDigitsThatNameItAndTheNearestOfThose() {
        Cases.check(
                20_000,
                random -> {
                    double value = Double.longBitsToDouble(random.nextLong());
                    if (random.nextInt(4) == 0) {
                        value = random.nextInt(1_000_000) / 1000.0;
                    } else if (random.nextInt(4) == 0) {
                        value =
                                random.nextInt(100)
                                        * Double.MIN_VALUE; // the least digits there are
                    }
                    if (!Double.isFinite(value) || value == 0) {
                        return;
                    }
                    String text = CanonicalJson.number(value);
                    assertThat(Double.parseDouble(text)).isEqualTo(value);
                    BigDecimal exact = new BigDecimal(value);
                    BigDecimal written = new BigDecimal(text).stripTrailingZeros();
                    int digits = written.precision();
                    for (RoundingMode mode :
                            new RoundingMode[] {RoundingMode.FLOOR, RoundingMode.CEILING}) {
                        if (digits > 1) {
                            BigDecimal shorter = exact.round(new MathContext(digits - 1, mode));
                            assertThat(shorter.doubleValue()).as(text).isNotEqualTo(value);
                        }
                        BigDecimal other = exact.round(new MathContext(digits, mode));
                        if (other.doubleValue() == value) {
                            assertThat(written.subtract(exact).abs())
                                    .as(text)
                                    .isLessThanOrEqualTo(other.subtract(exact).abs());
                        }
                    }
                });
    }

    @Test
    void aNumberBeyondADoubleHasNoCanonicalForm() {
        assertThatThrownBy(() -> canonical("[1e400]"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("1e400");
        assertThat(canonical("9007199254740993")).isEqualTo("9007199254740992");
    }

    @Test
    void whateverTheSpellingTheCanonicalTextIsTheSameAndItsOwn() {
        Cases.check(random -> {
            Json value = AnyJson.value(random, 4);
            String text = CanonicalJson.of(value);
            String spelt = AnyJson.spelt(value, random);
            assertThat(reader.read(spelt)).as(spelt).isEqualTo(value);
            assertThat(canonical(spelt)).isEqualTo(text);
            assertThat(canonical(text)).isEqualTo(text);
        });
    }

    private String canonical(String text) {
        return CanonicalJson.of(reader.read(text));
    }
}
