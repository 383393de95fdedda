/**
 * The command {@code cwatch}: local counting, and a client of a server. Data goes to standard
 * output, messages beside it.
 *
 * <p>Start with {@code Cwatch}, then {@code Demo}, which does everything once.
 */
@NullMarked
package org.commonwatch.cli;

import org.jspecify.annotations.NullMarked;
