/**
 * {@code cwatch gap}: what others knew of that which hit a party, and could not tell it.
 *
 * <p>Start with {@code GapCommand}.
 */
@NullMarked
package org.commonwatch.cli.gaps;

import org.jspecify.annotations.NullMarked;
