/**
 * The door inwards: sensors deliver telemetry.
 *
 * <p>Start with {@code IngestRoutes}.
 */
@NullMarked
package org.commonwatch.server.ingest;

import org.jspecify.annotations.NullMarked;
