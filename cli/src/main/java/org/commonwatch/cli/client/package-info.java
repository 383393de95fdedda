/**
 * Speaks to servers: as their operator, on a server's own machine whether it runs or not, or under
 * a name of a party.
 *
 * <p>Start with {@code ServerOptions}, then {@code Client}.
 */
@NullMarked
package org.commonwatch.cli.client;

import org.jspecify.annotations.NullMarked;
