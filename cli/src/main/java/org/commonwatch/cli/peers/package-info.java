/**
 * Exchange with other servers from the command line: connectors, and their rounds.
 *
 * <p>Start with {@code ConnectorCommand}, then {@code RoundOptions}.
 */
@NullMarked
package org.commonwatch.cli.peers;

import org.jspecify.annotations.NullMarked;
