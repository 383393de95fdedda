package org.commonwatch.server.membership;

import org.commonwatch.stix.StixId;

/** An organisation that acts. */
public record Party(StixId id, String name) {}
