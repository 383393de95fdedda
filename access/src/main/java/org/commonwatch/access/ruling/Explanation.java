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
                                : toInsider(each, audience))
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
            case Ruling.Redact redact -> readable(redact.grounds(), redact.obligations());
            case Ruling.Permit permit -> readable(permit.grounds(), permit.obligations());
        };
    }

    private static Explanation readable(List<Ground> grounds, List<String> obligations) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("answer", "You may read it."));
        grounds.stream()
                .filter(Ground::permits)
                .forEach(each -> lines.add(new Line("because", each.text())));
        obligations.forEach(each -> lines.add(new Line("duty", each)));
        return new Explanation("permit", lines);
    }

    private static Explanation toInsider(Ruling ruling, Audience audience) {
        List<Line> lines = new ArrayList<>();
        Ruling.Basis basis = ruling.basis();
        Asking asking = basis.asking();
        lines.add(
                new Line(
                        "asked",
                        asking.reader().party()
                                + " to "
                                + asking.action().label()
                                + " over '"
                                + asking.channel()
                                + "' at "
                                + asking.asOf().validAt()
                                + ", as known at "
                                + asking.asOf().knownAt()));
        lines.add(
                new Line(
                        "object",
                        "of "
                                + basis.handling().owner()
                                + ", shared in "
                                + basis.handling().body()
                                + ", '"
                                + basis.handling().dataClass()
                                + "'"));
        if (audience != Audience.SECRETARIAT) {
            basis.handling()
                    .markings()
                    .forEach(each ->
                            lines.add(
                                    new Line(
                                            "marking",
                                            each.id()
                                                    + " ("
                                                    + each.scheme()
                                                    + "): "
                                                    + each.original())));
        }
        return switch (ruling) {
            case Ruling.Permit permit -> {
                grounds(lines, permit.grounds(), audience);
                duties(lines, permit.obligations(), audience);
                yield new Explanation("permit", answered("It may be read.", lines));
            }
            case Ruling.Redact redact -> {
                grounds(lines, redact.grounds(), audience);
                duties(lines, redact.obligations(), audience);
                flip(lines, redact.flip(), "All of it", audience);
                yield new Explanation(
                        "redact",
                        answered(
                                audience == Audience.SECRETARIAT
                                        ? "It may be read in part."
                                        : "It may be read without "
                                                + String.join(", ", redact.properties())
                                                + ".",
                                lines));
            }
            case Ruling.Withhold withhold -> {
                grounds(lines, withhold.grounds(), audience);
                flip(lines, withhold.flip(), "It", audience);
                yield new Explanation("withhold", answered("It is withheld.", lines));
            }
        };
    }

    private static List<Line> answered(String answer, List<Line> lines) {
        lines.addFirst(new Line("answer", answer));
        return lines;
    }

    // They may be the owner's words.
    private static void duties(List<Line> lines, List<String> duties, Audience audience) {
        if (audience != Audience.SECRETARIAT) {
            duties.forEach(each -> lines.add(new Line("duty", each)));
        }
    }

    private static void grounds(List<Line> lines, List<Ground> grounds, Audience audience) {
        for (Ground ground : grounds) {
            lines.add(
                    new Line(
                            ground.permits() ? "for" : "against",
                            isOwners(ground) && audience == Audience.SECRETARIAT
                                    ? "The owner demands something."
                                    : ground.text()));
        }
    }

    private static boolean isOwners(Ground ground) {
        return ground instanceof Ground.Demanded;
    }

    private static void flip(List<Line> lines, Ruling.Flip flip, String what, Audience audience) {
        boolean all = audience != Audience.SECRETARIAT;
        if (all) {
            flip.blocking()
                    .forEach(each ->
                            lines.add(
                                    new Line(
                                            "blocks",
                                            each.stream()
                                                    .map(Ground::text)
                                                    .collect(Collectors.joining(" And: ")))));
        }
        for (Ruling.Changes changes : flip.changes()) {
            String acts =
                    changes.acts().stream()
                            .map(act -> all ? act.text() : ofBody(act))
                            .distinct()
                            .collect(Collectors.joining(", and "));
            lines.add(
                    new Line(
                            "would",
                            what
                                    + " would be readable if "
                                    + acts
                                    + (changes.whole() ? "." : "; then in part.")));
        }
        flip.ask().forEach(each -> lines.add(new Line("ask", each)));
        if (flip.cut()) {
            lines.add(new Line("cut", "There is more than the " + Ruling.LIMIT + " listed."));
        }
    }

    private static String ofBody(Change act) {
        return switch (act) {
            case Change.Grant grant -> grant.text();
            case Change.Restore restore -> restore.text();
            case Change.ByOwner owners -> "the owner did something";
        };
    }
}
