package org.commonwatch.stix.pattern;

import java.util.List;

/** What must have been observed: one observation, or several that are combined (STIX 2.1 §9.5). */
public sealed interface ObservationExpression {
    /** How observation expressions are combined, from what binds least to what binds most. */
    enum Joint {
        FOLLOWEDBY,
        OR,
        AND
    }

    /** One observation with an object of which the comparisons hold: {@code [ … ]}. */
    record Single(ComparisonExpression comparisons) implements ObservationExpression {}

    /** At least two expressions, combined by the same operator from left to right. */
    record Combined(Joint joint, List<ObservationExpression> operands)
            implements ObservationExpression {
        public Combined {
            operands = List.copyOf(operands);
            if (operands.size() < 2) {
                throw new IllegalArgumentException("one expression is nothing combined");
            }
        }
    }

    /** An expression and the qualifiers behind it, of which there is at least one. */
    record Qualified(ObservationExpression operand, List<Qualifier> qualifiers)
            implements ObservationExpression {
        public Qualified {
            qualifiers = List.copyOf(qualifiers);
            if (qualifiers.isEmpty()) {
                throw new IllegalArgumentException("there is no qualifier");
            }
        }
    }
}
