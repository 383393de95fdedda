package org.commonwatch.archive.indicators;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** JSON of any size, token by token, within limits. */
final class Json {
    /** Objects and arrays may stand so deep in each other. */
    static final int DEPTH_LIMIT = 64;

    /** No text in it may be longer. */
    static final int TEXT_LIMIT = 1 << 20;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_LIMIT)
                                    .maxStringLength(TEXT_LIMIT)
                                    .build())
                    .build();

    private Json() {}

    static JsonParser parser(InputStream bytes) {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes);
    }

    /** Texts, numbers and booleans of the object that begins here, of these names only. */
    static Map<String, String> scalars(JsonParser json, Set<String> wanted) {
        Map<String, String> scalars = new HashMap<>();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            if (value.isScalarValue() && value != JsonToken.VALUE_NULL && wanted.contains(name)) {
                scalars.put(name, json.getString());
            } else {
                json.skipChildren();
            }
        }
        return scalars;
    }
}
