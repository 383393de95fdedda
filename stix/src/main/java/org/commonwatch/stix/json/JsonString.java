package org.commonwatch.stix.json;

/** A JSON string, with its escapes undone. */
public record JsonString(String value) implements Json {
    @Override
    public String toString() {
        return JsonPrinter.compact(this);
    }
}
