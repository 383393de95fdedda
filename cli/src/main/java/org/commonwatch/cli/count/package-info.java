/**
 * {@code cwatch count}: counts files of sensors on this machine, without a server.
 *
 * <p>Start with {@code Count}, then {@code FileCount} and {@code CountReport}.
 */
@NullMarked
package org.commonwatch.cli.count;

import org.jspecify.annotations.NullMarked;
