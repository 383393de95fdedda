package org.commonwatch.access.ruling;

import org.commonwatch.access.marking.Marking;
import org.commonwatch.access.ruling.Explanation.Line;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts a ruling into words for whoever may know that the object is there. */
final class Telling {
    // Of who owns it and of whom it agreed with the same is said: either would tell whose it is.
    private static final String BY_ITS_OWNER = "The owner gives it to the reader.";

    private static final String BY_OWNER = "the owner did something";

    private final Ruling ruling;

    /** Whether what the owner says about its object is told too. */
    private final boolean owners;

    /** Whether it is told whose object it is. */
    private final boolean whose;

    private final List<Line> lines = new ArrayList<>();

    Telling(Ruling ruling, Audience audience) {
        this.ruling = ruling;
        this.whose = audience != Audience.ANALYST;
        this.owners = whose && audience != Audience.SECRETARIAT;
    }

    Explanation explanation() {
        return switch (ruling) {
            case Ruling.Permit permit -> {
                line("answer", "It is permitted.");
                tell(permit.obligations());
                yield new Explanation("permit", lines);
            }
            case Ruling.Redact redact -> {
                String without = String.join(", ", redact.properties());
                line(
                        "answer",
                        owners
                                ? "It is permitted without " + without + "."
                                : "It is permitted in part.");
                tell(redact.obligations());
                flip(redact.flip(), "All of it");
                yield new Explanation("redact", lines);
            }
            case Ruling.Withhold withhold -> {
                line("answer", "It is withheld.");
                tell(List.of());
                flip(withhold.flip(), "It");
                yield new Explanation("withhold", lines);
            }
        };
    }

    private void line(String topic, String text) {
        lines.add(new Line(topic, text));
    }

    private void tell(List<String> obligations) {
        Ruling.Basis basis = ruling.basis();
        Asking asking = basis.asking();
        line(
                "asked",
                String.format(
                        "%s to %s over '%s' at %s, as known at %s",
                        asking.reader().party(),
                        asking.action().label(),
                        asking.channel(),
                        asking.asOf().validAt(),
                        asking.asOf().knownAt()));
        Handling handling = basis.handling();
        line(
                "object",
                String.format(
                        "%sshared in %s, '%s'",
                        whose ? "of " + handling.owner() + ", " : "",
                        handling.body(),
                        handling.dataClass()));
        if (owners) {
            handling.markings().forEach(each -> line("marking", text(each)));
        }
        for (Ground ground : ruling.grounds()) {
            if (ground.permits()) {
                line("for", text(ground));
            } else {
                line("against", "[" + number(ground) + "] " + text(ground));
            }
        }
        if (owners) {
            obligations.forEach(each -> line("duty", each));
        }
    }

    private static String text(Marking marking) {
        return marking.id().equals(marking.original())
                ? marking.original()
                : marking.id() + " (" + marking.scheme() + "): " + marking.original();
    }

    private String text(Ground ground) {
        return switch (ground) {
            case Ground.Demanded demanded when !owners -> "The owner demands something.";
            case Ground.Own own when !whose -> BY_ITS_OWNER;
            case Ground.ByAgreement agreement when !whose -> BY_ITS_OWNER;
            case Ground.NoAgreement none when !whose ->
                    "No agreement with the owner covers '" + none.dataClass() + "'.";
            default -> ground.text();
        };
    }

    // Grounds against are numbered in the order in which they are told.
    private int number(Ground ground) {
        return 1
                + ruling.grounds().stream()
                        .filter(each -> !each.permits())
                        .toList()
                        .indexOf(ground);
    }

    private void flip(Ruling.Flip flip, String what) {
        flip.blocking().forEach(each -> line("blocks", together(each)));
        for (Ruling.Changes changes : flip.changes()) {
            String acts =
                    changes.acts().stream()
                            .map(this::text)
                            .distinct()
                            .collect(Collectors.joining(", and "));
            String part = changes.whole() ? "." : "; then in part.";
            line("would", what + " would be permitted if " + acts + part);
        }
        String owner = ruling.basis().handling().owner().toString();
        flip.ask().forEach(each -> line("ask", whose || !each.equals(owner) ? each : "the owner"));
        if (flip.cut()) {
            line("cut", "There is more than this: no list is longer than " + Ruling.LIMIT + ".");
        }
    }

    private String together(Set<Ground> grounds) {
        String numbers =
                grounds.stream()
                        .map(each -> "[" + number(each) + "]")
                        .collect(Collectors.joining(" and "));
        return numbers + (grounds.size() == 1 ? " alone" : " together");
    }

    private String text(Change act) {
        return switch (act) {
            case Change.Grant grant -> grant.text();
            case Change.Restore restore -> restore.text();
            case Change.ByOwner byOwner -> owners ? byOwner.text() : BY_OWNER;
        };
    }
}
