package org.commonwatch.access.history;

import org.commonwatch.access.AccessRefusal;
import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.Decision;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Span;
import org.commonwatch.access.Standing;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All assertions ever recorded. It only grows, and refuses as a whole what does not fit into it.
 */
public final class Ledger {
    private final Map<String, Assertion> assertions;

    private Ledger(Map<String, Assertion> assertions) {
        this.assertions = assertions;
    }

    /** Records assertions, in the order in which they are given. */
    public static Ledger of(List<Assertion> assertions) {
        return new Ledger(Map.of()).with(assertions);
    }

    /** The same with more of them. If one is refused, none is recorded. */
    public Ledger with(List<Assertion> more) {
        Map<String, Assertion> all = new LinkedHashMap<>(assertions);
        for (Assertion assertion : more) {
            if (all.putIfAbsent(assertion.id(), assertion) != null) {
                throw refused(new AccessRefusal.Twice("assertion", assertion.id()));
            }
            assertion.supersedes().ifPresent(id -> checkSuperseding(all.get(id), assertion, id));
        }
        Ledger ledger = new Ledger(all);
        ledger.checkCitations();
        ledger.checkStandings();
        return ledger;
    }

    private static void checkSuperseding(@Nullable Assertion earlier, Assertion later, String id) {
        if (earlier == null
                || earlier.id().equals(later.id())
                || !earlier.source().equals(later.source())
                || !earlier.matter().equals(later.matter())
                || later.recorded().isBefore(earlier.recorded())) {
            throw refused(new AccessRefusal.NotSuperseding(later.id(), id));
        }
    }

    /**
     * The same with some matters only. What these cite need not be among them.
     *
     * @param matters each whole: what contradicts or supersedes a claim goes with it
     */
    public Ledger about(Set<String> matters) {
        Map<String, Assertion> some = new LinkedHashMap<>(assertions);
        some.values().removeIf(each -> !matters.contains(each.matter()));
        return new Ledger(some);
    }

    /** Every assertion, in the order in which they were given. */
    public Collection<Assertion> all() {
        return List.copyOf(assertions.values());
    }

    /** What was known at an instant: recorded by then, and not superseded by then. */
    public List<Assertion> known(Instant knownAt) {
        List<Assertion> recorded =
                assertions.values().stream()
                        .filter(each -> !each.recorded().isAfter(knownAt))
                        .toList();
        Set<String> superseded = new HashSet<>();
        recorded.forEach(each -> each.supersedes().ifPresent(superseded::add));
        return recorded.stream().filter(each -> !superseded.contains(each.id())).toList();
    }

    /**
     * Every way in which it may have been, of what a question is about. More than one only if
     * sources disagree and the view does not say whom it believes, or if a date is not known well
     * enough.
     */
    public List<Reading> readings(View view, AsOf asOf, Predicate<Fact> about) {
        return Readings.of(known(asOf.knownAt()), view, asOf.validAt(), about);
    }

    /**
     * Every decision that a view knows of, as the first source that it believes has it. Whether one
     * whose date is imprecise was taken by then stays open.
     */
    public List<Decision> decisions(View view, AsOf asOf) {
        return decisions(Readings.believed(known(asOf.knownAt()), view)).values().stream()
                .filter(each -> each.taken().passed(asOf.validAt()).orElse(true))
                .toList();
    }

    private static Map<String, Decision> decisions(Collection<Assertion> from) {
        Map<String, Decision> decisions = new LinkedHashMap<>();
        for (Assertion assertion : from) {
            if (assertion.fact().orElse(null) instanceof Decision decision) {
                decisions.putIfAbsent(decision.id(), decision);
            }
        }
        return decisions;
    }

    // Over all that was ever claimed, so that no instant of knowledge has a circle.
    private void checkCitations() {
        Map<String, Set<String>> cites = new LinkedHashMap<>();
        for (Assertion assertion : assertions.values()) {
            if (assertion.fact().orElse(null) instanceof Decision decision) {
                cites.computeIfAbsent(decision.id(), id -> new LinkedHashSet<>())
                        .addAll(decision.about().cites());
            }
        }
        Set<String> done = new HashSet<>();
        for (String id : cites.keySet()) {
            walk(id, cites, new LinkedHashSet<>(), done);
        }
    }

    private static void walk(
            String id, Map<String, Set<String>> cites, Set<String> path, Set<String> done) {
        Set<String> next = cites.get(id);
        if (next == null) {
            throw refused(new AccessRefusal.Unknown("decision", id, List.of()));
        }
        if (!path.add(id)) {
            throw refused(new AccessRefusal.Circle(List.copyOf(path)));
        }
        if (!done.contains(id)) {
            if (path.size() > CITATION_DEPTH) {
                throw refused(new AccessRefusal.TooDeep(id, CITATION_DEPTH));
            }
            next.forEach(cited -> walk(cited, cites, path, done));
            done.add(id);
        }
        path.remove(id);
    }

    /** No chain of citations may be longer. */
    static final int CITATION_DEPTH = 500;

    private void checkStandings() {
        Set<String> superseded = new HashSet<>();
        assertions.values().forEach(each -> each.supersedes().ifPresent(superseded::add));
        Map<List<Object>, List<Assertion>> claims = new HashMap<>();
        for (Assertion assertion : assertions.values()) {
            if (!superseded.contains(assertion.id())
                    && assertion.fact().orElse(null) instanceof Standing standing) {
                List<Object> key =
                        List.of(
                                assertion.source(),
                                standing.party(),
                                standing.body(),
                                standing.scope());
                claims.computeIfAbsent(key, each -> new ArrayList<>()).add(assertion);
            }
        }
        claims.values().forEach(Ledger::checkApart);
    }

    private static void checkApart(List<Assertion> claims) {
        for (int i = 0; i < claims.size(); i++) {
            for (int j = i + 1; j < claims.size(); j++) {
                Assertion one = claims.get(i);
                Assertion other = claims.get(j);
                if (span(one).overlaps(span(other))) {
                    throw refused(
                            new AccessRefusal.Overlapping(one.source(), one.id(), other.id()));
                }
            }
        }
    }

    private static Span span(Assertion assertion) {
        return assertion.fact().map(Fact::span).orElseThrow();
    }

    private static AccessRefusedException refused(AccessRefusal refusal) {
        return new AccessRefusedException(refusal);
    }
}
