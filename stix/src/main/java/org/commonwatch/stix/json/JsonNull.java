package org.commonwatch.stix.json;

/** The value {@code null}, which STIX 2.1 has no use for. */
public enum JsonNull implements Json {
    NULL;

    @Override
    public String toString() {
        return "null";
    }
}
