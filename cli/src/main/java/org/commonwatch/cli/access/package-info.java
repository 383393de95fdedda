/**
 * {@code cwatch charter}, {@code standing}, {@code explain}, {@code request} and {@code policy}:
 * asks charters and worlds in files, without a server.
 *
 * <p>Start with {@code WorldOptions}.
 */
@NullMarked
package org.commonwatch.cli.access;

import org.jspecify.annotations.NullMarked;
