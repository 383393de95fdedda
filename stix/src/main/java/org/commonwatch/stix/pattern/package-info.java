/**
 * STIX Patterning (STIX 2.1 §9), read and printed.
 *
 * <p>A {@link Pattern} is parsed once, from a text of any origin, and is then valid. Its package
 * {@code matching} matches it. Texts and depths have limits with names.
 *
 * <p>Start with {@code Pattern}, then {@code ObservationExpression}.
 */
@NullMarked
package org.commonwatch.stix.pattern;

import org.jspecify.annotations.NullMarked;
