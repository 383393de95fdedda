package org.commonwatch.server.surges;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.level.Reading;
import org.commonwatch.insight.surge.Calendar;
import org.commonwatch.insight.surge.Surge;
import org.commonwatch.insight.surge.Surges.Counted;
import org.commonwatch.server.membership.Credential;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts and what is to be said of them, as {@code /api/v1/series} and {@code /api/v1/surges} say
 * it to the same reader.
 *
 * @param asked the parameters of these addresses, such as {@code unit=alert&kind=scan}
 * @param level empty if {@code whyNot} says why nothing can be said of what was to be expected
 */
public record Judgement(
        String asked,
        Basis basis,
        Counted counted,
        Optional<Level> level,
        Optional<InsightRefusal> whyNot) {
    private static final List<String> PARAMETERS =
            List.of("unit", "cadence", "kind", "sector", "source", "sensor", "rule", "from", "to");

    /** How it was counted, as known when, and between which occasions it lies. */
    public record Basis(String unit, String rule, Instant knownAt, Calendar calendar) {}

    /**
     * What was to be expected.
     *
     * @param readings the first is of the period {@code from}
     */
    public record Level(int from, List<Reading> readings, List<Surge> surges) {
        /** As many quiet days end a surge. */
        public static final int CALM_DAYS = Watching.BUDGET.calmDays();
    }

    /**
     * What there is to say to a reader; empty if nothing was counted that it may ask about.
     *
     * @param parameters of the address, by their names
     */
    public static Optional<Judgement> of(
            SurgeRoutes.Desk desk,
            Credential reader,
            Function<String, Optional<String>> parameters) {
        Asked asked = Asked.of(parameters);
        if (desk.counts().last(reader, asked.sensor()).isEmpty()) {
            return Optional.empty();
        }
        Asked.Found found = asked.find(desk.counts(), reader);
        Calendar calendar = desk.elections().calendar();
        var basis = new Basis(asked.what().unit(), found.rule(), found.knownAt(), calendar);
        Optional<Level> level = Optional.empty();
        Optional<InsightRefusal> whyNot = Optional.empty();
        try {
            Watching.Read read = desk.watching().read(found.all());
            List<Surge> surges = desk.watching().surges(found.counted(), read, calendar);
            level = Optional.of(new Level(read.from(), read.readings(), surges));
        } catch (InsightRefusedException refused) {
            whyNot = Optional.of(refused.refusal());
        }
        return Optional.of(new Judgement(words(parameters), basis, found.counted(), level, whyNot));
    }

    private static String words(Function<String, Optional<String>> parameters) {
        return PARAMETERS.stream()
                .flatMap(name -> parameters.apply(name).stream().map(value -> pair(name, value)))
                .collect(Collectors.joining("&"));
    }

    private static String pair(String name, String value) {
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        return name + "=" + encoded.replace("%3A", ":").replace("%2F", "/");
    }

    /** The address that answers the same, with other parameters in place of those it has. */
    public String link(String path, String more) {
        List<String> others =
                Stream.of(more.split("&", -1)).filter(each -> !each.isEmpty()).toList();
        String all =
                Stream.concat(
                                Stream.of(asked.split("&", -1))
                                        .filter(each -> !each.isEmpty())
                                        .filter(each -> others.stream().noneMatch(same(each))),
                                others.stream())
                        .collect(Collectors.joining("&"));
        return all.isEmpty() ? path : path + "?" + all;
    }

    private static Predicate<String> same(String pair) {
        String name = pair.substring(0, pair.indexOf('=') + 1);
        return each -> each.startsWith(name);
    }
}
