/**
 * An issuer of OpenID Connect that the deployment trusts to say who signs in: tokens of machines,
 * and people who are sent there and come back.
 *
 * <p>Start with {@code Trust}, then {@code TrustedIssuer}. Whatever is refused is told to the
 * operator with its reason, and to whoever asked as any wrong password is.
 */
@NullMarked
package org.commonwatch.server.oidc;

import org.jspecify.annotations.NullMarked;
