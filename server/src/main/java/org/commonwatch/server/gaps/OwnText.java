package org.commonwatch.server.gaps;

import org.commonwatch.access.saying.Saying;
import org.commonwatch.insight.disclosure.Label;
import org.commonwatch.insight.gap.ToldGap;
import org.commonwatch.insight.gap.ToldGap.Hidden;
import org.commonwatch.insight.gap.ToldGap.LeadDays;
import org.commonwatch.insight.gap.ToldGap.Row;
import org.commonwatch.server.gaps.GapText.Act;
import org.commonwatch.server.gaps.GapText.Acts;
import org.commonwatch.server.gaps.GapText.Counted;
import org.commonwatch.server.gaps.GapText.Found;
import org.commonwatch.server.gaps.GapText.Kind;
import org.commonwatch.server.gaps.GapText.Leads;
import org.commonwatch.server.gaps.GapText.Method;
import org.commonwatch.server.gaps.GapText.Own;
import org.commonwatch.server.gaps.GapText.Party;
import org.commonwatch.server.gaps.GapText.Quantiles;
import org.commonwatch.server.gaps.GapText.Reason;
import org.commonwatch.server.gaps.GapText.Share;
import org.commonwatch.server.hindsight.Hindsight;
import org.commonwatch.server.hindsight.Words;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** What a party is told of its gap, in words. */
final class OwnText {
    private static final String NOT_TOLD =
            "What others knew and could not let your party read is not told: it is of too few"
                    + " indicators, or of too few owners, or nothing.";

    private OwnText() {}

    static GapText of(
            Hindsight.Own own, Party party, List<Party> notStated, Saying.Texts language) {
        ToldGap told = own.told();
        Optional<Hidden> hidden = told.hidden();
        var window = own.looked().question().window();
        Words known = own.looked().names().words();
        IntFunction<String> words = number -> known.text(number, language);
        var counted = new Own(told.own().hits(), told.own().readInTime(), told.own().readSince());
        Found found =
                hidden.map(each -> Found.of(each.finding()).rounded())
                        .orElse(new Found("not-told", NOT_TOLD, null, null, null, null));
        return new GapText(
                own.knownAt().toString(),
                party,
                "own",
                GapText.time(window.from()),
                GapText.time(window.to()),
                Duration.ofSeconds(own.delaySeconds()).toHours(),
                title(hidden, counted, found),
                found,
                counted,
                hidden.map(each -> counted(each, counted)).orElse(null),
                hidden.map(each -> reasons(each, words)).orElse(List.of()),
                hidden.map(OwnText::kinds).orElse(List.of()),
                hidden.map(each -> acts(each, words)).orElse(List.of()),
                hidden.map(each -> sets(each, words)).orElse(List.of()),
                new Leads(hidden.map(each -> quantiles(each.leads())).orElse(null), null),
                told.reverse().isEmpty() ? null : new Share(told.reverse().getAsLong(), null, null),
                null,
                null,
                List.of(),
                List.of(),
                notStated,
                Method.of(own.looked()).untold());
    }

    private static String title(Optional<Hidden> hidden, Own own, Found found) {
        if (hidden.isEmpty()) {
            return own.hits() == 0 ? "Nothing hit your party in this time." : NOT_TOLD;
        }
        return switch (found.kind()) {
            case "measured", "no-measurable-gap" -> found.text();
            default ->
                    ("%d of %d indicators that hit were known to others before and could not be"
                                    + " read. %s")
                            .formatted(
                                    hidden.get().all().indicators() + own.readSince(),
                                    own.hits(),
                                    found.text());
        };
    }

    private static Counted counted(Hidden hidden, Own own) {
        return new Counted(
                hidden.all().indicators() + own.readSince(),
                own.hits(),
                hidden.shareInHundred() / 100.0,
                hidden.all().indicators(),
                sessions(hidden.all()),
                null);
    }

    private static @Nullable Long sessions(Row row) {
        OptionalLong sessions = row.sessions();
        return sessions.isEmpty() ? null : sessions.getAsLong();
    }

    private static List<Reason> reasons(Hidden hidden, IntFunction<String> words) {
        return hidden.tables().reasons().stream()
                .map(row ->
                        new Reason(
                                row.label().isEmpty(),
                                row.label().map(each -> texts(each, words)).orElse(List.of()),
                                row.indicators(),
                                sessions(row)))
                .sorted(
                        Comparator.comparing(Reason::rest)
                                .thenComparing(Reason::indicators, Comparator.reverseOrder())
                                .thenComparing(each -> each.ways().toString()))
                .toList();
    }

    // In an order that is theirs and not of the numbers.
    static List<List<List<String>>> texts(Label label, IntFunction<String> words) {
        return texts(label.ways(), words);
    }

    static List<List<List<String>>> texts(
            List<List<List<Integer>>> ways, IntFunction<String> words) {
        return ways.stream()
                .map(sets ->
                        sets.stream()
                                .map(set -> set.stream().map(words::apply).sorted().toList())
                                .sorted(Comparator.comparing(List::toString))
                                .toList())
                .sorted(Comparator.comparing(List::toString))
                .toList();
    }

    private static List<Kind> kinds(Hidden hidden) {
        return hidden.tables().kinds().stream()
                .map(row ->
                        new Kind(
                                row.label().isEmpty(),
                                row.label()
                                        .map(label -> GapText.kind(numbers(label).getFirst()))
                                        .orElse(""),
                                row.indicators(),
                                sessions(row)))
                .sorted(
                        Comparator.comparing(Kind::rest)
                                .thenComparing(Kind::indicators, Comparator.reverseOrder())
                                .thenComparing(Kind::kind))
                .toList();
    }

    private static List<Integer> numbers(Label label) {
        return label.ways().stream().flatMap(List::stream).map(List::getFirst).toList();
    }

    private static List<Act> acts(Hidden hidden, IntFunction<String> words) {
        Set<Integer> all = new TreeSet<>();
        hidden.tables().releases().stream()
                .flatMap(row -> row.label().stream())
                .forEach(label -> all.addAll(numbers(label)));
        return all.stream()
                .map(act -> new Act(words.apply(act), hidden.tables().releasedBy(act), null))
                .sorted(
                        Comparator.comparing(Act::indicators, Comparator.reverseOrder())
                                .thenComparing(Act::act))
                .toList();
    }

    private static List<Acts> sets(Hidden hidden, IntFunction<String> words) {
        return hidden.tables().releases().stream()
                .map(row ->
                        new Acts(
                                row.label().isEmpty(),
                                row.label()
                                        .map(label ->
                                                numbers(label).stream()
                                                        .map(words::apply)
                                                        .sorted()
                                                        .toList())
                                        .orElse(List.of()),
                                row.indicators()))
                .sorted(
                        Comparator.comparing(Acts::rest)
                                .thenComparing(Acts::indicators, Comparator.reverseOrder())
                                .thenComparing(each -> each.acts().toString()))
                .toList();
    }

    private static Quantiles quantiles(LeadDays leads) {
        return new Quantiles(
                (double) leads.median(),
                leads.deciles().stream().<@Nullable Double>map(Long::doubleValue).toList());
    }
}
