/**
 * {@code cwatch bench}: how fast this machine reads, counts and matches.
 *
 * <p>Start with {@code Bench}.
 */
@NullMarked
package org.commonwatch.cli.bench;

import org.jspecify.annotations.NullMarked;
