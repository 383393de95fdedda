/**
 * Parties, what they are to the body, and the tokens they sign in with.
 *
 * <p>Start with {@code Parties}.
 */
@NullMarked
package org.commonwatch.server.membership;

import org.jspecify.annotations.NullMarked;
