package org.commonwatch.stix.pattern;

import org.commonwatch.stix.Place;

/**
 * Why a valid pattern is kept and printed, but not matched here.
 *
 * @param kind in one or two words, the same for all of a kind, such as {@code lookahead}
 * @param at the place in the pattern
 */
public record Finding(String kind, Place at, String message, String remedy) {}
