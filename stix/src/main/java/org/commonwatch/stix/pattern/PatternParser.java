package org.commonwatch.stix.pattern;

import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.json.Place;
import org.commonwatch.stix.pattern.PatternLexer.Kind;
import org.commonwatch.stix.pattern.PatternLexer.Token;
import org.commonwatch.stix.pattern.value.Binary;
import org.commonwatch.stix.pattern.value.Moments;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a pattern by recursive descent; where it stands is never left in doubt. */
final class PatternParser {
    private final PatternLexer lexer;
    private final String text;
    private final Matchability matchability;
    private final List<Finding> findings = new ArrayList<>();
    private Token token;
    private int depth;

    private PatternParser(String text) {
        this.text = text;
        this.matchability = new Matchability(text);
        this.lexer = new PatternLexer(text);
        this.token = lexer.next();
    }

    static Pattern parse(String text) {
        if (text.length() > Pattern.LENGTH_LIMIT) {
            throw new RefusedException(
                    new Refusal.NotAPattern(
                            "The pattern is longer than "
                                    + Pattern.LENGTH_LIMIT
                                    + " characters: "
                                    + text.length(),
                            Place.START,
                            "Split it at an OR between its observation expressions.",
                            false));
        }
        var parser = new PatternParser(text);
        ObservationExpression root = parser.observations(ObservationExpression.Joint.FOLLOWEDBY);
        if (parser.token.kind() != Kind.END) {
            throw parser.unexpected(
                    "AND, OR, FOLLOWEDBY, WITHIN, REPEATS, START or the end of the pattern");
        }
        return new Pattern(root, parser.findings, parser.matchability.regexSize());
    }

    /** Whether two of them are of one sort. */
    static boolean repeatsQualifier(List<Qualifier> qualifiers) {
        Set<Class<?>> sorts = new HashSet<>();
        return !qualifiers.stream().allMatch(qualifier -> sorts.add(qualifier.getClass()));
    }

    private ObservationExpression observations(ObservationExpression.Joint joint) {
        List<ObservationExpression> operands = new ArrayList<>();
        do {
            operands.add(
                    switch (joint) {
                        case FOLLOWEDBY -> observations(ObservationExpression.Joint.OR);
                        case OR -> observations(ObservationExpression.Joint.AND);
                        case AND -> qualified();
                    });
        } while (skip(joint.name()));
        return operands.size() == 1
                ? operands.getFirst()
                : new ObservationExpression.Combined(joint, operands);
    }

    private ObservationExpression qualified() {
        Token start = token;
        ObservationExpression operand;
        boolean group = skip("(");
        if (group) {
            deeper(start);
            operand = observations(ObservationExpression.Joint.FOLLOWEDBY);
            depth--;
            require(")", "AND, OR, FOLLOWEDBY, a qualifier or ')'");
        } else if (skip("[")) {
            operand = new ObservationExpression.Single(comparisons(ComparisonExpression.Joint.OR));
            require("]", "AND, OR or ']'");
        } else {
            throw noBracket();
        }
        List<Qualifier> qualifiers = new ArrayList<>();
        while (token.is("WITHIN") || token.is("REPEATS") || token.is("START")) {
            Token last = token;
            qualifiers.add(qualifier());
            // A rule of the standard for observation expressions, not for groups of them (§9.5.1).
            if (!group && repeatsQualifier(qualifiers)) {
                throw invalid(
                        last.start(),
                        "There is a second " + last.text() + " behind one observation expression",
                        "Keep one of them, or put parentheses around the expression and the"
                                + " first.");
            }
        }
        return qualifiers.isEmpty()
                ? operand
                : new ObservationExpression.Qualified(operand, qualifiers);
    }

    private Qualifier qualifier() {
        return switch (take().text()) {
            case "WITHIN" -> within();
            case "REPEATS" -> repeats();
            default -> {
                Constant.Timestamp start = bound();
                require("STOP", "STOP");
                yield new Qualifier.StartStop(start, bound());
            }
        };
    }

    private Qualifier within() {
        if (token.kind() != Kind.INTEGER && token.kind() != Kind.FLOAT) {
            throw unexpected("a number of seconds");
        }
        Token number = take();
        BigDecimal seconds = number(number);
        if (seconds.signum() <= 0) {
            throw lexer.refused(
                    number.start(),
                    "WITHIN takes more than no seconds, and not " + number.text(),
                    "Give a positive number, such as 0.5 or 300.");
        }
        require("SECONDS", "SECONDS");
        return new Qualifier.Within(seconds);
    }

    private Qualifier repeats() {
        Token number = take(Kind.INTEGER, "a whole number");
        BigDecimal times = number(number);
        if (times.signum() <= 0 || times.compareTo(Pattern.REPEATS_LIMIT) > 0) {
            throw lexer.refused(
                    number.start(),
                    "REPEATS takes a number from 1 to "
                            + Pattern.REPEATS_LIMIT
                            + ", and not "
                            + number.text(),
                    "Give such a number.");
        }
        require("TIMES", "TIMES");
        return new Qualifier.Repeats(times.intValueExact());
    }

    private Constant.Timestamp bound() {
        Token token = take(Kind.TIMESTAMP, "a timestamp t'…'");
        Constant.Timestamp bound = timestamp(token);
        if (findings.size() < Pattern.FINDINGS_LIMIT) {
            keep(matchability.finding(bound, token.start()));
        }
        return bound;
    }

    private ComparisonExpression comparisons(ComparisonExpression.Joint joint) {
        List<ComparisonExpression> operands = new ArrayList<>();
        do {
            operands.add(
                    switch (joint) {
                        case OR -> comparisons(ComparisonExpression.Joint.AND);
                        case AND -> comparison();
                    });
        } while (skip(joint.name()));
        return operands.size() == 1
                ? operands.getFirst()
                : new ComparisonExpression.Combined(joint, operands);
    }

    private ComparisonExpression comparison() {
        Token start = token;
        if (skip("(")) {
            deeper(start);
            ComparisonExpression inner = comparisons(ComparisonExpression.Joint.OR);
            depth--;
            require(")", "AND, OR or ')'");
            return inner;
        }
        if (token.is("NOT") || token.is("EXISTS")) {
            boolean negated = skip("NOT");
            require("EXISTS", "EXISTS");
            return new ComparisonExpression.Exists(path(), negated);
        }
        ObjectPath path = path();
        boolean negated = skip("NOT");
        ComparisonExpression.Operator operator = operator();
        Token constant = token;
        var comparison =
                new ComparisonExpression.Comparison(path, negated, operator, constants(operator));
        checkHashes(comparison, constant);
        if (findings.size() < Pattern.FINDINGS_LIMIT) {
            keep(matchability.finding(comparison, constant.start()));
        }
        return comparison;
    }

    private ComparisonExpression.Operator operator() {
        for (ComparisonExpression.Operator operator : ComparisonExpression.Operator.values()) {
            if (skip(operator.sign())) {
                return operator;
            }
        }
        if (skip("==")) {
            return ComparisonExpression.Operator.EQUAL;
        }
        if (skip("<>")) {
            return ComparisonExpression.Operator.NOT_EQUAL;
        }
        throw unexpected("NOT or an operator such as =, !=, <, IN, LIKE or MATCHES");
    }

    private List<Constant> constants(ComparisonExpression.Operator operator) {
        return switch (operator) {
            case IN -> set();
            case LIKE, MATCHES, ISSUBSET, ISSUPERSET ->
                    List.of(string(take(Kind.TEXT, "a string")));
            case GREATER, LESS, AT_LEAST, AT_MOST -> {
                if (token.is("true") || token.is("false")) {
                    throw unexpected("a constant that has an order");
                }
                yield List.of(constant());
            }
            case EQUAL, NOT_EQUAL -> List.of(constant());
        };
    }

    private List<Constant> set() {
        require("(", "'('");
        List<Constant> constants = new ArrayList<>();
        if (!skip(")")) {
            do {
                Token start = token;
                Constant constant = constant();
                if (!constants.isEmpty()
                        && constant.getClass() != constants.getFirst().getClass()) {
                    throw lexer.refused(
                            start.start(),
                            PatternLexer.name(start) + " is of another type than those before it",
                            "Keep a set to one type: numbers, strings, booleans, bytes or"
                                    + " timestamps.");
                }
                constants.add(constant);
            } while (skip(","));
            require(")", "',' or ')'");
        }
        return constants;
    }

    private Constant constant() {
        Token constant = token;
        if (skip("true") || skip("false")) {
            return new Constant.Bool(constant.text().equals("true"));
        }
        switch (constant.kind()) {
            case TEXT, HEX, BASE64, TIMESTAMP, INTEGER, FLOAT -> take();
            case KEYWORD, WORD, HYPHENATED, SIGN, END ->
                    throw unexpected(
                            "a constant: a string, number, boolean, t'…' timestamp, h'…' or b'…'"
                                    + " bytes");
        }
        return switch (constant.kind()) {
            case TEXT -> string(constant);
            case TIMESTAMP -> timestamp(constant);
            case HEX, BASE64 -> bytes(constant);
            case KEYWORD, WORD, HYPHENATED, SIGN, END, INTEGER, FLOAT ->
                    new Constant.Numeric(number(constant));
        };
    }

    private static Constant.Text string(Token token) {
        return new Constant.Text(unescape(token.text()));
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            }
            plain.append(text.charAt(i));
        }
        return plain.toString();
    }

    private Constant.Timestamp timestamp(Token token) {
        if (!Moments.isWritten(token.text())) {
            throw lexer.refused(
                    token.start(),
                    PatternLexer.name(token) + " is not a timestamp",
                    "Write it in UTC, as in t'2026-03-01T12:30:00.5Z'.");
        }
        return new Constant.Timestamp(token.text());
    }

    private Constant.Bytes bytes(Token token) {
        boolean hex = token.kind() == Kind.HEX;
        String value = hex ? Binary.hex(token.text()) : Binary.base64(token.text());
        if (value == null || (!hex && value.isEmpty())) {
            throw lexer.refused(
                    token.start(),
                    PatternLexer.name(token) + (hex ? " is not hexadecimal" : " is not Base64"),
                    hex
                            ? "Write two digits 0–9, a–f for each byte."
                            : "Write at least one byte in Base64 (RFC 4648 §4), padded with =.");
        }
        return new Constant.Bytes(value, hex);
    }

    private BigDecimal number(Token token) {
        if (token.text().length() > Pattern.NUMBER_LENGTH_LIMIT) {
            throw lexer.refused(
                    token.start(),
                    "A number is longer than " + Pattern.NUMBER_LENGTH_LIMIT + " characters",
                    "Write it shorter.");
        }
        return new BigDecimal(token.text());
    }

    private ObjectPath path() {
        if (token.kind() != Kind.WORD && token.kind() != Kind.HYPHENATED) {
            throw unexpected("an object path such as file:name, EXISTS or '('");
        }
        String type = take().text();
        require(":", "':' and a property");
        List<ObjectPath.Step> steps = new ArrayList<>();
        steps.add(key());
        while (true) {
            if (skip(".")) {
                steps.add(key());
            } else if (skip("[")) {
                steps.add(index());
                require("]", "']'");
            } else {
                return new ObjectPath(type, steps);
            }
        }
    }

    private ObjectPath.Key key() {
        if (token.kind() == Kind.TEXT) {
            return new ObjectPath.Key(unescape(take().text()));
        }
        if (token.kind() == Kind.WORD) {
            return new ObjectPath.Key(take().text());
        }
        if (token.kind() == Kind.HYPHENATED || token.kind() == Kind.KEYWORD) {
            throw lexer.refused(
                    token.start(),
                    "The property '" + token.text() + "' cannot stand without apostrophes",
                    "Write '" + token.text() + "' with apostrophes around it.");
        }
        throw unexpected("the name of a property");
    }

    private ObjectPath.Step index() {
        if (skip("*")) {
            return new ObjectPath.AnyIndex();
        }
        Token number = take(Kind.INTEGER, "a whole number or *");
        BigDecimal index = number(number);
        if (index.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw lexer.refused(
                    number.start(), "No list has so many items", "Give a smaller index, or *.");
        }
        return new ObjectPath.Index(index.intValueExact());
    }

    // STIX 2.1 §10.7: a hash must be one of its algorithm.
    private void checkHashes(ComparisonExpression.Comparison comparison, Token constant) {
        boolean equality =
                switch (comparison.operator()) {
                    case EQUAL, NOT_EQUAL, IN -> true;
                    case GREATER, LESS, AT_LEAST, AT_MOST, LIKE, MATCHES -> false;
                    case ISSUBSET, ISSUPERSET -> false;
                };
        String algorithm = equality ? Hashes.algorithm(comparison.path()) : "";
        for (Constant value : comparison.constants()) {
            if (value instanceof Constant.Text hash && !Hashes.fits(algorithm, hash.value())) {
                throw invalid(
                        constant.start(),
                        PatternLexer.name(hash.value()) + " is not a hash of " + algorithm,
                        "Correct the hash, or name the algorithm it is of.");
            }
        }
    }

    private void keep(@Nullable Finding finding) {
        if (finding != null) {
            findings.add(finding);
        }
    }

    private void deeper(Token start) {
        if (++depth > Pattern.DEPTH_LIMIT) {
            throw lexer.refused(
                    start.start(),
                    "There are more than " + Pattern.DEPTH_LIMIT + " parentheses in one another",
                    "Remove those that only group what is grouped already.");
        }
    }

    private boolean skip(String sign) {
        if (token.is(sign)) {
            take();
            return true;
        }
        return false;
    }

    private Token take() {
        Token taken = token;
        token = lexer.next();
        return taken;
    }

    private Token take(Kind kind, String expected) {
        if (token.kind() != kind) {
            throw unexpected(expected);
        }
        return take();
    }

    private void require(String sign, String expected) {
        if (!skip(sign)) {
            throw unexpected(expected);
        }
    }

    private RefusedException noBracket() {
        if (token.kind() == Kind.WORD || token.kind() == Kind.HYPHENATED) {
            return lexer.refused(
                    token.start(),
                    "A '[' or '(' was expected, and there is " + PatternLexer.name(token),
                    "Put each observation expression in brackets: [file:size = 1280].");
        }
        return unexpected("'[' or '('");
    }

    private RefusedException unexpected(String expected) {
        String meant = PatternLexer.meant(token);
        String remedy =
                !meant.isEmpty()
                        ? "Write " + meant + " in capital letters."
                        : token.kind() == Kind.END
                                ? "Complete the pattern."
                                : "Correct the pattern at this place.";
        return lexer.refused(
                token.start(),
                "Expected was " + expected + ", and there is " + PatternLexer.name(token),
                remedy);
    }

    private RefusedException invalid(int offset, String problem, String remedy) {
        return new RefusedException(
                new Refusal.NotAPattern(problem, PatternLexer.place(text, offset), remedy, true));
    }
}
