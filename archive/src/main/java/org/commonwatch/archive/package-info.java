/**
 * Files in: telemetry as chunks of whole lines, and lists of indicators, plain or compressed.
 *
 * <p>Everything is streamed in bounded memory, and a damaged file gives what can still be read
 * before it is refused. What a person can act on is an {@link
 * org.commonwatch.archive.ArchiveRefusal}.
 *
 * <p>Start with {@code LineSource}, then {@code LineFile} and {@code IndicatorList}.
 */
@NullMarked
package org.commonwatch.archive;

import org.jspecify.annotations.NullMarked;
