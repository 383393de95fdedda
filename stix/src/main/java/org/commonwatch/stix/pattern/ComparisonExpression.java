package org.commonwatch.stix.pattern;

import java.util.List;

/** What must hold of one object in an observation (STIX 2.1 §9.6). */
public sealed interface ComparisonExpression {
    /** How comparisons are combined, from what binds least to what binds most. */
    enum Joint {
        OR,
        AND
    }

    /** At least two expressions, combined by the same operator from left to right. */
    record Combined(Joint joint, List<ComparisonExpression> operands)
            implements ComparisonExpression {
        public Combined {
            operands = List.copyOf(operands);
            if (operands.size() < 2) {
                throw new IllegalArgumentException("one expression is nothing combined");
            }
        }
    }

    /** Some value at the path compares so, or does not: {@code path NOT? operator constant}. */
    record Comparison(ObjectPath path, boolean negated, Operator operator, List<Constant> constants)
            implements ComparisonExpression {
        public Comparison {
            constants = List.copyOf(constants);
            if (operator != Operator.IN && constants.size() != 1) {
                throw new IllegalArgumentException(operator + " takes one constant");
            }
        }

        /** What is compared with, unless the operator is {@code IN}. */
        public Constant constant() {
            return constants.getFirst();
        }
    }

    /** There is something at the path, or there is not: {@code NOT? EXISTS path}. */
    record Exists(ObjectPath path, boolean negated) implements ComparisonExpression {}

    /** The comparison operators (STIX 2.1 §9.6.1). */
    enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        GREATER(">"),
        LESS("<"),
        AT_LEAST(">="),
        AT_MOST("<="),
        IN("IN"),
        LIKE("LIKE"),
        MATCHES("MATCHES"),
        ISSUBSET("ISSUBSET"),
        ISSUPERSET("ISSUPERSET");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** As it is written in patterns. */
        public String sign() {
            return sign;
        }
    }
}
