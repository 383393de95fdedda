/**
 * Events of MISP as STIX 2.1, and STIX 2.1 as events of MISP, of any size, an attribute or an
 * object at a time.
 *
 * <p>What STIX has a place for stands there; the whole of what MISP said is carried beside it in an
 * extension, so that it comes back as it was. What became of each member of each object is told:
 * said, carried or lost. Nothing that may not be read widely becomes readable more widely by being
 * converted.
 *
 * <p>Start with {@code MispToStix}, then {@code StixToMisp}.
 */
@NullMarked
package org.commonwatch.stix.misp;

import org.jspecify.annotations.NullMarked;
