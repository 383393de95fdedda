/**
 * {@code cwatch demo}: an invented world in a server of its own, played from its beginning to its
 * last day, and compared with the truth.
 *
 * <p>Start with {@code Demo}, then {@code Scenario} for what a world is, {@code Stage} for how it
 * is played, and {@code Comparison} for what is checked.
 */
@NullMarked
package org.commonwatch.cli.demo;

import org.jspecify.annotations.NullMarked;
