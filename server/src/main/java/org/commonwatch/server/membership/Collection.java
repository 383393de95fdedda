package org.commonwatch.server.membership;

import org.commonwatch.access.BodyId;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A named part of what a body shares.
 *
 * @param alias another name of it in addresses
 * @param mediaTypes of what is in it
 * @param shows what of the body's it is
 */
public record Collection(
        UUID id,
        BodyId root,
        String title,
        String description,
        Optional<String> alias,
        List<String> mediaTypes,
        Shows shows) {
    /**
     * What of a body's is in a collection.
     *
     * @param dataClass the class of data; also of what is posted into it
     * @param types of STIX; empty for all
     * @param priority of the body; empty for all
     */
    public record Shows(String dataClass, Set<String> types, String priority) {
        public Shows {
            types = Set.copyOf(types);
        }
    }
}
