/**
 * Reads what sensors write: blocks of bytes into chunks of whole lines, and lines into events.
 *
 * <p>The unit of work is a {@link org.commonwatch.telemetry.sensor.Chunk}, never one line: chunks
 * can be read in any order and on any thread, and every line still knows its number and its place
 * in the input. No input makes a reader throw; a line that cannot be read becomes a {@code
 * Rejected} with its reason, and the next line is read as if nothing had happened.
 *
 * <p>Start with {@code Chunk}, then {@code Chunker} and {@code EveReader}.
 */
@NullMarked
package org.commonwatch.telemetry.sensor;

import org.jspecify.annotations.NullMarked;
