/**
 * What owners say about their objects, from the markings in use and in their own words.
 *
 * <p>Every marking means a set of {@link org.commonwatch.access.marking.Condition}s, all of which
 * must hold. So putting markings together is a meet: fewest readers, strictest duties, shortest
 * life. A marking keeps its original text, byte for byte; one that cannot be read means that nobody
 * but the owner reads.
 *
 * <p>Start with {@code Condition}, then {@code Marking}.
 */
@NullMarked
package org.commonwatch.access.marking;

import org.jspecify.annotations.NullMarked;
