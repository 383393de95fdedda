/**
 * What the matcher looks for: every indicator of the store that is live, as one source or several
 * say so, from when it is valid until it ends, is revoked or is taken back.
 *
 * <p>Start with {@link org.commonwatch.server.matching.Matching}. Promise: whatever is looked for
 * is found in all events, those that were there before it too, and each once.
 */
@NullMarked
package org.commonwatch.server.matching;

import org.jspecify.annotations.NullMarked;
