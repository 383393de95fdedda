package org.commonwatch.server.oidc;

import java.util.Optional;

/**
 * Which issuer is trusted, and for what.
 *
 * @param issuer its address, as its tokens have it
 * @param audience for whom a token must be
 * @param mapping what its claims mean here
 */
public record Trust(String issuer, String audience, Client client, ClaimMapping mapping) {
    /**
     * As what the deployment is known to the issuer.
     *
     * @param secret with one, tokens are also asked about that may have been taken back
     * @param home where browsers reach the deployment; without it, where they have just come
     */
    public record Client(String id, Optional<String> secret, Optional<String> home) {
        @Override
        public String toString() {
            return "Client[" + id + "]";
        }
    }
}
