package org.commonwatch.server.gaps;

import org.commonwatch.access.saying.Saying;
import org.commonwatch.insight.gap.Contributions;
import org.commonwatch.insight.gap.Counterfactual;
import org.commonwatch.insight.gap.Gap;
import org.commonwatch.insight.knowledge.Holdings;
import org.commonwatch.insight.knowledge.Knowledge;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Sightings;
import org.commonwatch.insight.knowledge.Times;
import org.commonwatch.insight.survival.KaplanMeier;
import org.commonwatch.server.gaps.GapText.Act;
import org.commonwatch.server.gaps.GapText.Acts;
import org.commonwatch.server.gaps.GapText.Bounds;
import org.commonwatch.server.gaps.GapText.Counted;
import org.commonwatch.server.gaps.GapText.Example;
import org.commonwatch.server.gaps.GapText.Found;
import org.commonwatch.server.gaps.GapText.Instead;
import org.commonwatch.server.gaps.GapText.Kind;
import org.commonwatch.server.gaps.GapText.Leads;
import org.commonwatch.server.gaps.GapText.Method;
import org.commonwatch.server.gaps.GapText.Own;
import org.commonwatch.server.gaps.GapText.Party;
import org.commonwatch.server.gaps.GapText.Quantiles;
import org.commonwatch.server.gaps.GapText.Reason;
import org.commonwatch.server.gaps.GapText.Share;
import org.commonwatch.server.gaps.GapText.Source;
import org.commonwatch.server.hindsight.Hindsight;
import org.commonwatch.server.hindsight.Looked;
import org.commonwatch.server.hindsight.Wanted;
import org.commonwatch.server.hindsight.Words;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A gap in words, for whoever may know all of it. */
final class WholeText {
    private static final int EXAMPLES = 100;
    private static final double DAY = 86_400;

    private final Hindsight.Whole whole;
    private final Looked looked;
    private final Question question;
    private final IntFunction<String> words;
    private final Wanted wanted;
    private final double cost;
    private final Gap gap;
    private final Knowledge knowledge;
    // The indicators of the gap.
    private final List<Integer> found;

    WholeText(Hindsight.Whole whole, Wanted wanted, double cost, Saying.Texts language) {
        this.whole = whole;
        this.looked = whole.looked();
        this.question = looked.question();
        Words known = looked.names().words();
        this.words = number -> known.text(number, language);
        this.wanted = wanted;
        this.cost = cost;
        this.gap = Gap.of(looked.catalogue(), looked.side(), question);
        this.knowledge = Knowledge.of(looked.catalogue(), looked.side(), question);
        this.found =
                IntStream.range(0, knowledge.indicators())
                        .filter(i -> question.window().contains(knowledge.hit(i)))
                        .filter(i -> knowledge.isGap(i, knowledge.hit(i), question.delay()))
                        .boxed()
                        .toList();
    }

    GapText of(Party party) {
        Found finding = Found.of(gap.finding());
        long hidden = found.stream().filter(i -> knowledge.offered(i) == Times.NEVER).count();
        var exposure = gap.shares().exposure();
        return new GapText(
                whole.knownAt().toString(),
                party,
                "whole",
                GapText.time(question.window().from()),
                GapText.time(question.window().to()),
                Duration.ofSeconds(question.delay()).toHours(),
                title(finding),
                finding,
                own(),
                new Counted(
                        exposure.count(),
                        exposure.of(),
                        exposure.value().orElse(0),
                        hidden,
                        gap.shares().sessions().count(),
                        gap.shares().sessions().of()),
                reasons(),
                kinds(),
                gap.releases().single().stream()
                        .map(each ->
                                new Act(
                                        words.apply(each.change()),
                                        each.indicators(),
                                        each.sessions()))
                        .toList(),
                sets(),
                new Leads(
                        quantiles(gap.leads().beforeHit()), quantiles(gap.leads().untilReadable())),
                Share.of(gap.shares().reverse()),
                Share.of(gap.shares().withheld()),
                instead(),
                sources(),
                examples(),
                List.of(),
                Method.of(looked));
    }

    private String title(Found finding) {
        var exposure = gap.shares().exposure();
        if (exposure.of() == 0) {
            return "Nothing hit the party in this time.";
        }
        if (exposure.count() == 0) {
            return ("Of %d indicators that hit the party none was known to others before and"
                            + " unreadable.")
                    .formatted(exposure.of());
        }
        return switch (finding.kind()) {
            case "measured", "no-measurable-gap" -> finding.text();
            default ->
                    ("%d of %d indicators that hit the party were known to others before and"
                                    + " unreadable. %s")
                            .formatted(exposure.count(), exposure.of(), finding.text());
        };
    }

    private Own own() {
        long hits = 0;
        long inTime = 0;
        for (int i = 0; i < knowledge.indicators(); i++) {
            if (question.window().contains(knowledge.hit(i))) {
                hits++;
                inTime += knowledge.readable(i) <= knowledge.hit(i) ? 1 : 0;
            }
        }
        long since = found.stream().filter(i -> knowledge.offered(i) != Times.NEVER).count();
        return new Own(hits, inTime, since);
    }

    private List<Reason> reasons() {
        return gap.reasons().stream()
                .map(each ->
                        new Reason(
                                false,
                                OwnText.texts(each.blocking(), words),
                                each.indicators(),
                                each.sessions()))
                .toList();
    }

    private List<Kind> kinds() {
        var counts = new TreeMap<Integer, long[]>();
        for (int i : found) {
            long[] count = counts.computeIfAbsent(looked.catalogue().kind()[i], k -> new long[2]);
            count[0]++;
            count[1] += sessions(i);
        }
        return counts.entrySet().stream()
                .map(each ->
                        new Kind(
                                false,
                                GapText.kind(each.getKey()),
                                each.getValue()[0],
                                each.getValue()[1]))
                .sorted(Comparator.comparingLong(Kind::indicators).reversed())
                .toList();
    }

    private List<Acts> sets() {
        return gap.releases().sets().stream()
                .map(each ->
                        new Acts(
                                false,
                                each.changes().stream().map(words::apply).sorted().toList(),
                                each.indicators()))
                .toList();
    }

    private static @Nullable Quantiles quantiles(KaplanMeier times) {
        if (times.count() == 0) {
            return null;
        }
        List<@Nullable Double> deciles = new ArrayList<>();
        for (int tenth = 1; tenth <= 9; tenth++) {
            deciles.add(days(times.quantile(tenth / 10.0)));
        }
        return new Quantiles(days(times.quantile(0.5)), deciles);
    }

    private static @Nullable Double days(OptionalDouble seconds) {
        return seconds.isEmpty() ? null : seconds.getAsDouble() / DAY;
    }

    private @Nullable Instead instead() {
        if (looked.instead().isEmpty() || wanted.instead().isEmpty()) {
            return null;
        }
        Counterfactual told =
                Counterfactual.of(
                        looked.catalogue(),
                        looked.side(),
                        question,
                        new Counterfactual.Instead(looked.instead().get(), cost));
        Wanted.Supposed supposed = wanted.instead().get();
        return new Instead(
                supposed.type(),
                supposed.body().name(),
                supposed.since().map(Object::toString).orElse(null),
                told.objects().gained(),
                told.objects().lost(),
                Bounds.of(told.warned()),
                Bounds.of(told.falseAlarms()),
                cost,
                Bounds.of(told.net()));
    }

    private List<Source> sources() {
        Holdings holdings = looked.catalogue().holdings();
        if (holdings.owners() > Contributions.OWNERS_LIMIT) {
            return List.of();
        }
        var all = new BitSet();
        all.set(0, holdings.owners());
        Contributions each = Contributions.of(holdings, question.window(), all);
        return IntStream.range(0, holdings.owners())
                .filter(owner -> each.volume(owner) > 0)
                .mapToObj(owner ->
                        new Source(
                                party(owner),
                                each.volume(owner),
                                each.exclusive(owner).count(),
                                each.overlap(owner, 0).count()))
                .sorted(
                        Comparator.comparingLong(Source::held)
                                .reversed()
                                .thenComparing(source -> source.party().name()))
                .toList();
    }

    private Party party(int number) {
        var id = looked.names().parties().get(number);
        return new Party(id.toString(), whole.names().apply(id));
    }

    private List<Example> examples() {
        return found.stream()
                .sorted(Comparator.comparingLong(i -> knowledge.known(i) - knowledge.hit(i)))
                .limit(EXAMPLES)
                .map(this::example)
                .toList();
    }

    private Example example(int i) {
        var thing = looked.names().things().get(i);
        Holdings holdings = looked.catalogue().holdings();
        List<Party> owners =
                IntStream.range(holdings.start(i), holdings.start(i + 1))
                        .filter(row -> holdings.since(row) <= knowledge.hit(i))
                        .map(holdings::owner)
                        .filter(owner -> owner != 0)
                        .distinct()
                        .mapToObj(this::party)
                        .toList();
        long readable = question.window().seen(knowledge.readable(i));
        return new Example(
                thing.kind().label(),
                thing.value(),
                GapText.time(knowledge.known(i)),
                GapText.time(knowledge.hit(i)),
                readable == Times.NEVER ? null : GapText.time(readable),
                sessions(i),
                owners);
    }

    private long sessions(int i) {
        Sightings seen = looked.side().sightings();
        long sessions = 0;
        for (int row = seen.start(i); row < seen.start(i + 1); row++) {
            if (seen.attack(row)
                    && question.window().contains(seen.at(row))
                    && knowledge.isGap(i, seen.at(row), question.delay())) {
                sessions += seen.sessions(row);
            }
        }
        return sessions;
    }
}
