package org.commonwatch.stix.pattern;

import org.commonwatch.stix.json.Place;

/**
 * Why a valid pattern is kept and printed, but not matched here.
 *
 * @param kind in one or two words, the same for all of a kind, such as {@code lookahead}
 * @param place in the pattern
 */
public record Finding(String kind, Place place, String message, String remedy) {}
