package org.commonwatch.server.sharing;

import org.commonwatch.server.membership.Collection;

/** A collection that a party may read or write, or both; any other there is not for it. */
public record Offered(Collection collection, boolean canRead, boolean canWrite) {
    public Offered {
        if (!canRead && !canWrite) {
            throw new IllegalArgumentException("a collection that there is not");
        }
    }
}
