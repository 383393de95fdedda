package org.commonwatch.access;

import org.commonwatch.stix.StixId;

/** What a body calls a party. Another body may call it otherwise. */
public record Designation(StixId party, BodyId body, String name, Span span) implements Fact {}
