/**
 * What the operator asks and orders about the exchange with other servers: one class for each
 * endpoint.
 *
 * <p>Start with {@code ConnectorRoutes}.
 */
@NullMarked
package org.commonwatch.server.connectors;

import org.jspecify.annotations.NullMarked;
