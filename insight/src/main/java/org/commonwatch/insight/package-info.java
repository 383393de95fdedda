/**
 * What may be wrong with a question to the analyst.
 *
 * <p>The module answers two things about counts: what was to be expected, and what was more than
 * that. {@code series} holds counts with what was watched, {@code regression} fits models to them,
 * {@code detector} raises alarms as published methods do, {@code level} reads a series against what
 * was to be expected and keeps a budget of false alarms, {@code surge} tells what was found in
 * plain words and tests for rises before dated occasions. Nothing here reads a clock, a file or a
 * setting, and chance comes from a seed, so the same question always has the same answer.
 *
 * <p>Start with {@link org.commonwatch.insight.series.Series}, then go to {@code level} and {@code
 * surge}.
 */
@NullMarked
package org.commonwatch.insight;

import org.jspecify.annotations.NullMarked;
