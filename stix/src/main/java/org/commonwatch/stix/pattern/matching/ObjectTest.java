package org.commonwatch.stix.pattern.matching;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.pattern.ComparisonExpression;
import org.commonwatch.stix.pattern.ObjectPath;

import java.util.List;
import java.util.Map;

/** Tests whether a comparison expression holds of an object (STIX 2.1 §9.6). */
interface ObjectTest {
    /** Whether it holds of the object, which may refer to these. */
    Verdict of(JsonObject object, Map<String, JsonObject> references);

    /** The test of an expression without findings. */
    static ObjectTest of(ComparisonExpression expression) {
        return switch (expression) {
            case ComparisonExpression.Combined combined -> combined(combined);
            case ComparisonExpression.Comparison comparison -> {
                ValueTest test = ValueTest.of(comparison);
                yield atPath(comparison.path(), values -> any(test, values));
            }
            case ComparisonExpression.Exists exists ->
                    atPath(
                            exists.path(),
                            values -> Verdict.of(values.isEmpty() == exists.negated()));
        };
    }

    /** Whether it holds of any of an observation's objects. */
    default Verdict of(Observation observation) {
        Verdict verdict = Verdict.NO;
        for (JsonObject object : observation.objects()) {
            Verdict next = of(object, observation.references());
            if (next == Verdict.YES) {
                return next;
            }
            verdict = next.compareTo(verdict) > 0 ? next : verdict;
        }
        return verdict;
    }

    private static ObjectTest combined(ComparisonExpression.Combined combined) {
        List<ObjectTest> operands = combined.operands().stream().map(ObjectTest::of).toList();
        boolean and = combined.joint() == ComparisonExpression.Joint.AND;
        Verdict decisive = and ? Verdict.NO : Verdict.YES;
        return (object, references) -> {
            Verdict verdict = and ? Verdict.YES : Verdict.NO;
            for (ObjectTest operand : operands) {
                Verdict next = operand.of(object, references);
                if (next == decisive) {
                    return next;
                }
                verdict = next == Verdict.UNKNOWN ? next : verdict;
            }
            return verdict;
        };
    }

    /** What is said of the values at a path. */
    interface ValuesTest {
        Verdict of(List<Json> values);
    }

    private static ObjectTest atPath(ObjectPath path, ValuesTest test) {
        var walk = new PathWalk(path);
        return (object, references) ->
                object.get("type") instanceof JsonString type && type.value().equals(path.type())
                        ? test.of(walk.values(object, references))
                        : Verdict.NO;
    }

    private static Verdict any(ValueTest test, List<Json> values) {
        Verdict verdict = Verdict.NO;
        for (Json value : values) {
            Verdict next = test.of(value);
            verdict = next.compareTo(verdict) > 0 ? next : verdict;
        }
        return verdict;
    }
}
