package org.commonwatch.access.history;

import org.commonwatch.access.AccessRefusal;
import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Moment;
import org.commonwatch.access.history.Reading.Past;
import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes every reading of some claims: of each matter one claim, and of each date before or after.
 */
final class Readings {
    /** So many readings of a question are weighed: eight dates, each before or after. */
    static final int LIMIT = 256;

    /** What turns out one way or the other; the same decision's date is one and the same. */
    private record Date(Moment moment, String of) {}

    private final Instant validAt;
    private final List<Saying> open = new ArrayList<>();

    private Readings(Instant validAt) {
        this.validAt = validAt;
    }

    static List<Reading> of(
            List<Assertion> known, View view, Instant validAt, Predicate<Fact> about) {
        return new Readings(validAt).all(byMatter(known, view), about);
    }

    /** The claims that a view believes, or may. */
    static List<Assertion> believed(List<Assertion> known, View view) {
        return byMatter(known, view).values().stream().flatMap(List::stream).toList();
    }

    // Of each matter the claims that may be true, in the order in which matters came up.
    private static Map<String, List<Assertion>> byMatter(List<Assertion> known, View view) {
        Map<String, List<Assertion>> claims = new LinkedHashMap<>();
        for (Assertion assertion : known) {
            if (view.sources().isEmpty() || view.sources().contains(assertion.source())) {
                claims.computeIfAbsent(assertion.matter(), each -> new ArrayList<>())
                        .add(assertion);
            }
        }
        if (!view.sources().isEmpty()) {
            claims.replaceAll((matter, all) -> ofFirst(all, view.sources()));
        }
        return claims;
    }

    private static List<Assertion> ofFirst(List<Assertion> claims, List<String> sources) {
        return sources.stream()
                .map(source -> claims.stream().filter(each -> each.source().equals(source)))
                .map(Stream::toList)
                .filter(all -> !all.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<Reading> all(Map<String, List<Assertion>> matters, Predicate<Fact> about) {
        List<List<Assertion>> chosen = new ArrayList<>(List.of(List.of()));
        for (Map.Entry<String, List<Assertion>> matter : matters.entrySet()) {
            List<Assertion> claims = matter.getValue();
            if (claims.stream().anyMatch(each -> each.fact().filter(about).isPresent())) {
                chosen = chosen(chosen, matter.getKey(), relevant(claims, about));
            }
        }
        List<Reading> readings = new ArrayList<>();
        for (List<Assertion> claims : chosen) {
            for (Set<Date> passed : dates(claims)) {
                readings.add(new Reading(past(claims, passed), List.of()));
                check(readings.size());
            }
        }
        return readings.stream().map(each -> new Reading(each.past(), open)).toList();
    }

    private static List<Assertion> relevant(List<Assertion> claims, Predicate<Fact> about) {
        return claims.stream()
                .filter(each -> each.denies() || each.fact().filter(about).isPresent())
                .toList();
    }

    // One source's several claims about a matter all hold; of differing sources one is right.
    private List<List<Assertion>> chosen(
            List<List<Assertion>> sofar, String matter, List<Assertion> claims) {
        Map<Set<Fact>, List<Assertion>> versions = new LinkedHashMap<>();
        Map<String, List<Assertion>> bySource = new LinkedHashMap<>();
        claims.forEach(each ->
                bySource.computeIfAbsent(each.source(), source -> new ArrayList<>()).add(each));
        for (List<Assertion> said : bySource.values()) {
            Set<Fact> facts = new LinkedHashSet<>();
            said.forEach(each -> each.fact().ifPresent(facts::add));
            versions.putIfAbsent(facts, said);
        }
        if (versions.size() > 1) {
            point(
                    Saying.of(Phrase.SOURCES_DIFFER)
                            .with("matter", matter)
                            .withAll("sources", bySource.keySet()));
        }
        check((long) sofar.size() * versions.size());
        List<List<Assertion>> more = new ArrayList<>();
        for (List<Assertion> before : sofar) {
            for (List<Assertion> version : versions.values()) {
                List<Assertion> with = new ArrayList<>(before);
                version.stream().filter(each -> each.fact().isPresent()).forEach(with::add);
                more.add(with);
            }
        }
        return more;
    }

    // Every combination of what may have passed by the instant asked about.
    private List<Set<Date>> dates(List<Assertion> claims) {
        Set<Date> unknown = new LinkedHashSet<>();
        for (Assertion claim : claims) {
            Fact fact = claim.fact().orElseThrow();
            Date from = from(claim, fact);
            Date to = to(claim, fact);
            if (from.moment().passed(validAt).isEmpty()) {
                unknown.add(from);
            }
            if (to.moment().passed(validAt).isEmpty()) {
                unknown.add(to);
            }
        }
        List<Set<Date>> all = new ArrayList<>(List.of(Set.of()));
        for (Date date : unknown) {
            point(Saying.of(Phrase.DATED).with("what", date.of()).with("date", date.moment()));
            check(2L * all.size());
            List<Set<Date>> more = new ArrayList<>(all);
            for (Set<Date> passed : all) {
                Set<Date> with = new LinkedHashSet<>(passed);
                with.add(date);
                more.add(with);
            }
            all = more;
        }
        return all;
    }

    private void point(Saying what) {
        if (!open.contains(what)) {
            open.add(what);
        }
    }

    private static void check(long readings) {
        if (readings > LIMIT) {
            throw new AccessRefusedException(new AccessRefusal.TooOpen(LIMIT));
        }
    }

    private List<Past> past(List<Assertion> claims, Set<Date> passed) {
        List<Past> past = new ArrayList<>();
        for (Assertion claim : claims) {
            Fact fact = claim.fact().orElseThrow();
            Date from = from(claim, fact);
            Date to = to(claim, fact);
            if (has(from, passed)) {
                past.add(new Past(claim, fact, has(to, passed)));
            }
        }
        return past;
    }

    private boolean has(Date date, Set<Date> passed) {
        return date.moment().passed(validAt).orElseGet(() -> passed.contains(date));
    }

    private static Date from(Assertion claim, Fact fact) {
        return date(fact.span().from(), fact.begunBy(), claim.matter() + ", begin");
    }

    private static Date to(Assertion claim, Fact fact) {
        return date(fact.span().to(), fact.endedBy(), claim.matter() + ", end");
    }

    private static Date date(Moment moment, Optional<String> decision, String otherwise) {
        return new Date(moment, decision.orElse(otherwise));
    }
}
