package org.commonwatch.server.intel;

import org.commonwatch.server.intel.Selection.Position;

import java.time.Instant;
import java.util.List;

/**
 * A version of an object, as one source gave it, in one place.
 *
 * @param audience who may read it, by its number
 * @param version its time: modified, else created, else when it was added
 * @param spec the version of STIX
 * @param refs ids that it refers to
 * @param text the exact JSON that came in
 */
public record Row(
        Position position,
        int audience,
        String id,
        Instant version,
        String spec,
        List<String> refs,
        String text) {}
