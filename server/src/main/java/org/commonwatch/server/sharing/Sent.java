package org.commonwatch.server.sharing;

import java.util.Optional;

/** An answer that is recorded, and so may leave. */
@SuppressWarnings("ArrayRecordComponent") // the bytes go from here to the network
public record Sent(byte[] body, Optional<Page.Dates> dates) {}
