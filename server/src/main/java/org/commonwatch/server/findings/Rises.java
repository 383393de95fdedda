package org.commonwatch.server.findings;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.level.Reading;
import org.commonwatch.insight.series.Series;
import org.commonwatch.insight.surge.Occasion;
import org.commonwatch.insight.surge.Surge;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.surges.Judgement;
import org.commonwatch.server.surges.SurgeRoutes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is to say of what was counted: this month, what rose, and what it was made of. */
final class Rises {
    private static final String SERIES = "/api/v1/series";
    private static final String SURGES = "/api/v1/surges";
    private static final int LAST_DAYS = 30;

    /** A surge that ended so near to an occasion is told as before it. */
    private static final int NEAR_DAYS = 7;

    private final SurgeRoutes.Desk desk;
    private final InstantSource clock;
    private final boolean synthetic;

    /**
     * From what the desk has.
     *
     * @param synthetic whether time stands still where the counts end
     */
    Rises(SurgeRoutes.Desk desk, InstantSource clock, boolean synthetic) {
        this.desk = desk;
        this.clock = clock;
        this.synthetic = synthetic;
    }

    /** What one finding is made of. */
    private record Made(Wish wish, Judgement judgement, List<Fact> facts) {
        Series all() {
            return judgement.counted().all();
        }

        Instant end() {
            return all().start(all().size());
        }

        Fact.Basis basis(String link) {
            return new Fact.Basis(judgement.basis().unit(), judgement.basis().rule(), link);
        }

        Fact add(Fact fact) {
            facts.add(fact);
            return fact;
        }

        // The last day of a time that ends before this instant.
        static LocalDate lastDay(Instant end) {
            return day(end.minusNanos(1));
        }

        static LocalDate day(Instant instant) {
            return instant.atOffset(ZoneOffset.UTC).toLocalDate();
        }
    }

    private Optional<Made> made(Wish wish) {
        wish.checkIs(Role.READER, Role.ANALYST, Role.OPERATOR);
        return Judgement.of(desk, wish.who(), wish.parameters())
                .map(judgement -> {
                    Made made = new Made(wish, judgement, new ArrayList<>());
                    String unit = judgement.basis().unit();
                    String link = judgement.link(SERIES, "");
                    Phrases phrases = wish.phrases();
                    made.add(phrases.word("unit", phrases.text("unit." + unit), link));
                    made.add(phrases.word("Unit", phrases.text("unit." + unit + ".first"), link));
                    made.add(phrases.word("rule", judgement.basis().rule(), link));
                    made.add(phrases.date("first", Made.day(made.all().start(0)), link));
                    made.add(phrases.date("last", Made.lastDay(made.end()), link));
                    return made;
                });
    }

    private static Finding nothing(String page, Wish wish) {
        return wish.finding(page, "counts.nothing", List.of());
    }

    // this month ---------------------------------------------------------------------------------

    Finding overview(Wish wish) {
        String page = "overview";
        Optional<Made> some = made(wish);
        if (some.isEmpty()) {
            return nothing(page, wish);
        }
        Made made = some.get();
        YearMonth month = YearMonth.from(Made.lastDay(made.end()));
        Instant from = month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        from = from.isBefore(made.all().start(0)) ? made.all().start(0) : from;
        String link = made.judgement().link(SERIES, "from=" + from + "&to=" + made.end());
        made.add(wish.phrases().month("month", month, link));
        made.add(wish.phrases().count("count", count(made.all(), from), made.basis(link)));
        String key = "overview." + level(made, from);
        String next =
                next(made).map(each -> " " + wish.phrases().say(each, made.facts())).orElse("");
        return wish.finding(
                page,
                wish.phrases().say(key, made.facts()) + next,
                wish.phrases().say("overview.more", made.facts()),
                made.facts());
    }

    private static long count(Series series, Instant from) {
        long count = 0;
        for (int t = 0; t < series.size(); t++) {
            count += series.start(t).isBefore(from) ? 0 : series.count(t);
        }
        return count;
    }

    // How the month stands to what was to be expected of it, as far as that can be told.
    private static String level(Made made, Instant from) {
        Optional<Judgement.Level> level = made.judgement().level();
        if (level.isEmpty() || made.all().start(level.get().from()).isAfter(from)) {
            return "counted";
        }
        double expected =
                level.get().readings().stream()
                        .filter(each -> !made.all().start(each.period()).isBefore(from))
                        .filter(each -> !each.missing())
                        .mapToDouble(Reading::expected)
                        .sum();
        String link = made.judgement().link(SERIES, "");
        made.add(made.wish().phrases().about("expected", expected, made.basis(link)));
        Optional<Surge> rise =
                level.get().surges().stream()
                        .filter(each -> each.extent().to().isAfter(from))
                        .reduce((earlier, later) -> later);
        rise.ifPresent(each -> made.add(ratio(made, each)));
        return rise.isPresent() ? "high" : "usual";
    }

    private static Fact ratio(Made made, Surge surge) {
        String link = made.judgement().link(SURGES, "");
        return made.wish()
                .phrases()
                .ratio("ratio", surge.size().ratio(), surge.size().interval(), made.basis(link));
    }

    private Optional<String> next(Made made) {
        LocalDate today = synthetic ? Made.day(made.end()) : Made.day(clock.instant());
        return made.judgement().basis().calendar().occasions().stream()
                .filter(each -> !each.date().isBefore(today))
                .findFirst()
                .map(each -> {
                    until(made, each, today);
                    return "overview.next";
                });
    }

    private static void until(Made made, Occasion occasion, LocalDate from) {
        Phrases phrases = made.wish().phrases();
        String link = "/api/v1/elections/" + occasion.id();
        made.add(phrases.word("occasion", occasion.name(), link));
        made.add(phrases.date("date", occasion.date(), link));
        long days = ChronoUnit.DAYS.between(from, occasion.date());
        made.add(phrases.count("days", days, Fact.Basis.of("day", link)));
    }

    // what rose ----------------------------------------------------------------------------------

    Finding surges(Wish wish) {
        String page = "surges";
        Optional<Made> some = made(wish);
        if (some.isEmpty()) {
            return nothing(page, wish);
        }
        Made made = some.get();
        return wish.finding(page, "surges." + rose(made), made.facts());
    }

    private static String rose(Made made) {
        Judgement judgement = made.judgement();
        if (judgement.level().isEmpty()) {
            return tooLittle(made, judgement.whyNot().orElseThrow());
        }
        Judgement.Level level = judgement.level().get();
        Phrases phrases = made.wish().phrases();
        String link = judgement.link(SURGES, "");
        long days = Duration.between(made.all().start(level.from()), made.end()).toDays();
        made.add(phrases.count("judged", days, Fact.Basis.of("day", link)));
        Instant calm = made.end().minus(Duration.ofDays(Judgement.Level.CALM_DAYS));
        Optional<Surge> underWay =
                level.surges().stream()
                        .filter(each -> each.extent().to().isAfter(calm))
                        .findFirst();
        Optional<Surge> told =
                underWay.or(() ->
                        level.surges().stream()
                                .max(Comparator.comparingDouble(each -> each.size().excess())));
        if (told.isEmpty()) {
            return "none";
        }
        Surge surge = told.get();
        made.add(ratio(made, surge));
        made.add(phrases.about("excess", surge.size().excess(), made.basis(link)));
        made.add(phrases.date("from", Made.day(surge.extent().from()), link));
        made.add(phrases.date("to", Made.lastDay(surge.extent().to()), link));
        if (surge.nearest().filter(each -> isBefore(surge, each)).isPresent()) {
            until(made, surge.nearest().get(), Made.day(surge.extent().from()));
            return "before";
        }
        return underWay.isPresent() ? "since" : "between";
    }

    private static boolean isBefore(Surge surge, Occasion occasion) {
        LocalDate last = Made.lastDay(surge.extent().to());
        LocalDate date = occasion.date();
        return Made.day(surge.extent().from()).isBefore(date)
                && !last.isAfter(date)
                && !last.isBefore(date.minusDays(NEAR_DAYS));
    }

    private static String tooLittle(Made made, InsightRefusal why) {
        if (!(why instanceof InsightRefusal.TooShort(String what, int have, int need))) {
            return "unclear";
        }
        Phrases phrases = made.wish().phrases();
        var basis = Fact.Basis.of("day", made.judgement().link(SERIES, ""));
        made.add(phrases.count("need", need, basis));
        made.add(phrases.count("have", have, basis));
        return "short";
    }

    // what it was made of ------------------------------------------------------------------------

    Finding attacks(Wish wish) {
        String page = "attacks";
        Optional<Made> some = made(wish);
        if (some.isEmpty()) {
            return nothing(page, wish);
        }
        Made made = some.get();
        boolean whole = wish.parameters().apply("from").isPresent();
        Instant from =
                whole
                        ? made.all().start(0)
                        : latest(made.all().start(0), made.end().minus(Duration.ofDays(LAST_DAYS)));
        String span = "from=" + from + "&to=" + made.end();
        String link = made.judgement().link(SERIES, whole ? "" : span);
        Phrases phrases = wish.phrases();
        long count = count(made.all(), from);
        made.add(phrases.count("count", count, made.basis(link)));
        long days = Duration.between(from, made.end()).toDays();
        made.add(phrases.count("span", days, Fact.Basis.of("day", link)));
        Optional<Map.Entry<String, Long>> most = most(made.judgement().counted().kinds(), from);
        if (count == 0 || most.isEmpty()) {
            return wish.finding(page, "attacks.count", made.facts());
        }
        String kind = most.get().getKey();
        String ofKind = link + (link.contains("?") ? "&" : "?") + "kind=" + kind;
        made.add(phrases.word("kind", phrases.kind(kind), ofKind));
        made.add(phrases.count("ofKind", most.get().getValue(), made.basis(ofKind)));
        double share = (double) most.get().getValue() / count;
        made.add(phrases.share("share", share, Fact.Basis.at(ofKind)));
        return wish.finding(page, "attacks.most", made.facts());
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Optional<Map.Entry<String, Long>> most(Map<String, Series> kinds, Instant from) {
        return kinds.entrySet().stream()
                .map(each -> Map.entry(each.getKey(), count(each.getValue(), from)))
                .max(
                        Map.Entry.<String, Long>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()));
    }
}
