/**
 * Decides who may read what.
 *
 * <p>The package is one function, {@link org.commonwatch.access.Rulebook#rule}, from a reader, a
 * handling and a moment to a {@link org.commonwatch.access.Ruling}. It reads no clock, database or
 * setting, so the same question always has the same answer, and any answer can be given again
 * later.
 *
 * <p>Start with {@code Ruling}, then {@code Rulebook}.
 */
@NullMarked
package org.commonwatch.access;

import org.jspecify.annotations.NullMarked;
