package org.commonwatch.stix.pattern;

import org.commonwatch.stix.pattern.value.Moments;
import org.commonwatch.stix.pattern.value.LikePattern;
import org.commonwatch.stix.pattern.value.LinearRegex;
import org.commonwatch.stix.pattern.value.Network;
import org.commonwatch.stix.Place;

import java.util.ArrayList;
import java.util.List;

/** Finds what keeps a comparison from being matched although it is valid. */
final class Matchability {
    private Matchability() {}

    /**
     * What is found in the constants, which begin at the offset of the text.
     *
     * @param text the whole pattern
     */
    static List<Finding> findings(
            ComparisonExpression.Comparison comparison, String text, int offset) {
        List<Finding> findings = new ArrayList<>();
        for (Constant constant : comparison.constants()) {
            switch (constant) {
                case Constant.Text string ->
                        textFindings(comparison.operator(), string.value(), text, offset, findings);
                case Constant.Timestamp moment -> findings.addAll(dayFindings(moment, text, offset));
                case Constant.Numeric number -> {}
                case Constant.Bool bool -> {}
                case Constant.Bytes bytes -> {}
            }
        }
        return findings;
    }

    /** What is found in a timestamp at that offset of the pattern: perhaps a day there is not. */
    static List<Finding> dayFindings(Constant.Timestamp moment, String text, int offset) {
        return Moments.parse(moment.text()) != null
                ? List.of()
                : List.of(
                        new Finding(
                                "day",
                                Place.of(text, offset),
                                "There is no such day as in t'" + moment.text() + "'.",
                                "Correct the timestamp."));
    }

    private static void textFindings(
            ComparisonExpression.Operator operator,
            String value,
            String text,
            int offset,
            List<Finding> findings) {
        switch (operator) {
            case MATCHES -> {
                try {
                    LinearRegex.compile(value);
                } catch (LinearRegex.Outside outside) {
                    findings.add(regexFinding(outside, text, offset));
                }
            }
            case LIKE -> {
                if (value.length() > LikePattern.LENGTH_LIMIT) {
                    findings.add(
                            new Finding(
                                    "length",
                                    Place.of(text, offset),
                                    "What LIKE compares with is longer than "
                                            + LikePattern.LENGTH_LIMIT
                                            + " characters.",
                                    "Compare with less of it."));
                }
            }
            case ISSUBSET, ISSUPERSET -> {
                if (Network.parse(value) == null) {
                    findings.add(
                            new Finding(
                                    "network",
                                    Place.of(text, offset),
                                    "'" + value + "' is neither an address nor a network.",
                                    "Write it like 198.51.100.0/24 or 2001:db8::/32."));
                }
            }
            case EQUAL, NOT_EQUAL, GREATER, LESS, AT_LEAST, AT_MOST, IN -> {}
        }
    }

    private static Finding regexFinding(LinearRegex.Outside outside, String text, int offset) {
        return new Finding(
                outside.kind(),
                Place.of(text, inString(text, offset, outside.index())),
                "This regular expression cannot be matched in linear time ("
                        + outside.kind()
                        + ").",
                "Write it without that, within the syntax of RE2; as it is, the pattern is kept"
                        + " and never matched.");
    }

    // Where the character of that index stands, of a string that begins at the offset.
    private static int inString(String text, int offset, int index) {
        int at = offset + 1;
        for (int i = 0; i < index && at < text.length() - 1; i++) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length() - 1);
    }
}
