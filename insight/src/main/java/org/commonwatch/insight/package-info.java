/**
 * What may be wrong with a question to the analyst.
 *
 * <p>The module answers two things about counts: what was to be expected, and what was more than
 * that. {@code series} holds counts with what was watched, {@code regression} fits models to them,
 * {@code detector} raises alarms as published methods do. Nothing here reads a clock, a file or a
 * setting, and chance comes from a seed, so the same question always has the same answer.
 *
 * <p>Start with {@link org.commonwatch.insight.series.Series}.
 */
@NullMarked
package org.commonwatch.insight;

import org.jspecify.annotations.NullMarked;
