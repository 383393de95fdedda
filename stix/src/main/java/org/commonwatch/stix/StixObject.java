package org.commonwatch.stix;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One version of a STIX object, in the exact text it goes out with.
 *
 * @param id its name, shared by all its versions
 * @param modified what tells its versions apart (STIX 2.1 §3.6)
 * @param text the JSON, kept byte for byte
 */
public record StixObject(StixId id, Instant modified, String text) {
    /** The text's UTF-8 bytes. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
