package org.commonwatch.server.intel;

import org.commonwatch.server.intel.Audiences.Audience;

import java.util.function.Supplier;

/**
 * An object to add that is made when its turn comes: the database stores one while the next is
 * made.
 */
record Promised(String id, Audience audience, Supplier<Addition> addition) {}
