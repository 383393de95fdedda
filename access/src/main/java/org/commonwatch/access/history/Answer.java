package org.commonwatch.access.history;

import org.commonwatch.access.saying.Saying;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a question is answered, if not everything about it is known.
 *
 * @param <T> what is answered
 */
public sealed interface Answer<T> {
    /**
     * The answer, however it was.
     *
     * @param <T> what is answered
     */
    record Certain<T>(T value) implements Answer<T> {
        @Override
        public List<T> all() {
            return List.of(value);
        }
    }

    /**
     * The answer is one of these.
     *
     * @param because what is open
     * @param <T> what is answered
     */
    record Uncertain<T>(List<T> between, List<Saying> because) implements Answer<T> {
        public Uncertain {
            between = List.copyOf(between);
            because = List.copyOf(because);
        }

        @Override
        public List<T> all() {
            return between;
        }
    }

    /** What each reading answers, and whether that is the same. */
    static <T> Answer<T> of(List<Reading> readings, Function<Reading, T> question) {
        return of(readings, question, answer -> answer);
    }

    /**
     * What each reading answers, and whether that is the same.
     *
     * @param told what matters of an answer
     */
    static <T> Answer<T> of(
            List<Reading> readings, Function<Reading, T> question, Function<T, Object> told) {
        Map<Object, T> answers = new LinkedHashMap<>();
        Set<Saying> open = new LinkedHashSet<>();
        for (Reading reading : readings) {
            T answer = question.apply(reading);
            answers.putIfAbsent(told.apply(answer), answer);
            open.addAll(reading.open());
        }
        return of(new ArrayList<>(answers.values()), new ArrayList<>(open));
    }

    /** Certain if there is one answer only. */
    static <T> Answer<T> of(List<T> answers, List<Saying> because) {
        return answers.size() == 1
                ? new Certain<>(answers.getFirst())
                : new Uncertain<>(answers, because);
    }

    /** Every answer that there is; one if it is certain. */
    List<T> all();
}
