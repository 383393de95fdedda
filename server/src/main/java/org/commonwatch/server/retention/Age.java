package org.commonwatch.server.retention;

import java.time.Instant;

/**
 * How old is old enough.
 *
 * @param of the class that it is said of
 * @param before what is older goes
 * @param now holds that are over by now hold nothing
 */
record Age(KeptClass of, Instant before, Instant now) {}
