/**
 * {@code cwatch simulate}: writes what sensors of an invented network might write, with the truth
 * about it.
 *
 * <p>Start with {@code Simulate}, then {@code SimulationFolder}.
 */
@NullMarked
package org.commonwatch.cli.simulate;

import org.jspecify.annotations.NullMarked;
