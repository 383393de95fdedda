package org.commonwatch.server.doctor;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What there is to say, before it is said in any language.
 *
 * @param key of its text, such as {@code doctor.backup.never}
 * @param words what stands in its places, the same in every language
 */
public record Sentence(String key, Map<String, String> words) {
    public Sentence {
        words = Map.copyOf(words);
    }

    static Sentence of(String what) {
        return new Sentence("doctor." + what, Map.of());
    }

    /** The same with a name or a number in a place. */
    Sentence with(String place, Object word) {
        Map<String, String> more = new LinkedHashMap<>(words);
        more.put(place, word.toString());
        return new Sentence(key, more);
    }
}
