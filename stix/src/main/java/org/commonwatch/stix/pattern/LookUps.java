package org.commonwatch.stix.pattern;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.pattern.ComparisonExpression.Comparison;
import org.commonwatch.stix.pattern.ComparisonExpression.Operator;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.Set;

/** Finds patterns that say no more than that one of some observables was seen. */
final class LookUps {
    private LookUps() {}

    static Set<Observable> of(ObservationExpression root) {
        Set<Observable> found = new LinkedHashSet<>();
        return collect(root, found) ? found : Set.of();
    }

    private static boolean collect(ObservationExpression expression, Set<Observable> found) {
        return switch (expression) {
            case ObservationExpression.Single single -> collect(single.comparisons(), found);
            case ObservationExpression.Combined combined ->
                    combined.joint() == ObservationExpression.Joint.OR
                            && combined.operands().stream()
                                    .allMatch(operand -> collect(operand, found));
            case ObservationExpression.Qualified qualified -> false;
        };
    }

    private static boolean collect(ComparisonExpression expression, Set<Observable> found) {
        return switch (expression) {
            case ComparisonExpression.Combined combined ->
                    combined.joint() == ComparisonExpression.Joint.OR
                            && combined.operands().stream()
                                    .allMatch(operand -> collect(operand, found));
            case Comparison comparison -> collect(comparison, found);
            case ComparisonExpression.Exists exists -> false;
        };
    }

    private static boolean collect(Comparison comparison, Set<Observable> found) {
        if (comparison.negated() || comparison.constants().isEmpty()) {
            return false;
        }
        for (Constant constant : comparison.constants()) {
            Observable observable =
                    constant instanceof Constant.Text text
                            ? observable(comparison.path(), comparison.operator(), text.value())
                            : null;
            if (observable == null) {
                return false;
            }
            found.add(observable);
        }
        return true;
    }

    private static @Nullable Observable observable(
            ObjectPath path, Operator operator, String value) {
        if (operator == Operator.MATCHES && path.toString().equals("url:value")) {
            String beginning = beginning(value);
            return beginning == null ? null : parse(Observable.Kind.URL_PREFIX, beginning);
        }
        boolean equal = operator == Operator.EQUAL || operator == Operator.IN;
        boolean network = value.indexOf('/') >= 0;
        Observable.Kind kind =
                switch (path.toString()) {
                    case "ipv4-addr:value" ->
                            address(equal, operator, network, Observable.Kind.IPV4);
                    case "ipv6-addr:value" ->
                            address(equal, operator, network, Observable.Kind.IPV6);
                    case "domain-name:value" -> equal ? Observable.Kind.DOMAIN : null;
                    case "email-addr:value" -> equal ? Observable.Kind.EMAIL : null;
                    case "url:value" -> equal ? Observable.Kind.URL : null;
                    default -> equal && path.type().equals("file") ? hash(path) : null;
                };
        return kind == null ? null : parse(kind, value);
    }

    private static @Nullable Observable parse(Observable.Kind kind, String value) {
        try {
            return Observable.parse(kind, value);
        } catch (RefusedException notOfTheKind) {
            return null;
        }
    }

    /** The literal that a regular expression asks for at the beginning; null if it asks more. */
    private static @Nullable String beginning(String regex) {
        if (!regex.startsWith("^")) {
            return null;
        }
        var literal = new StringBuilder();
        for (int i = 1; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\' && i + 1 < regex.length()) {
                c = regex.charAt(++i);
                if (Character.isLetterOrDigit(c)) {
                    return null;
                }
            } else if ("\\^$.[|()?*+{".indexOf(c) >= 0) {
                return null;
            }
            literal.append(c);
        }
        return literal.toString();
    }

    private static Observable.@Nullable Kind address(
            boolean equal, Operator operator, boolean network, Observable.Kind single) {
        if (equal || operator == Operator.ISSUBSET) {
            return network ? Observable.Kind.CIDR : single;
        }
        return null;
    }

    private static Observable.@Nullable Kind hash(ObjectPath path) {
        if (path.steps().size() != 2) {
            return null;
        }
        return switch (Hashes.plainName(Hashes.algorithm(path))) {
            case "MD5" -> Observable.Kind.MD5;
            case "SHA1" -> Observable.Kind.SHA1;
            case "SHA256" -> Observable.Kind.SHA256;
            default -> null;
        };
    }
}
