/**
 * What every stored collection of the server stands on: the order of all writes, and columns.
 * Imports none of it.
 *
 * <p>Start with {@code Order}.
 */
@NullMarked
package org.commonwatch.server.database;

import org.jspecify.annotations.NullMarked;
