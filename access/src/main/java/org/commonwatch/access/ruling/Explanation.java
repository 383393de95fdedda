package org.commonwatch.access.ruling;

import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A ruling in words, for one audience.
 *
 * @param answer {@code permit}, {@code redact}, {@code withhold} or {@code nothing}
 */
public record Explanation(String answer, List<Line> lines) {
    /**
     * One thing that is said, and what sort of thing it is.
     *
     * @param number by which other lines name it; empty if none does
     * @param acts that together do what is said
     */
    public record Line(String topic, Optional<Integer> number, Saying said, List<Saying> acts) {
        public Line {
            acts = List.copyOf(acts);
        }

        /** Something that is said by itself. */
        public static Line of(String topic, Saying said) {
            return new Line(topic, Optional.empty(), said, List.of());
        }

        /** In English. */
        public String text() {
            return text(Saying.Texts.ENGLISH);
        }

        /** In a language. */
        public String text(Saying.Texts texts) {
            return number.map(each -> "[" + each + "] ").orElse("") + said.text(texts);
        }
    }

    private static final Explanation NOTHING =
            new Explanation("nothing", List.of(Line.of("answer", Saying.of(Phrase.NOTHING_HERE))));

    public Explanation {
        lines = List.copyOf(lines);
    }

    /**
     * What an audience is told. A requester to whom an object is hidden is told exactly what is
     * told of an object that does not exist.
     *
     * @param ruling empty if there is no such object
     */
    public static Explanation of(Optional<Ruling> ruling, Audience audience) {
        return ruling.map(each ->
                        audience == Audience.REQUESTER
                                ? toRequester(each)
                                : new Telling(each, audience).explanation())
                .orElse(NOTHING);
    }

    /** The same with a line more. */
    public Explanation and(Line line) {
        List<Line> more = new ArrayList<>(lines);
        more.add(line);
        return new Explanation(answer, more);
    }

    /** All lines in English, each ending with a line feed. */
    public String text() {
        return text(Saying.Texts.ENGLISH);
    }

    /** All lines in a language, each ending with a line feed. */
    public String text(Saying.Texts texts) {
        return lines.stream()
                .map(line -> String.format("%-10s %s\n", line.topic(), line.text(texts)))
                .collect(Collectors.joining());
    }

    // Not even that something is left out: that too would tell of what is hidden.
    private static Explanation toRequester(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Withhold withhold -> NOTHING;
            case Ruling.Redact redact -> permitted(redact.grounds(), redact.obligations());
            case Ruling.Permit permit -> permitted(permit.grounds(), permit.obligations());
        };
    }

    private static Explanation permitted(List<Ground> grounds, List<Saying> obligations) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of("answer", Saying.of(Phrase.PERMITTED)));
        grounds.stream()
                .filter(Ground::permits)
                .forEach(each -> lines.add(Line.of("for", each.said())));
        obligations.forEach(each -> lines.add(Line.of("duty", each)));
        return new Explanation("permit", lines);
    }
}
