package org.commonwatch.access.ruling;

import org.commonwatch.access.Action;
import org.commonwatch.access.marking.Condition;
import org.commonwatch.access.marking.Marking;
import org.commonwatch.access.ruling.Explanation.Line;
import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts a ruling into words for whoever may know that the object is there. */
final class Telling {
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
                line("answer", Saying.of(Phrase.PERMITTED));
                tell(permit.obligations());
                yield new Explanation("permit", lines);
            }
            case Ruling.Redact redact -> {
                line(
                        "answer",
                        owners
                                ? Saying.of(Phrase.PERMITTED_WITHOUT)
                                        .withAll("properties", redact.properties())
                                : Saying.of(Phrase.PERMITTED_IN_PART));
                tell(redact.obligations());
                flip(redact.flip(), changes -> Phrase.WOULD_WHOLE);
                yield new Explanation("redact", lines);
            }
            case Ruling.Withhold withhold -> {
                line("answer", Saying.of(Phrase.WITHHELD));
                tell(List.of());
                flip(
                        withhold.flip(),
                        changes -> changes.whole() ? Phrase.WOULD : Phrase.WOULD_IN_PART);
                yield new Explanation("withhold", lines);
            }
        };
    }

    private void line(String topic, Saying said) {
        lines.add(Line.of(topic, said));
    }

    private void tell(List<Saying> obligations) {
        Ruling.Basis basis = ruling.basis();
        Asking asking = basis.asking();
        line(
                "asked",
                Saying.of(Phrase.ASKED)
                        .with("party", asking.reader().party())
                        .with("action", Saying.of(word(asking.action())))
                        .with("channel", asking.channel())
                        .with("at", asking.asOf().validAt())
                        .with("known", asking.asOf().knownAt()));
        Handling handling = basis.handling();
        Saying object =
                whose
                        ? Saying.of(Phrase.OBJECT_OF).with("owner", handling.owner())
                        : Saying.of(Phrase.OBJECT);
        line("object", object.with("body", handling.body()).with("class", handling.dataClass()));
        if (owners) {
            handling.markings().forEach(each -> line("marking", said(each)));
        }
        for (Ground ground : ruling.grounds()) {
            if (ground.permits()) {
                line("for", said(ground));
            } else {
                lines.add(
                        new Line("against", Optional.of(number(ground)), said(ground), List.of()));
            }
        }
        if (owners) {
            obligations.forEach(each -> line("duty", each));
        }
    }

    private static Phrase word(Action action) {
        return switch (action) {
            case READ -> Phrase.ACTION_READ;
            case QUERY -> Phrase.ACTION_QUERY;
            case NOTIFIED -> Phrase.ACTION_NOTIFIED;
            case CONTRIBUTE -> Phrase.ACTION_CONTRIBUTE;
            case ATTEND -> Phrase.ACTION_ATTEND;
            case VOTE -> Phrase.ACTION_VOTE;
        };
    }

    private static Saying said(Marking marking) {
        if (marking.scheme().equals(Marking.CAVEAT)) {
            return Saying.of(Phrase.CAVEAT)
                    .with("marking", marking.id())
                    .withAll(
                            "says",
                            marking.means().stream().map(Condition::said).toList(),
                            Phrase.LIST_COMMA);
        }
        return marking.id().equals(marking.original())
                ? verbatim(marking.original())
                : Saying.of(Phrase.MARKING)
                        .with("marking", marking.id())
                        .with("scheme", marking.scheme())
                        .with("says", marking.original());
    }

    private static Saying verbatim(String text) {
        return Saying.of(Phrase.VERBATIM).with("text", text);
    }

    // Of who owns it and of whom it agreed with the same is said: either would tell whose it is.
    private Saying said(Ground ground) {
        return switch (ground) {
            case Ground.Demanded demanded when !owners -> Saying.of(Phrase.DEMANDED_SOMETHING);
            case Ground.Own own when !whose -> Saying.of(Phrase.BY_OWNER);
            case Ground.ByAgreement agreement when !whose -> Saying.of(Phrase.BY_OWNER);
            case Ground.NoAgreement none when !whose ->
                    Saying.of(Phrase.NO_AGREEMENT_OF_OWNER).with("class", none.dataClass());
            default -> ground.said();
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

    /** How it is said what some acts would do. */
    @FunctionalInterface
    private interface Would {
        Phrase by(Ruling.Changes changes);
    }

    private void flip(Ruling.Flip flip, Would would) {
        flip.blocking().forEach(each -> line("blocks", together(each)));
        for (Ruling.Changes changes : flip.changes()) {
            List<Saying> acts = changes.acts().stream().map(this::said).distinct().toList();
            Saying said = Saying.of(would.by(changes)).withAll("acts", acts, Phrase.LIST_ACTS);
            lines.add(new Line("would", Optional.empty(), said, acts));
        }
        if (flip.changes().isEmpty() && !flip.cut()) {
            line("would", Saying.of(Phrase.NOTHING_WOULD));
        }
        String owner = ruling.basis().handling().owner().toString();
        flip.ask()
                .forEach(each ->
                        line(
                                "ask",
                                whose || !each.equals(owner)
                                        ? verbatim(each)
                                        : Saying.of(Phrase.THE_OWNER)));
        if (flip.cut()) {
            line("cut", Saying.of(Phrase.CUT).with("limit", Ruling.LIMIT));
        }
    }

    private Saying together(Set<Ground> grounds) {
        List<Saying> numbers =
                grounds.stream()
                        .map(each -> Saying.of(Phrase.NUMBER).with("number", number(each)))
                        .toList();
        return numbers.size() == 1
                ? Saying.of(Phrase.BLOCKS_ALONE).with("number", numbers.getFirst())
                : Saying.of(Phrase.BLOCKS_TOGETHER)
                        .withAll("numbers", numbers, Phrase.LIST_NUMBERS);
    }

    private Saying said(Change act) {
        return switch (act) {
            case Change.Grant grant -> grant.said();
            case Change.Restore restore -> restore.said();
            case Change.ByOwner byOwner ->
                    owners ? byOwner.said() : Saying.of(Phrase.BY_OWNER_SOMEHOW);
        };
    }
}
