/**
 * Files in: telemetry as chunks of whole lines, plain or compressed; lists of indicators are in
 * {@code indicators}.
 *
 * <p>Everything is streamed in bounded memory, and a damaged file gives what can still be read
 * before it is refused. What a person can act on is an {@link
 * org.commonwatch.archive.ArchiveRefusal}.
 *
 * <p>Start with {@code LineSource}, then {@code LineFile}.
 */
@NullMarked
package org.commonwatch.archive;

import org.jspecify.annotations.NullMarked;
