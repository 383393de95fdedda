package org.commonwatch.stix.pattern;

/** Patterns of expressions that were made and not read. */
public final class PatternTexts {
    private PatternTexts() {}

    public static Pattern parse(ObservationExpression expression) {
        return Pattern.parse(Printer.line(expression));
    }
}
