/**
 * Everything together: parties, bodies with their charters, what is claimed about them, and
 * objects; asked as a whole.
 *
 * <p>Every question has two times and a view, and an answer that says when it is uncertain.
 *
 * <p>Start with {@code World}.
 */
@NullMarked
package org.commonwatch.access.world;

import org.jspecify.annotations.NullMarked;
