package org.commonwatch.stix.json;

/**
 * A JSON value (RFC 8259) as it was written.
 *
 * <p>Two values are equal if they mean the same: the order of an object's members does not matter,
 * nor does the way a number or a character is spelt, so {@code 1}, {@code 1.0} and {@code 10e-1}
 * are equal.
 */
public sealed interface Json
        permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {}
