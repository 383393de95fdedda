/**
 * What left the server and what was changed in it: one entry each, chained by hashes, so that no
 * entry can be changed, taken out or put in later without being told.
 *
 * <p>Start with {@code Record}. It promises that an answer leaves after its entry is on disk, and
 * that a change is committed with its entry or not at all.
 */
@NullMarked
package org.commonwatch.server.record;

import org.jspecify.annotations.NullMarked;
