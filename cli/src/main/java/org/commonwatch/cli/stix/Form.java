package org.commonwatch.cli.stix;

import org.commonwatch.stix.json.CanonicalJson;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonPrinter;

/** How values are written. */
enum Form {
    /** A member a line, indented. */
    PRETTY,
    /** Without blanks. */
    COMPACT,
    /** As RFC 8785 has it, an object a line. */
    CANONICAL;

    /** The value as it stands so many levels deep in another. */
    String text(Json value, int depth) {
        return switch (this) {
            case PRETTY -> JsonPrinter.pretty(value, depth);
            case COMPACT -> JsonPrinter.compact(value);
            case CANONICAL -> CanonicalJson.of(value);
        };
    }

    /** What stands between two values at the level. */
    String lineEnd(int depth) {
        return this == PRETTY ? "\n" + "  ".repeat(depth) : "";
    }
}
