package org.commonwatch.stix.pattern;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.RefusedException;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * A valid STIX pattern (STIX 2.1 §9).
 *
 * <p>Two are equal if they say the same in the same order, however they are spaced.
 */
public final class Pattern {
    /** Patterns of more characters are refused. */
    public static final int LENGTH_LIMIT = 1 << 20;

    /** Parentheses in one another beyond this many are refused. */
    public static final int DEPTH_LIMIT = 100;

    /** Numbers of more characters are refused. */
    public static final int NUMBER_LENGTH_LIMIT = 1_000;

    /** More repetitions are refused: no more can be observed (STIX 2.1 §4.14). */
    public static final BigDecimal REPEATS_LIMIT = BigDecimal.valueOf(999_999_999);

    /** Patterns whose regular expressions have more steps in all are not matched. */
    public static final int REGEX_SIZE_LIMIT = 100_000;

    /** After so many findings no further ones are looked for. */
    public static final int FINDINGS_LIMIT = 100;

    private final ObservationExpression root;
    private final List<Finding> findings;
    private final long regexSize;

    Pattern(ObservationExpression root, List<Finding> findings, long regexSize) {
        this.root = root;
        this.findings = List.copyOf(findings);
        this.regexSize = regexSize;
    }

    /**
     * Reads a pattern; throws {@link RefusedException} with the place of what is wrong if it is not
     * valid.
     */
    public static Pattern parse(String text) {
        return PatternParser.parse(text);
    }

    /** What must have been observed. */
    public ObservationExpression root() {
        return root;
    }

    /** Why it is never matched here although it is valid; empty if it is matched. */
    public List<Finding> findings() {
        return findings;
    }

    /** How many steps its regular expressions have, with repetitions written out. */
    public long regexSize() {
        return regexSize;
    }

    /**
     * The observables any one of which satisfies it, if that is all it asks for: addresses,
     * networks, domains, URLs and hashes that can be looked up in a table. Else none.
     *
     * <p>Where observables are looked up, a domain also stands for the names below it.
     */
    public Set<Observable> observables() {
        return findings.isEmpty() ? LookUps.of(root) : Set.of();
    }

    /** On several lines, for people. */
    public String pretty() {
        return Printer.pretty(root);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Pattern pattern && pattern.root.equals(root);
    }

    @Override
    public int hashCode() {
        return root.hashCode();
    }

    /** The canonical form on one line; parsing it gives an equal pattern. */
    @Override
    public String toString() {
        return Printer.line(root);
    }
}
