/**
 * Runs the telemetry kernel on what sensors deliver and commits each delivery once.
 *
 * <p>Start with {@code Pipeline}.
 */
@NullMarked
package org.commonwatch.server.pipeline;

import org.jspecify.annotations.NullMarked;
