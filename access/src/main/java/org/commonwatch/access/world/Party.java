package org.commonwatch.access.world;

import org.commonwatch.stix.StixId;

import java.util.UUID;

/**
 * An organisation that acts. What it is called differs by body and time; here it has a key.
 *
 * @param key short, for files and commands
 * @param name for people
 */
public record Party(String key, String name, StixId id) {
    private static final UUID NAMESPACE = UUID.fromString("6d1f1a52-7a0e-4f0c-9c55-0c1d3a9a1f5e");

    /** With the identity that follows from its key. */
    public static Party of(String key, String name) {
        return new Party(key, name, StixId.derived("identity", NAMESPACE, key));
    }
}
