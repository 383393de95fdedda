/**
 * What may be wrong with a question to the analyst.
 *
 * <p>The module answers what was to be expected of counts, what was more than that, and what others
 * knew of that which hit a party and could not tell it. {@code series} holds counts with what was
 * watched, {@code regression} fits models to them, {@code detector} raises alarms as published
 * methods do, {@code level} reads a series against what was to be expected and keeps a budget of
 * false alarms, {@code surge} tells what was found in plain words and tests for rises before dated
 * occasions. {@code knowledge} has who knew what when, {@code gap} counts what could not be told,
 * with {@code resampling} and {@code survival}, and {@code disclosure} says which of its numbers a
 * reader may have. Nothing here reads a clock, a file or a setting, and chance comes from a seed,
 * so the same question always has the same answer.
 *
 * <p>Start with {@link org.commonwatch.insight.series.Series}, then go to {@code level} and {@code
 * surge}; or with {@link org.commonwatch.insight.knowledge.Knowledge} and {@code gap}.
 */
@NullMarked
package org.commonwatch.insight;

import org.jspecify.annotations.NullMarked;
