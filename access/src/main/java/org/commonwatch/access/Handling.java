package org.commonwatch.access;

import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

/**
 * All that a ruling needs to know about an object. Many objects share one handling, and one ruling
 * serves them all.
 *
 * @param owner identity of the party whose object it is
 * @param tlp its marking
 * @param body the body within which it is shared
 */
public record Handling(StixId owner, Tlp tlp, BodyId body) {}
