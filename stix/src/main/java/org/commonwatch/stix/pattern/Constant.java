package org.commonwatch.stix.pattern;

import java.math.BigDecimal;

/** A value written in a pattern (STIX 2.1 §9.2). */
public sealed interface Constant {
    /** A string, its escapes undone. */
    record Text(String value) implements Constant {}

    /** An integer or a float. */
    record Numeric(BigDecimal value) implements Constant {}

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Constant {}

    /**
     * Bytes, as the text whose code points they are.
     *
     * @param hex whether they were written {@code h'…'}; else {@code b'…'}
     */
    record Bytes(String value, boolean hex) implements Constant {}

    /** A moment in UTC, as it was written between the apostrophes. */
    record Timestamp(String text) implements Constant {}
}
