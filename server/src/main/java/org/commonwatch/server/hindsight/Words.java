package org.commonwatch.server.hindsight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts and their numbers, from zero on. A number once given stays. */
public final class Words {
    private final List<String> texts;
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Those that have numbers already, in order. */
    Words(List<String> known) {
        texts = new ArrayList<>(known);
        for (int i = 0; i < texts.size(); i++) {
            numbers.put(texts.get(i), i);
        }
    }

    int number(String text) {
        Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        numbers.put(text, texts.size());
        texts.add(text);
        return texts.size() - 1;
    }

    /** The text of a number. */
    public String text(int number) {
        return texts.get(number);
    }

    List<String> from(int number) {
        return List.copyOf(texts.subList(number, texts.size()));
    }

    int size() {
        return texts.size();
    }
}
