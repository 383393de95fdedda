package org.commonwatch.access;

import org.commonwatch.stix.StixId;

/**
 * That a party is in a group that markings name.
 *
 * @param group as markings write it, such as {@code rel-to:XA}
 */
public record Affiliation(StixId party, String group, Span span) implements Fact {}
