package org.commonwatch.server.sharing;

import java.time.Instant;
import java.util.Optional;

/**
 * An object to take in.
 *
 * @param dateAdded when it was added elsewhere; now, if that is not given
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes go from the network to the store
public record Dated(byte[] object, Optional<Instant> dateAdded) {}
