/**
 * What a caller can act on, as RFC 9457 tells it. Imports none of the server.
 *
 * <p>Start with {@code Problem}.
 */
@NullMarked
package org.commonwatch.server.problem;

import org.jspecify.annotations.NullMarked;
