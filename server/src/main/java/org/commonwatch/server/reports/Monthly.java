package org.commonwatch.server.reports;

import org.commonwatch.insight.series.Series;
import org.commonwatch.server.findings.Fact;
import org.commonwatch.server.findings.Finding;
import org.commonwatch.server.findings.Findings;
import org.commonwatch.server.findings.Phrases;
import org.commonwatch.server.findings.Wish;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.reports.Document.Block;
import org.commonwatch.server.reports.Document.Section;
import org.commonwatch.server.surges.Judgement;
import org.commonwatch.server.surges.SurgeRoutes;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code monthly}: what was counted in a month, by kind and sector, and what was expected. */
final class Monthly implements Report {
    private static final String SERIES = "/api/v1/series";

    private final Findings findings;
    private final SurgeRoutes.Desk desk;

    Monthly(Findings findings, SurgeRoutes.Desk desk) {
        this.findings = findings;
        this.desk = desk;
    }

    @Override
    public Document of(Wish wish) {
        Wish ofMonth =
                wish.parameters()
                        .apply("month")
                        .map(text -> wish.with("to", end(month(text)).toString()))
                        .orElse(wish);
        Finding overview = findings.about("overview", ofMonth);
        Finding surges = findings.about("surges", ofMonth);
        List<Section> sections = new ArrayList<>();
        Phrases phrases = wish.phrases();
        sections.add(
                new Section(
                        phrases.text("report.monthly.count"),
                        List.of(new Document.Numbers(numbers(overview)))));
        Judgement.of(desk, wish.who(), ofMonth.parameters())
                .ifPresent(judgement -> {
                    Month month = new Month(phrases, judgement, firstDay(judgement));
                    sections.add(month.section("kind", judgement.counted().kinds()));
                    sections.add(month.section("sector", judgement.counted().sectors()));
                    sections.add(month.watched());
                });
        sections.add(Dossier.section(surges));
        return new Document(
                phrases.language(),
                overview.title(),
                phrases.text("report.monthly") + " · " + overview.subtitle(),
                sections);
    }

    /** Those facts that are numbers. */
    static List<Fact> numbers(Finding finding) {
        return finding.facts().stream().filter(each -> each.value() != null).toList();
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException notAMonth) {
            throw new ProblemException(
                    new Problem.Malformed("The month is '" + text + "'.", "Write it as 2029-11."));
        }
    }

    private static Instant end(YearMonth month) {
        return month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static Instant firstDay(Judgement judgement) {
        Series all = judgement.counted().all();
        Instant last = all.start(all.size() - 1);
        Instant first =
                YearMonth.from(last.atOffset(ZoneOffset.UTC))
                        .atDay(1)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC);
        return first.isBefore(all.start(0)) ? all.start(0) : first;
    }

    /** The days of the month that were counted. */
    private record Month(Phrases phrases, Judgement judgement, Instant from) {
        Section section(String by, Map<String, Series> parts) {
            List<Fact> facts =
                    parts.entrySet().stream()
                            .map(each -> fact(by, each.getKey(), count(each.getValue())))
                            .filter(each -> value(each) > 0)
                            .sorted(Comparator.<Fact>comparingDouble(Month::value).reversed())
                            .toList();
            Block block =
                    facts.isEmpty()
                            ? new Document.Words(phrases.text("report.monthly.none"))
                            : new Document.Numbers(facts);
            return new Section(phrases.text("report.monthly." + by), List.of(block));
        }

        private static double value(Fact fact) {
            return Optional.ofNullable(fact.value()).orElse(0.0);
        }

        private Fact fact(String by, String name, long count) {
            Series all = judgement.counted().all();
            String span = "from=" + from + "&to=" + all.start(all.size());
            String link = link(span + "&" + by + "=" + name);
            Fact counted = phrases.count("count", count, basis(link));
            return counted.labelled(by.equals("kind") ? phrases.kind(name) : name);
        }

        private String link(String more) {
            return judgement.link(SERIES, more);
        }

        private Fact.Basis basis(String link) {
            return new Fact.Basis(judgement.basis().unit(), judgement.basis().rule(), link);
        }

        private long count(Series series) {
            long count = 0;
            for (int t = 0; t < series.size(); t++) {
                count += series.start(t).isBefore(from) ? 0 : series.count(t);
            }
            return count;
        }

        /** What was not watched is told, and is no zero. */
        Section watched() {
            Series all = judgement.counted().all();
            long days = 0;
            long missing = 0;
            for (int t = 0; t < all.size(); t++) {
                if (!all.start(t).isBefore(from)) {
                    days++;
                    missing += all.missing(t) ? 1 : 0;
                }
            }
            String link = link("from=" + from + "&to=" + all.start(all.size()));
            var basis = Fact.Basis.of("day", link);
            return new Section(
                    phrases.text("report.monthly.watched"),
                    List.of(
                            new Document.Numbers(
                                    List.of(
                                            phrases.count("watchedDays", days - missing, basis),
                                            phrases.count("missingDays", missing, basis)))));
        }
    }
}
