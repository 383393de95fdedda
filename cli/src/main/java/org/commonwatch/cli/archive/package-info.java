/**
 * {@code cwatch archive}: looks into an archive of events on this machine, counts it again, matches
 * it with indicators, and takes away what is old.
 *
 * <p>Start with {@code ArchiveCommand}.
 */
@NullMarked
package org.commonwatch.cli.archive;

import org.jspecify.annotations.NullMarked;
