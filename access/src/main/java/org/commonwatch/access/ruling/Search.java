package org.commonwatch.access.ruling;

import org.commonwatch.access.charter.Charter;
import org.commonwatch.stix.Tlp;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds the smallest sets of acts after which a case lacks nothing: the smallest hitting sets of
 * what blocks it, by iterative deepening. No act ever takes away what another gave, so it is enough
 * to try for the first thing lacking every act that could help.
 */
final class Search {
    /** So many cases are looked at; more than that only where many circles overlap. */
    static final int STEPS = 5_000;

    private final Function<Case, List<Need>> lacking;
    private final List<Change> acts = new ArrayList<>();
    private final Set<BitSet> found = new LinkedHashSet<>();
    private final Set<Tried> tried = new HashSet<>();

    /** Acts that were chosen, and how many more there could be. */
    private record Tried(BitSet chosen, int left) {}

    private Search(Function<Case, List<Need>> lacking) {
        this.lacking = lacking;
    }

    /** What stands between a case and lacking nothing. */
    static Ruling.Flip flip(Case asked, Function<Case, List<Need>> lacking) {
        List<Need> needs = lacking.apply(asked);
        List<Set<Ground>> blocking = minimal(needs.stream().map(Need::lacking).toList());
        Search search = new Search(lacking);
        boolean whole = search.run(asked, needs);
        List<Ruling.Changes> changes = new ArrayList<>();
        for (List<Change> set : undominated(search.sets(), asked)) {
            Case after = asked;
            for (Change act : set) {
                after = after.after(act);
            }
            changes.add(new Ruling.Changes(set, Needs.toSeeAll(after).isEmpty()));
        }
        boolean cut = !whole || blocking.size() > Ruling.LIMIT || changes.size() > Ruling.LIMIT;
        return new Ruling.Flip(first(blocking), first(changes), ask(first(changes), asked), cut);
    }

    // Whether it came to an end before its steps were used up.
    private boolean run(Case asked, List<Need> needs) {
        for (Need need : needs) {
            need.cures().stream().filter(act -> !acts.contains(act)).forEach(acts::add);
        }
        BitSet forced = new BitSet();
        Case start = asked;
        List<Need> left = needs;
        while (true) {
            if (left.stream().anyMatch(need -> need.cures().isEmpty())) {
                return true; // nothing that anybody could do
            }
            var only = left.stream().filter(need -> need.cures().size() == 1).findFirst();
            if (only.isEmpty()) {
                break;
            }
            Change act = only.get().cures().getFirst();
            forced.set(index(act));
            start = start.after(act);
            left = lacking.apply(start);
        }
        for (int more = 0; found.isEmpty() && more <= acts.size(); more++) {
            if (!deepen(start, forced, more)) {
                return false;
            }
        }
        return true;
    }

    private boolean deepen(Case at, BitSet chosen, int left) {
        if (tried.size() >= STEPS || found.size() > 4 * Ruling.LIMIT) {
            return false;
        }
        if (!tried.add(new Tried(chosen, left))) {
            return true;
        }
        List<Need> needs = lacking.apply(at);
        if (needs.isEmpty()) {
            found.add(chosen);
            return true;
        }
        if (apart(needs) > left) {
            return true;
        }
        boolean whole = true;
        for (Change act : needs.getFirst().cures()) {
            BitSet with = (BitSet) chosen.clone();
            with.set(index(act));
            whole &= deepen(at.after(act), with, left - 1);
        }
        return whole;
    }

    private int index(Change act) {
        int index = acts.indexOf(act);
        if (index >= 0) {
            return index;
        }
        acts.add(act);
        return acts.size() - 1;
    }

    // How many needs have no act in common: no fewer acts than that will do.
    private static int apart(List<Need> needs) {
        Set<Change> used = new HashSet<>();
        int apart = 0;
        for (Need need : needs) {
            if (need.cures().stream().noneMatch(used::contains)) {
                used.addAll(need.cures());
                apart++;
            }
        }
        return apart;
    }

    private List<List<Change>> sets() {
        return found.stream()
                .sorted(Search::compare)
                .map(set -> set.stream().mapToObj(acts::get).toList())
                .toList();
    }

    // As the acts were first thought of, so that the order depends on nobody's name.
    private static int compare(BitSet one, BitSet other) {
        BitSet differing = (BitSet) one.clone();
        differing.xor(other);
        int first = differing.nextSetBit(0);
        if (first < 0) {
            return 0;
        }
        return one.get(first) ? -1 : 1;
    }

    // Of sets that differ only in how far an act goes, those in which none goes too far.
    private static List<List<Change>> undominated(List<List<Change>> sets, Case asked) {
        List<Map<Change, Integer>> measured =
                sets.stream().map(set -> measured(set, asked)).toList();
        List<List<Change>> kept = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            Map<Change, Integer> own = measured.get(i);
            if (measured.stream().noneMatch(other -> goesLessFar(other, own))) {
                kept.add(sets.get(i));
            }
        }
        return kept;
    }

    // What sort of act each is, and how far it goes.
    private static Map<Change, Integer> measured(List<Change> set, Case asked) {
        Map<Change, Integer> measured = new LinkedHashMap<>();
        for (Change act : set) {
            switch (act) {
                case Change.Grant grant ->
                        measured.put(
                                new Change.Grant(grant.body(), Charter.NONE),
                                -asked.rules()
                                        .charter(grant.body())
                                        .map(in -> in.rank(grant.standing()))
                                        .orElse(0));
                case Change.Lower lower ->
                        measured.put(
                                new Change.Lower(
                                        lower.owner(), lower.marking(), lower.place(), Tlp.CLEAR),
                                Needs.WIDER.indexOf(lower.to()));
                default -> measured.put(act, 0);
            }
        }
        return measured;
    }

    private static boolean goesLessFar(Map<Change, Integer> other, Map<Change, Integer> own) {
        return !other.equals(own)
                && other.keySet().equals(own.keySet())
                && other.entrySet().stream()
                        .allMatch(each ->
                                each.getValue() <= Objects.requireNonNull(own.get(each.getKey())));
    }

    private static List<Set<Ground>> minimal(Collection<Set<Ground>> sets) {
        Set<Set<Ground>> distinct = new LinkedHashSet<>(sets);
        return distinct.stream()
                .filter(set ->
                        distinct.stream()
                                .noneMatch(other -> !other.equals(set) && set.containsAll(other)))
                .toList();
    }

    private static <T> List<T> first(List<T> list) {
        return list.size() <= Ruling.LIMIT ? list : list.subList(0, Ruling.LIMIT);
    }

    private static List<String> ask(List<Ruling.Changes> changes, Case asked) {
        Set<String> ask = new LinkedHashSet<>();
        for (Ruling.Changes set : changes) {
            for (Change act : set.acts()) {
                switch (act) {
                    case Change.Grant grant -> ask.add(organs(asked, grant));
                    case Change.Restore restore -> ask.add(restore.body().name());
                    case Change.ByOwner owners -> ask.add(owners.owner().toString());
                }
            }
        }
        return List.copyOf(ask);
    }

    private static String organs(Case asked, Change.Grant grant) {
        return asked.rules()
                .charter(grant.body())
                .flatMap(in -> in.procedure(grant.standing()))
                .map(each -> grant.body() + ": " + String.join(", ", each.organs()))
                .orElse(grant.body().name());
    }
}
