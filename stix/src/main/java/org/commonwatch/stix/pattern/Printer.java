package org.commonwatch.stix.pattern;

import org.commonwatch.stix.pattern.ObservationExpression.Joint;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Writes patterns so that reading them gives the same again. */
final class Printer {
    private static final Pattern PLAIN_KEY = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final String STEP_IN = "    ";

    private final StringBuilder text = new StringBuilder();
    private final boolean lines;

    private Printer(boolean lines) {
        this.lines = lines;
    }

    /** On one line. */
    static String line(ObservationExpression expression) {
        var printer = new Printer(false);
        printer.observation(expression, 0);
        return printer.text.toString();
    }

    /** On several lines, a level of parentheses further in each. */
    static String pretty(ObservationExpression expression) {
        var printer = new Printer(true);
        printer.observation(expression, 0);
        return printer.text.toString();
    }

    static String path(ObjectPath path) {
        var printer = new Printer(false);
        printer.writePath(path);
        return printer.text.toString();
    }

    /** One comparison expression without its brackets, on one line. */
    static String comparisons(ComparisonExpression expression) {
        var printer = new Printer(false);
        printer.comparison(expression);
        return printer.text.toString();
    }

    private void observation(ObservationExpression expression, int depth) {
        switch (expression) {
            case ObservationExpression.Single single -> {
                text.append('[');
                comparison(single.comparisons());
                text.append(']');
            }
            case ObservationExpression.Combined combined -> combined(combined, depth);
            case ObservationExpression.Qualified qualified -> {
                boolean grouped =
                        !(qualified.operand() instanceof ObservationExpression.Single)
                                || PatternParser.repeatsQualifier(qualified.qualifiers());
                operand(qualified.operand(), grouped, depth);
                qualified.qualifiers().forEach(this::qualifier);
            }
        }
    }

    private void combined(ObservationExpression.Combined combined, int depth) {
        boolean first = true;
        for (ObservationExpression operand : combined.operands()) {
            if (!first) {
                newLine(depth);
                text.append(combined.joint()).append(' ');
            }
            first = false;
            boolean grouped =
                    operand instanceof ObservationExpression.Combined inner
                            && !bindsMore(inner.joint(), combined.joint());
            operand(operand, grouped, depth);
        }
    }

    private static boolean bindsMore(Joint inner, Joint outer) {
        return inner.compareTo(outer) > 0;
    }

    private void operand(ObservationExpression operand, boolean grouped, int depth) {
        if (!grouped) {
            observation(operand, depth);
            return;
        }
        text.append('(');
        boolean single = operand instanceof ObservationExpression.Single;
        if (lines && !single) {
            newLine(depth + 1);
        }
        observation(operand, depth + 1);
        if (lines && !single) {
            newLine(depth);
        }
        text.append(')');
    }

    private void newLine(int depth) {
        if (lines) {
            text.append('\n').append(STEP_IN.repeat(depth));
        } else {
            text.append(' ');
        }
    }

    private void qualifier(Qualifier qualifier) {
        switch (qualifier) {
            case Qualifier.Within within ->
                    text.append(" WITHIN ")
                            .append(within.seconds().toPlainString())
                            .append(" SECONDS");
            case Qualifier.Repeats repeats ->
                    text.append(" REPEATS ").append(repeats.times()).append(" TIMES");
            case Qualifier.StartStop between -> {
                text.append(" START ");
                constant(between.start());
                text.append(" STOP ");
                constant(between.stop());
            }
        }
    }

    private void comparison(ComparisonExpression expression) {
        switch (expression) {
            case ComparisonExpression.Combined combined -> {
                boolean first = true;
                for (ComparisonExpression operand : combined.operands()) {
                    if (!first) {
                        text.append(' ').append(combined.joint()).append(' ');
                    }
                    first = false;
                    boolean grouped =
                            operand instanceof ComparisonExpression.Combined inner
                                    && inner.joint().compareTo(combined.joint()) <= 0;
                    text.append(grouped ? "(" : "");
                    comparison(operand);
                    text.append(grouped ? ")" : "");
                }
            }
            case ComparisonExpression.Comparison comparison -> comparison(comparison);
            case ComparisonExpression.Exists exists -> {
                text.append(exists.negated() ? "NOT EXISTS " : "EXISTS ");
                writePath(exists.path());
            }
        }
    }

    private void comparison(ComparisonExpression.Comparison comparison) {
        writePath(comparison.path());
        text.append(comparison.negated() ? " NOT " : " ");
        text.append(comparison.operator().sign()).append(' ');
        if (comparison.operator() == ComparisonExpression.Operator.IN) {
            set(comparison.constants());
        } else {
            constant(comparison.constant());
        }
    }

    private void set(List<Constant> constants) {
        text.append('(');
        for (int i = 0; i < constants.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            constant(constants.get(i));
        }
        text.append(')');
    }

    private void writePath(ObjectPath path) {
        text.append(path.type());
        char before = ':';
        for (ObjectPath.Step step : path.steps()) {
            switch (step) {
                case ObjectPath.Key key -> {
                    text.append(before);
                    if (PLAIN_KEY.matcher(key.name()).matches()
                            && !PatternLexer.isKeyword(key.name())) {
                        text.append(key.name());
                    } else {
                        quoted(key.name());
                    }
                }
                case ObjectPath.Index index -> text.append('[').append(index.index()).append(']');
                case ObjectPath.AnyIndex any -> text.append("[*]");
            }
            before = '.';
        }
    }

    private void constant(Constant constant) {
        switch (constant) {
            case Constant.Text string -> quoted(string.value());
            case Constant.Numeric number -> text.append(number.value().toPlainString());
            case Constant.Bool bool -> text.append(bool.value());
            case Constant.Timestamp timestamp ->
                    text.append("t'").append(timestamp.text()).append('\'');
            case Constant.Bytes bytes -> {
                byte[] value = bytes.value().getBytes(StandardCharsets.ISO_8859_1);
                text.append(bytes.hex() ? "h'" : "b'")
                        .append(
                                bytes.hex()
                                        ? HexFormat.of().formatHex(value)
                                        : Base64.getEncoder().encodeToString(value))
                        .append('\'');
            }
        }
    }

    private void quoted(String value) {
        text.append('\'');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\'' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('\'');
    }
}
