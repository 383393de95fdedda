/**
 * Reads Zeek's logs, as JSON or as tab-separated columns.
 *
 * <p>Both forms hold the same fields, so one {@code ZeekRecord} says them.
 *
 * <p>Start with {@code ZeekRecord}.
 */
@NullMarked
package org.commonwatch.telemetry.sensor.zeek;

import org.jspecify.annotations.NullMarked;
