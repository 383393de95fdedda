/**
 * The language of everything stored, matched and shared: STIX 2.1 objects with their ids, times,
 * versions and markings, canonical observables, and the objects this product writes.
 *
 * <p>Pure values: no input or output, no clock. A value that exists is valid; text from outside is
 * parsed once, at the edge, and refused with a {@link org.commonwatch.stix.Refusal}.
 *
 * <p>Start with {@code StixObject}, then {@code ObjectType}; {@code Observable}, then {@code
 * Sighting}.
 */
@NullMarked
package org.commonwatch.stix;

import org.jspecify.annotations.NullMarked;
