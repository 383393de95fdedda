package org.commonwatch.stix.validation;

import org.commonwatch.stix.json.JsonObject;

/** The pattern of an indicator, if it is one of STIX (§9). */
final class Patterns {
    private Patterns() {}

    static void check(JsonObject indicator, Walk walk) {}
}
