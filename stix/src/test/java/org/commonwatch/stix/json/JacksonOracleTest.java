package org.commonwatch.stix.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.stix.RefusedException;
import org.commonwatch.testkit.Cases;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The reader takes what Jackson takes, as the same value, but for what it is stricter about. */
class JacksonOracleTest {
    private static final JsonFactory JACKSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final String[] PIECES = {
        "{", "}", "[", "]", ",", ":", "\"", "\\", "0", "1", "-", ".", "e", "+", "t", "true", "null",
        "\\u00", "\\u12ab", "a", "\"a\"", "\"a\":", " ", "\n", "\u0001", "ä", "/", "NaN", "false"
    };

    private final JsonReader reader = new JsonReader();

    @Test
    void anyTextIsTakenOrRefusedAsJacksonDoes() {
        Cases.check(
                20_000,
                random -> {
                    String text = anyText(random);
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    assertThat(read(bytes)).as(text).isEqualTo(jackson(bytes));
                });
    }

    private static String anyText(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        if (random.nextBoolean()) {
            text.append(AnyJson.spelt(AnyJson.value(random, 3), random));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            int from = random.nextInt(text.length() + 1);
            int to = from + random.nextInt(Math.min(3, text.length() - from) + 1);
            text.replace(from, to, Cases.any(PIECES, random));
        }
        return text.toString();
    }

    private @Nullable Json read(byte[] bytes) {
        try {
            return reader.read(bytes);
        } catch (RefusedException refused) {
            assertThat(refused.refusal().remedy()).isNotBlank();
            return null;
        }
    }

    private static @Nullable Json jackson(byte[] bytes) {
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), bytes)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return null;
            }
            Json value = value(parser, first);
            return parser.nextToken() == null && !hasHalves(value) ? value : null;
        } catch (JacksonException refused) {
            return null;
        }
    }

    private static Json value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> {
                var object = JsonObject.builder();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    object.put(name, value(parser, parser.nextToken()));
                }
                yield object.build();
            }
            case START_ARRAY -> {
                List<Json> items = new ArrayList<>();
                for (JsonToken next = parser.nextToken();
                        next != JsonToken.END_ARRAY;
                        next = parser.nextToken()) {
                    items.add(value(parser, next));
                }
                yield new JsonArray(items);
            }
            case VALUE_STRING -> new JsonString(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getString());
            case VALUE_TRUE -> JsonBoolean.TRUE;
            case VALUE_FALSE -> JsonBoolean.FALSE;
            case VALUE_NULL -> JsonNull.NULL;
            default -> throw new AssertionError(token);
        };
    }

    // Jackson takes half a surrogate pair that is written as an escape.
    private static boolean hasHalves(Json value) {
        return switch (value) {
            case JsonString text -> isHalf(text.value());
            case JsonObject object ->
                    object.names().stream().anyMatch(JacksonOracleTest::isHalf)
                            || object.names().stream()
                                    .anyMatch(name -> {
                                        Json member = object.get(name);
                                        return member != null && hasHalves(member);
                                    });
            case JsonArray array -> array.items().stream().anyMatch(JacksonOracleTest::hasHalves);
            default -> false;
        };
    }

    private static boolean isHalf(String text) {
        return text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }
}
