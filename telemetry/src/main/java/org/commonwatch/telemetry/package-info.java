/**
 * The flow: bytes of a sensor become events, events meet indicators, and both become counts.
 *
 * <p>A kernel: no input or output, no clock, no setting. The same bytes, rule and indicators always
 * give the same {@link org.commonwatch.telemetry.counting.Tally}, however they are cut into chunks
 * and in whatever order the chunks are added.
 *
 * <p>Start with {@code counting.SegmentCounter}; it runs {@code sensor}, {@code event} and {@code
 * matching} for one input. This package itself holds what the flow refuses, and why.
 */
@NullMarked
package org.commonwatch.telemetry;

import org.jspecify.annotations.NullMarked;
