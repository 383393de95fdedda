package org.commonwatch.stix.json;

/** True or false. */
public enum JsonBoolean implements Json {
    FALSE,
    TRUE;

    /** The value of a Java boolean. */
    public static JsonBoolean of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** Whether it is true. */
    public boolean value() {
        return this == TRUE;
    }

    @Override
    public String toString() {
        return this == TRUE ? "true" : "false";
    }
}
