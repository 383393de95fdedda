/**
 * Parties, what they are to the body, and the names that sign in for them.
 *
 * <p>Start with {@code Parties}, then {@code Credentials} and {@code Doorkeeper}.
 */
@NullMarked
package org.commonwatch.server.membership;

import org.jspecify.annotations.NullMarked;
