package org.commonwatch.server.intel;

import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonString;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What an object is found by: what it is called and what it names, in single words. */
public final class Words {
    /** No object has more. */
    public static final int LIMIT = 64;

    /** What is longer is cut, in objects and in questions. */
    public static final int LENGTH_LIMIT = 128;

    private static final Pattern BETWEEN = Pattern.compile("[\\s'\"\\[\\](){}=,;\\\\\\u0000]+");
    private static final List<String> PROPERTIES =
            List.of("id", "name", "value", "pattern", "path", "key", "aliases", "labels");

    private Words() {}

    /** The words of an object. */
    public static Set<String> of(StixObject object) {
        Set<String> words = new LinkedHashSet<>();
        for (String property : PROPERTIES) {
            add(words, object.properties().get(property));
        }
        return words;
    }

    private static void add(Set<String> words, @Nullable Json value) {
        if (value instanceof JsonString text) {
            for (String word : of(text.value())) {
                if (words.size() == LIMIT) {
                    return;
                }
                words.add(word);
            }
        } else if (value instanceof JsonArray array) {
            array.items().forEach(each -> add(words, each));
        }
    }

    /** The words of a text: what stands between spaces, quotes and brackets, in small letters. */
    public static Set<String> of(String text) {
        Set<String> words = new LinkedHashSet<>();
        for (String part : BETWEEN.split(text.toLowerCase(Locale.ROOT), -1)) {
            if (!part.isEmpty()) {
                words.add(part.length() > LENGTH_LIMIT ? part.substring(0, LENGTH_LIMIT) : part);
            }
        }
        return words;
    }
}
