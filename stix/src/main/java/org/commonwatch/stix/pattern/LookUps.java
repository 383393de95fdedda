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
        boolean equal = operator == Operator.EQUAL || operator == Operator.IN;
        boolean network = value.indexOf('/') >= 0;
        Observable.Kind kind =
                switch (path.toString()) {
                    case "ipv4-addr:value" ->
                            address(equal, operator, network, Observable.Kind.IPV4);
                    case "ipv6-addr:value" ->
                            address(equal, operator, network, Observable.Kind.IPV6);
                    case "domain-name:value" -> equal ? Observable.Kind.DOMAIN : null;
                    case "url:value" -> equal ? Observable.Kind.URL : null;
                    default -> equal && path.type().equals("file") ? hash(path) : null;
                };
        if (kind == null) {
            return null;
        }
        try {
            return Observable.parse(kind, value);
        } catch (RefusedException notOfTheKind) {
            return null;
        }
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
