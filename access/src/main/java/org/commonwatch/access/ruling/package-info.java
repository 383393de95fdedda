/**
 * Decides who may read what, and says why.
 *
 * <p>The package is one function, {@link org.commonwatch.access.ruling.Rulebook#rule}, from who
 * asks and a handling to a {@link org.commonwatch.access.ruling.Ruling}. A ruling has every ground
 * that applies, every smallest set of grounds that alone would withhold, and every smallest set of
 * acts that would change the answer. Rulings are made for handlings, not for objects: a page is
 * filtered by a set.
 *
 * <p>Start with {@code Ruling}, then {@code Rulebook}.
 */
@NullMarked
package org.commonwatch.access.ruling;

import org.jspecify.annotations.NullMarked;
