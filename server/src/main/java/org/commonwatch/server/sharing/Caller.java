package org.commonwatch.server.sharing;

import org.commonwatch.stix.StixId;

/**
 * Who asks.
 *
 * @param party for whom; what it may read and write is decided for it
 * @param name that signed in, for the record
 */
public record Caller(StixId party, String name) {}
