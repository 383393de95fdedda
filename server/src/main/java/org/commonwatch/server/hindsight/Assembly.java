package org.commonwatch.server.hindsight;

import org.commonwatch.insight.knowledge.Catalogue;
import org.commonwatch.insight.knowledge.Holdings;
import org.commonwatch.insight.knowledge.Others;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Rulings;
import org.commonwatch.insight.knowledge.Side;
import org.commonwatch.insight.knowledge.Sightings;
import org.commonwatch.insight.knowledge.Spans;
import org.commonwatch.server.hindsight.Held.Term;
import org.commonwatch.server.hindsight.Looked.Names;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Makes columns of numbers of what may be counted. What may not is left out first, so that it has
 * no part in any number, not even in which number stands for what.
 */
final class Assembly {
    private static final Comparator<Observable> ORDER =
            Comparator.comparing(Observable::kind).thenComparing(Observable::value);

    private final Wanted wanted;
    private final Grants grants;
    private final OverTime overTime;
    private final List<Held> held = new ArrayList<>();
    private final Map<Observable, String> groups;
    private final Map<StixId, List<Sighted>> seen = new HashMap<>();
    private final Map<Observable, Instant> shown = new HashMap<>();
    private final List<Observable> things;
    private final Map<Observable, Integer> numbers = new HashMap<>();
    private final List<StixId> parties;

    /** What there is, of which some may not be counted. */
    record Found(List<Held> held, List<Named> named, List<Sighted> seen) {}

    /** Whose numbers may be stated. */
    interface Grants {
        /** Of what an owner said. */
        boolean states(Handled held);

        /** Of what sensors saw. */
        boolean states(StixId party);
    }

    Assembly(Wanted wanted, Grants grants, OverTime overTime, Found found) {
        this.wanted = wanted;
        this.grants = grants;
        this.overTime = overTime;
        Map<Observable, Instant> since = new HashMap<>();
        for (Held each : found.held) {
            if (mayCount(each)) {
                held.add(each);
                since.merge(each.thing(), each.since(), Assembly::earlier);
            }
        }
        groups = Named.groups(found.named.stream().filter(this::mayCount).toList());
        for (Sighted each : found.seen) {
            boolean own = each.party().equals(wanted.party());
            if ((own || grants.states(each.party())) && counts(each, since)) {
                seen.computeIfAbsent(each.party(), party -> new ArrayList<>()).add(each);
                if (each.shown()) {
                    shown.merge(each.thing(), each.at(), Assembly::earlier);
                }
            }
        }
        Set<Observable> all = new TreeSet<>(ORDER);
        all.addAll(shown.keySet());
        held.forEach(each -> all.add(each.thing()));
        this.things = List.copyOf(all);
        things.forEach(each -> numbers.put(each, numbers.size()));
        Set<StixId> some = new TreeSet<>();
        held.forEach(each -> some.add(each.owner()));
        some.addAll(seen.keySet());
        some.remove(wanted.party());
        this.parties = new ArrayList<>(List.of(wanted.party()));
        parties.addAll(some);
    }

    private boolean mayCount(Handled each) {
        return each.owner().equals(wanted.party())
                || grants.states(each)
                || overTime.readable(each) < wanted.window().to();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    // What was seen only because it was looked for counts from when somebody held it of whom that
    // may be known: else what others held would be why it was seen.
    private boolean counts(Sighted each, Map<Observable, Instant> since) {
        Instant held = since.get(each.thing());
        return each.shown() || (held != null && !each.at().isBefore(held));
    }

    Looked looked(Words words, Predicate<Observable> isGood, Optional<OverTime> instead) {
        BitSet good = new BitSet();
        for (int i = 0; i < things.size(); i++) {
            good.set(i, isGood.test(things.get(i)));
        }
        BitSet granted = new BitSet();
        List<List<Term>> handlings = new ArrayList<>();
        Set<List<Term>> told = new HashSet<>();
        Holdings holdings = holdings(handlings, told, granted);
        Others others = new Others(things.size());
        for (int party = 1; party < parties.size(); party++) {
            others.add(party, sightings(party, good), wanted.window());
        }
        Rulings rulings = overTime.of(handlings, told);
        Spans mayGive = overTime.mayGive(wanted.window());
        return new Looked(
                catalogue(holdings),
                new Side(0, sightings(0, good), others, rulings, mayGive),
                new Question(wanted.window(), wanted.delaySeconds(), granted, 1),
                new Names(things, parties, words, good.cardinality()),
                instead.map(each -> each.of(handlings, Set.of())),
                seen.getOrDefault(wanted.party(), List.of()).stream()
                        .filter(Sighted::shown)
                        .map(Sighted::at)
                        .min(Comparator.naturalOrder()));
    }

    // Of an owner some of whose holdings may be stated and others not, the others are only here
    // where the party reads them; they stand under a number of their own that is not granted.
    private Holdings holdings(List<List<Term>> handlings, Set<List<Term>> told, BitSet granted) {
        Map<List<Term>, Integer> known = new LinkedHashMap<>();
        Map<Row, Long> rows = new LinkedHashMap<>();
        Map<StixId, Integer> owners = new HashMap<>();
        parties.forEach(each -> owners.put(each, owners.size()));
        boolean unstated = false;
        for (Held each : held) {
            boolean states = grants.states(each);
            boolean own = each.owner().equals(wanted.party());
            unstated |= !own && !states;
            int owner = own || states ? owners.getOrDefault(each.owner(), -1) : parties.size();
            if (states && !own) {
                granted.set(owner);
                told.add(each.terms());
            }
            Integer next = known.size();
            Integer before = known.putIfAbsent(each.terms(), next);
            var row = new Row(thing(each.thing()), owner, before == null ? next : before);
            rows.merge(row, each.since().getEpochSecond(), Math::min);
        }
        handlings.addAll(known.keySet());
        int n = rows.size();
        var columns = new Holdings.Columns(new int[n], new int[n], new long[n], new int[n]);
        int at = 0;
        for (Map.Entry<Row, Long> each : rows.entrySet()) {
            columns.indicator()[at] = each.getKey().thing;
            columns.owner()[at] = each.getKey().owner;
            columns.since()[at] = each.getValue();
            columns.handling()[at] = each.getKey().handling;
            at++;
        }
        int all = parties.size() + (unstated ? 1 : 0);
        return Holdings.of(new Holdings.Extent(things.size(), all, handlings.size()), columns);
    }

    private record Row(int thing, int owner, int handling) {}

    private int thing(Observable thing) {
        return numbers.getOrDefault(thing, -1);
    }

    private Catalogue catalogue(Holdings holdings) {
        int n = things.size();
        int[] kind = new int[n];
        int[] week = new int[n];
        int[] cluster = new int[n];
        Map<String, Integer> clusters = new HashMap<>();
        for (int i = 0; i < n; i++) {
            Observable thing = things.get(i);
            Instant first = shown.get(thing);
            kind[i] = Looked.KINDS.indexOf(thing.kind());
            week[i] = first == null ? Catalogue.NO_WEEK : Clusters.week(first);
            Integer next = clusters.size();
            String group = groups.get(thing);
            String near = group != null ? group : Clusters.of(thing) + " " + week[i];
            Integer before = clusters.putIfAbsent(near, next);
            cluster[i] = before == null ? next : before;
        }
        return new Catalogue(holdings, kind, week, cluster);
    }

    private Sightings sightings(int party, BitSet good) {
        List<Sighted> own =
                seen.getOrDefault(parties.get(party), List.of()).stream()
                        .filter(each -> numbers.containsKey(each.thing()))
                        .sorted(
                                Comparator.comparing(Sighted::at)
                                        .thenComparing(Sighted::sensor)
                                        .thenComparing(Sighted::thing, ORDER))
                        .toList();
        int n = own.size();
        Map<String, Integer> sensors = new HashMap<>();
        var columns =
                new Sightings.Columns(
                        new int[n], new long[n], new int[n], new int[n], new boolean[n]);
        for (int i = 0; i < n; i++) {
            Sighted each = own.get(i);
            Integer next = sensors.size();
            Integer before = sensors.putIfAbsent(each.sensor(), next);
            columns.indicator()[i] = thing(each.thing());
            columns.at()[i] = each.at().getEpochSecond();
            columns.asset()[i] = before == null ? next : before;
            columns.sessions()[i] = 1;
            columns.harmless()[i] = good.get(columns.indicator()[i]);
        }
        return Sightings.of(things.size(), columns);
    }
}
