package org.commonwatch.insight.knowledge;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What others saw, of those who granted it: for each indicator when it was first in an attack on
 * any of them, and on whom it was.
 */
public final class Others {
    private final long[] saw;
    // For each indicator the number of its list of parties: few lists are different.
    private final int[] list;
    private final List<List<Integer>> lists = new ArrayList<>(List.of(List.of()));
    private final Map<List<Integer>, Integer> numbers = new HashMap<>(Map.of(List.of(), 0));

    /** Nobody saw any of so many indicators. */
    public Others(int indicators) {
        this.saw = new long[indicators];
        this.list = new int[indicators];
        Arrays.fill(saw, Times.NEVER);
    }

    /**
     * Adds what one of them saw by the end of the window.
     *
     * @param party not added before, and not the one whose side it is
     */
    public void add(int party, Sightings seen, Window window) {
        Rows.same("sightings' indicators", seen.indicators(), "indicators", saw.length);
        // Of each list the one with this party more; none yet.
        int[] more = new int[lists.size()];
        for (int i = 0; i < saw.length; i++) {
            long first = seen.first(i);
            if (first < window.to()) {
                saw[i] = Math.min(saw[i], first);
                if (more[list[i]] == 0) {
                    more[list[i]] = with(lists.get(list[i]), party);
                }
                list[i] = more[list[i]];
            }
        }
    }

    private int with(List<Integer> parties, int party) {
        if (parties.contains(party)) {
            throw new InsightRefusedException(
                    new InsightRefusal.OutOfRange(
                            "party", Integer.toString(party), "one that was not given before"));
        }
        List<Integer> longer = Stream.concat(parties.stream(), Stream.of(party)).sorted().toList();
        Integer next = lists.size();
        Integer before = numbers.putIfAbsent(longer, next);
        if (before == null) {
            lists.add(longer);
            return next;
        }
        return before;
    }

    int indicators() {
        return saw.length;
    }

    /** When an indicator was first in an attack on any of them. */
    public long saw(int indicator) {
        return saw[indicator];
    }

    /** Whom it attacked, in ascending order. */
    public List<Integer> parties(int indicator) {
        return lists.get(list[indicator]);
    }
}
