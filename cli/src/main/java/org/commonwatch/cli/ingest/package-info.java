/**
 * Delivers files to a server: cut into segments, each sent until the server has acknowledged it.
 *
 * <p>Giving the same files again counts nothing twice, whatever was interrupted.
 *
 * <p>Start with {@code Ingest}, then {@code SegmentSender}.
 */
@NullMarked
package org.commonwatch.cli.ingest;

import org.jspecify.annotations.NullMarked;
