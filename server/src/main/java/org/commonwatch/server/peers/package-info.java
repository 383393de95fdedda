/**
 * Exchange with other servers: what is pulled from their collections into ours, and pushed from
 * ours into theirs.
 *
 * <p>Start with {@code Exchange}. It promises that what comes keeps its bytes, its markings and
 * whose word it is; that a round which breaks off is gone on with, and nothing is lost or there
 * twice for it; that what a server was given by us is not taken from it as its own word; and that
 * what leaves is what the other party may read, decided and recorded as if it had asked.
 */
@NullMarked
package org.commonwatch.server.peers;

import org.jspecify.annotations.NullMarked;
