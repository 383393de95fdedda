package org.commonwatch.server.rulings;

import org.commonwatch.access.ruling.Explanation;
import org.commonwatch.access.saying.Saying;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** An explanation in one language, as it is written in JSON. */
public record Wording(String answer, List<Line> lines) {
    /**
     * One thing that is said.
     *
     * @param code of what is said, the same in every language
     * @param acts that together would do what is said
     */
    public record Line(String topic, String code, String text, List<Act> acts) {}

    /**
     * One act of one party.
     *
     * @param words what it is about, the same in every language
     */
    public record Act(String code, String text, Map<String, String> words) {}

    /**
     * An explanation in a language.
     *
     * @param named writes parties by the names that whoever reads it knows
     */
    public static Wording of(
            Explanation explanation, Saying.Texts texts, UnaryOperator<String> named) {
        return new Wording(
                explanation.answer(),
                explanation.lines().stream().map(each -> line(each, texts, named)).toList());
    }

    private static Line line(
            Explanation.Line line, Saying.Texts texts, UnaryOperator<String> named) {
        return new Line(
                line.topic(),
                line.said().phrase().code(),
                named.apply(line.text(texts)),
                line.acts().stream()
                        .map(each ->
                                new Act(
                                        each.phrase().code(),
                                        named.apply(each.text(texts)),
                                        new TreeMap<>(each.plain())))
                        .toList());
    }
}
