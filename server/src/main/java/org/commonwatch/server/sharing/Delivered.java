package org.commonwatch.server.sharing;

import java.time.Instant;

/**
 * That a version of an object was given to a party.
 *
 * @param version its time
 * @param party the name of whom it was given to
 * @param at when
 * @param surface by which way
 * @param entry of the record that says so
 */
public record Delivered(Instant version, String party, Instant at, String surface, long entry) {}
