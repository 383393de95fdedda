package org.commonwatch.server.findings;

import org.jspecify.annotations.Nullable;

/**
 * Something that a finding rests on.
 *
 * @param name the same in every language
 * @param label what it is
 * @param text the value, as titles have it
 * @param value exact; null if it is no number
 * @param low of its 95 % interval; null if it has none
 * @param unit what is counted; empty for a ratio or a text
 * @param rule under which events were counted; empty for what are none
 * @param link the address that answers the same
 */
public record Fact(
        String name,
        String label,
        String text,
        @Nullable Double value,
        @Nullable Double low,
        @Nullable Double high,
        String unit,
        String rule,
        String link) {
    /** What a number rests on. */
    public record Basis(String unit, String rule, String link) {
        /** Nothing is counted, but can be read there. */
        public static Basis at(String link) {
            return new Basis("", "", link);
        }

        /** So many of something. */
        public static Basis of(String unit, String link) {
            return new Basis(unit, "", link);
        }
    }

    /** The same under another label. */
    public Fact labelled(String other) {
        return new Fact(name, other, text, value, low, high, unit, rule, link);
    }
}
