package org.commonwatch.stix.pattern;

import org.commonwatch.stix.pattern.value.LikePattern;
import org.commonwatch.stix.pattern.value.LinearRegex;
import org.commonwatch.stix.pattern.value.Moments;
import org.commonwatch.stix.pattern.value.Network;
import org.jspecify.annotations.Nullable;

/** Finds what keeps a pattern from being matched although it is valid. */
final class Matchability {
    private final String text;
    private long regexSize;

    /** Takes the whole pattern. */
    Matchability(String text) {
        this.text = text;
    }

    /** How many steps all regular expressions have that were looked at. */
    long regexSize() {
        return regexSize;
    }

    /**
     * The first that is found in the constants, which begin at the offset of the text; null if
     * nothing is.
     */
    @Nullable Finding finding(ComparisonExpression.Comparison comparison, int offset) {
        for (Constant constant : comparison.constants()) {
            Finding finding =
                    switch (constant) {
                        case Constant.Text string ->
                                finding(comparison.operator(), string.value(), offset);
                        case Constant.Timestamp moment -> finding(moment, offset);
                        case Constant.Numeric number -> null;
                        case Constant.Bool bool -> null;
                        case Constant.Bytes bytes -> null;
                    };
            if (finding != null) {
                return finding;
            }
        }
        return null;
    }

    /** What is found in a timestamp at that offset of the pattern: perhaps no such moment. */
    @Nullable Finding finding(Constant.Timestamp moment, int offset) {
        return Moments.parse(moment.text()) != null
                ? null
                : new Finding(
                        "moment",
                        PatternLexer.place(text, offset),
                        "There is no such moment as t'" + moment.text() + "'.",
                        "Correct the timestamp.");
    }

    private @Nullable Finding finding(
            ComparisonExpression.Operator operator, String value, int offset) {
        return switch (operator) {
            case MATCHES -> regexFinding(value, offset);
            case LIKE ->
                    value.length() <= LikePattern.LENGTH_LIMIT
                            ? null
                            : new Finding(
                                    "length",
                                    PatternLexer.place(text, offset),
                                    "What LIKE compares with is longer than "
                                            + LikePattern.LENGTH_LIMIT
                                            + " characters.",
                                    "Compare with less of it.");
            case ISSUBSET, ISSUPERSET ->
                    Network.parse(value) != null
                            ? null
                            : new Finding(
                                    "network",
                                    PatternLexer.place(text, offset),
                                    PatternLexer.name(value)
                                            + " is neither an address nor a network.",
                                    "Write it like 198.51.100.0/24 or 2001:db8::/32.");
            case EQUAL, NOT_EQUAL, GREATER, LESS, AT_LEAST, AT_MOST, IN -> null;
        };
    }

    private @Nullable Finding regexFinding(String regex, int offset) {
        try {
            regexSize += LinearRegex.compile(regex).size();
            if (regexSize > Pattern.REGEX_SIZE_LIMIT) {
                throw new LinearRegex.Outside("size of all", 0);
            }
            return null;
        } catch (LinearRegex.Outside outside) {
            return new Finding(
                    outside.kind(),
                    PatternLexer.place(text, inString(offset, outside.index())),
                    "This regular expression cannot be matched in linear time ("
                            + outside.kind()
                            + ").",
                    "Write it without that, within the syntax of RE2; as it is, the pattern is"
                            + " kept and never matched.");
        }
    }

    // Where the character of that index stands, of a string that begins at the offset.
    private int inString(int offset, int index) {
        int at = offset + 1;
        for (int i = 0; i < index && at < text.length() - 1; i++) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length() - 1);
    }
}
