/**
 * One process on PostgreSQL: telemetry comes in, becomes intelligence at rest, and leaves through
 * one door.
 *
 * <p>Start with {@code Parts}, where everything is made, then {@code Settings}.
 */
@NullMarked
package org.commonwatch.server;

import org.jspecify.annotations.NullMarked;
