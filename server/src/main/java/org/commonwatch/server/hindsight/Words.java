package org.commonwatch.server.hindsight;

import org.commonwatch.access.saying.Saying;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is said and its numbers, from zero on. A number once given stays, and is kept with the
 * English text: by that it is known again.
 */
public final class Words {
    private final List<String> texts;
    private final UnaryOperator<String> named;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, Saying> said = new HashMap<>();

    /**
     * Those that have numbers already, in order.
     *
     * @param named writes parties by their names
     */
    Words(List<String> known, UnaryOperator<String> named) {
        this.texts = new ArrayList<>(known);
        this.named = named;
        for (int i = 0; i < texts.size(); i++) {
            numbers.put(texts.get(i), i);
        }
    }

    int number(Saying saying) {
        String text = named.apply(saying.text());
        int number = numbers.computeIfAbsent(text, word -> texts.size());
        if (number == texts.size()) {
            texts.add(text);
        }
        said.putIfAbsent(number, saying);
        return number;
    }

    /**
     * What a number stands for, in a language. What was said only when an earlier report was told
     * is in English, as it was kept.
     */
    public String text(int number, Saying.Texts language) {
        return Optional.ofNullable(said.get(number))
                .map(saying -> named.apply(saying.text(language)))
                .orElseGet(() -> texts.get(number));
    }

    List<String> from(int number) {
        return List.copyOf(texts.subList(number, texts.size()));
    }

    int size() {
        return texts.size();
    }
}
