/**
 * What the readers of text lines share: one line, what becomes of it, times in all forms that
 * sensors write, syslog's framing, and columns written from text.
 *
 * <p>A text of a line is held as a <i>byte string</i>: one char for each byte of its UTF-8. So an
 * index in it is an index in the chunk, and no line costs more than one copy.
 *
 * <p>Start with {@code LineFormat}, then {@code LineReader}.
 */
@NullMarked
package org.commonwatch.telemetry.sensor.line;

import org.jspecify.annotations.NullMarked;
