package org.commonwatch.stix.json;

import org.commonwatch.testkit.Cases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Values of any shape, and texts that spell them in any way. */
final class AnyJson {
    private static final String[] LETTERS = {
        "a", "b", "\"", "\\", "/", "\n", "\u0000", "\u001f", "\u007f", "ä", "€", "\uFB33", "😀", " "
    };
    private static final String[] NUMBERS = {
        "0", "-1", "12", "1.5", "-0.25", "9007199254740991", "1e-7", "123456789012"
    };

    private AnyJson() {}

    static Json value(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> new JsonString(text(random));
            case 1 -> new JsonNumber(Cases.any(NUMBERS, random));
            case 2 -> JsonBoolean.of(random.nextBoolean());
            case 3 -> JsonNull.NULL;
            case 4 -> random.nextBoolean() ? JsonObject.EMPTY : JsonArray.EMPTY;
            case 5 -> {
                var object = JsonObject.builder();
                // Sometimes more members than are looked through one by one.
                for (int i = random.nextInt(5) == 0 ? 20 : random.nextInt(4); i > 0; i--) {
                    object.put(i + text(random), value(random, depth - 1));
                }
                yield object.build();
            }
            default -> {
                List<Json> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(random, depth - 1));
                }
                yield new JsonArray(items);
            }
        };
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(Cases.any(LETTERS, random));
        }
        return text.toString();
    }

    /** A text of the value: members in any order, any blanks, any escapes, numbers spelt anew. */
    static String spelt(Json value, RandomGenerator random) {
        String text =
                switch (value) {
                    case JsonObject object -> members(object, random);
                    case JsonArray array ->
                            "["
                                    + String.join(
                                            ",",
                                            array.items().stream()
                                                    .map(item -> spelt(item, random))
                                                    .toList())
                                    + blanks(random)
                                    + "]";
                    case JsonString string -> quoted(string.value(), random);
                    case JsonNumber number -> number(number.text(), random);
                    case JsonBoolean truth -> truth.toString();
                    case JsonNull nothing -> nothing.toString();
                };
        return blanks(random) + text + blanks(random);
    }

    private static String members(JsonObject object, RandomGenerator random) {
        List<String> members = new ArrayList<>();
        object.forEach((name, value) ->
                members.add(
                        blanks(random)
                                + quoted(name, random)
                                + blanks(random)
                                + ":"
                                + spelt(value, random)));
        Collections.shuffle(members, new Random(random.nextLong()));
        return "{" + String.join(",", members) + blanks(random) + "}";
    }

    private static String number(String text, RandomGenerator random) {
        if (text.contains("e") || random.nextBoolean()) {
            return text;
        }
        String exponent = Cases.any(new String[] {"e0", "E+0", "e-0", ""}, random);
        return (text.contains(".") ? text + "0" : text + ".00") + exponent;
    }

    private static String quoted(String text, RandomGenerator random) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || (random.nextInt(4) == 0 && !Character.isSurrogate(c))) {
                quoted.append(
                        random.nextBoolean()
                                ? String.format("\\u%04x", (int) c)
                                : String.format("\\u%04X", (int) c));
            } else if (c == '"' || c == '\\' || (c == '/' && random.nextBoolean())) {
                quoted.append('\\').append(c);
            } else if (Character.isHighSurrogate(c)) {
                // Half of it as an escape and half not would be two halves.
                quoted.append(c).append(text.charAt(++i));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static String blanks(RandomGenerator random) {
        return Cases.any(new String[] {"", "", "", " ", "\n", "\t\r\n"}, random);
    }
}
