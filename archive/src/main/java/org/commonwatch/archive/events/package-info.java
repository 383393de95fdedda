/**
 * The archive of events: what sensors recorded, kept as Parquet files by day, so that it can be
 * looked at again, counted under another rule and matched against indicators that came later.
 *
 * <p>A directory of parts, and a manifest for each run that wrote some. A part is there once the
 * manifest of its run names it, and a manifest is written in one step after everything it names; so
 * a run that dies leaves nothing that is read. A segment, which is a file with its bytes, is
 * archived once.
 *
 * <p>DuckDB, embedded, writes the parts and answers the questions. It never loads an extension and
 * reaches nothing outside the directory.
 *
 * <p>Start with {@code EventArchive}, then {@code ArchiveRun} and {@code ArchivedEvents}.
 */
@NullMarked
package org.commonwatch.archive.events;

import org.jspecify.annotations.NullMarked;
