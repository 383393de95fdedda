package org.commonwatch.server.record;

import org.commonwatch.stix.StixId;

import java.time.Instant;

/**
 * That an object row was served.
 *
 * @param entry number of the entry that says so
 * @param at when the answer was ready to leave
 * @param party whom it was for
 * @param user the name that had signed in
 * @param surface what was asked, such as {@code taxii objects}
 */
public record Delivery(long entry, Instant at, StixId party, String user, String surface) {}
