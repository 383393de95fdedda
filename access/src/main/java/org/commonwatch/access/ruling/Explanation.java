package org.commonwatch.access.ruling;

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
    /** One thing that is said, and what sort of thing it is. */
    public record Line(String topic, String text) {}

    private static final Explanation NOTHING =
            new Explanation(
                    "nothing", List.of(new Line("answer", "There is nothing here by that name.")));

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

    /** All lines as text, each ending with a line feed. */
    public String text() {
        return lines.stream()
                .map(line -> String.format("%-10s %s\n", line.topic(), line.text()))
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

    private static Explanation permitted(List<Ground> grounds, List<String> obligations) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("answer", "It is permitted."));
        grounds.stream()
                .filter(Ground::permits)
                .forEach(each -> lines.add(new Line("for", each.text())));
        obligations.forEach(each -> lines.add(new Line("duty", each)));
        return new Explanation("permit", lines);
    }
}
