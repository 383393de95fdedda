/**
 * Matches patterns against observations (STIX 2.1 §9.5, §9.6).
 *
 * <p>A {@link PatternMatcher} matches one pattern against {@link Observation}s that are all there;
 * a {@link PatternSet} many patterns against a stream of them, at a cost for each that hardly grows
 * with the number of patterns. Both find the same.
 *
 * <p>Searches are bounded, and an answer says so when it was a bound that ended one. The same
 * question has the same answer.
 *
 * <p>Start with {@code PatternMatcher}, then {@code PatternSet}, {@code Plan} and {@code Search}.
 */
@NullMarked
package org.commonwatch.stix.pattern.matching;

import org.jspecify.annotations.NullMarked;
