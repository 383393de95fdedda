package org.commonwatch.stix;

import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.time.Instant;
import java.util.List;

/**
 * What every object of ours says about itself.
 *
 * @param modified when this version was made
 */
record Common(StixId id, StixId createdBy, Instant created, Instant modified, Tlp tlp) {
    /** Begins the object with the common properties, in the order of STIX 2.1 §3.2. */
    JsonObject.Builder begin() {
        return JsonObject.builder()
                .put("type", id.type())
                .put("spec_version", "2.1")
                .put("id", id.toString())
                .put("created_by_ref", createdBy.toString())
                .put("created", StixTime.of(created).text())
                .put("modified", StixTime.of(modified).text())
                .put("object_marking_refs", ids(tlp.marking()));
    }

    /** A list of one. */
    static JsonArray ids(StixId id) {
        return new JsonArray(List.of(new JsonString(id.toString())));
    }
}
