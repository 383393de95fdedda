package org.commonwatch.server.surges;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Counts;
import org.commonwatch.server.sharing.Counts.Tally;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code GET /api/v1/attacks?unit=…}: counts of a time by kind, source and sector, and what each
 * filter would leave.
 */
final class GetAttacks implements HandlerFunction<ServerResponse> {
    /** What stands in an address for what has no name. */
    static final String NONE = "-";

    /** So many rows are told; the others as one number. */
    static final int ROWS = 1_000;

    private static final Duration USUAL = Duration.ofDays(30);

    private static final Map<String, Function<Tally, String>> FACETS = facets();

    private final Counts counts;

    /** A row of the table. */
    record Row(String kind, String source, String country, String sector, long count) {}

    /** How much has one word of a facet, whatever that facet is filtered by. */
    record Choice(String name, long count) {}

    /**
     * The answer.
     *
     * @param rest what is in no row, for there are too many
     */
    record Told(
            String knownAt,
            String unit,
            String rule,
            String from,
            String to,
            boolean drawn,
            long count,
            List<Row> rows,
            long rest,
            Map<String, List<Choice>> facets) {}

    GetAttacks(Counts counts) {
        this.counts = counts;
    }

    private static Map<String, Function<Tally, String>> facets() {
        Map<String, Function<Tally, String>> facets = new LinkedHashMap<>();
        facets.put("kind", Tally::kind);
        facets.put("sector", Tally::sector);
        facets.put("country", Tally::country);
        facets.put("source", Tally::source);
        facets.put("sensor", Tally::sensor);
        return facets;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential reader = request.principal().map(Credential::signedIn).orElseThrow();
        String unit = Terms.unit(request.param("unit").orElse(Asked.UNIT));
        Instant to = time(request, "to").orElseGet(() -> end(reader));
        Instant from = time(request, "from").orElse(to.minus(USUAL));
        if (!from.isBefore(to)) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "From " + from + " to " + to + " there is no time.",
                            "Let 'from' be before 'to'."));
        }
        Counts.Tallies all = counts.tallies(reader, from, to, unit, request.param("rule"));
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String facet : FACETS.keySet()) {
            request.param(facet)
                    .ifPresent(word -> wanted.put(facet, word.equals(NONE) ? "" : word));
        }
        return Answers.ok(told(all, wanted, new Span(unit, from, to)));
    }

    private record Span(String unit, Instant from, Instant to) {}

    // The end of the last day in which anything was counted.
    private Instant end(Credential reader) {
        return counts.last(reader, Optional.empty())
                .map(last -> last.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS))
                .orElseThrow(() ->
                        new ProblemException(
                                new Problem.Unprocessable(
                                        "Nothing was counted by the sensors that you may"
                                                + " ask about.",
                                        "Deliver something first.")));
    }

    private static Optional<Instant> time(ServerRequest request, String name) {
        return request.param(name).map(text -> Requests.time(name, text));
    }

    private static Told told(Counts.Tallies all, Map<String, String> wanted, Span span) {
        List<Tally> shown = all.tallies().stream().filter(each -> has(each, wanted, "")).toList();
        Map<Row, Long> sums = new LinkedHashMap<>();
        for (Tally each : shown) {
            var row = new Row(each.kind(), each.source(), each.country(), each.sector(), 0);
            sums.merge(row, each.count(), Long::sum);
        }
        List<Row> rows =
                sums.entrySet().stream()
                        .map(each -> counted(each.getKey(), each.getValue()))
                        .sorted(Comparator.comparingLong(Row::count).reversed())
                        .toList();
        List<Row> first = rows.subList(0, Math.min(ROWS, rows.size()));
        long count = sums.values().stream().mapToLong(each -> each).sum();
        return new Told(
                all.knownAt().toString(),
                span.unit(),
                all.rule(),
                span.from().toString(),
                span.to().toString(),
                shown.stream().anyMatch(Tally::drawn),
                count,
                first,
                count - first.stream().mapToLong(Row::count).sum(),
                choices(all.tallies(), wanted));
    }

    private static Row counted(Row row, long count) {
        return new Row(row.kind(), row.source(), row.country(), row.sector(), count);
    }

    private static boolean has(Tally tally, Map<String, String> wanted, String butFor) {
        return wanted.entrySet().stream()
                .filter(each -> !each.getKey().equals(butFor))
                .allMatch(each ->
                        FACETS.getOrDefault(each.getKey(), any -> "")
                                .apply(tally)
                                .equals(each.getValue()));
    }

    private static Map<String, List<Choice>> choices(
            Collection<Tally> all, Map<String, String> wanted) {
        Map<String, List<Choice>> choices = new LinkedHashMap<>();
        FACETS.forEach((facet, word) -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            all.stream()
                    .filter(each -> has(each, wanted, facet))
                    .forEach(each -> counts.merge(word.apply(each), each.count(), Long::sum));
            choices.put(
                    facet,
                    counts.entrySet().stream()
                            .map(each -> new Choice(each.getKey(), each.getValue()))
                            .sorted(Comparator.comparingLong(Choice::count).reversed())
                            .toList());
        });
        return choices;
    }
}
