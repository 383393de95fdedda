/**
 * Takes in lines that come as syslog: over UDP (RFC 5426), TCP (RFC 6587) and TLS (RFC 5425).
 *
 * <p>Syslog acknowledges nothing. What was received is counted within about a second; a server that
 * dies loses what it had received since, and UDP loses what the network and a full queue drop. The
 * latter is counted, and so is what comes from nobody who is known.
 *
 * <p>Start with {@code Syslog}.
 */
@NullMarked
package org.commonwatch.server.ingest.syslog;

import org.jspecify.annotations.NullMarked;
