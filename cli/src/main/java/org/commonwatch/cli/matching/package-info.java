/**
 * What {@code cwatch} looks for: lists of indicators, the index compiled of them, and what is told
 * about them beside the counts.
 *
 * <p>Start with {@code IndicatorSet}.
 */
@NullMarked
package org.commonwatch.cli.matching;

import org.jspecify.annotations.NullMarked;
