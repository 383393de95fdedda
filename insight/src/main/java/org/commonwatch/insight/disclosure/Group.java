package org.commonwatch.insight.disclosure;

import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Cells that are told as one.
 *
 * @param labels of the cells; a group with one is told under its label, any other as the rest
 */
public record Group(List<Label> labels, SortedMap<Integer, Member> members) {
    private static final int ROUNDED_TO = 10;

    public Group {
        labels = List.copyOf(labels);
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    /** How many indicators it has. */
    public int count() {
        return members.size();
    }

    /**
     * How many sessions, to the nearest ten; empty if one indicator has more than half of them: a
     * reader knows its own sessions, and would know it by their number.
     */
    public OptionalLong sessions() {
        long sum = 0;
        long most = 0;
        for (Member member : members.values()) {
            sum += member.sessions();
            most = Math.max(most, member.sessions());
        }
        return 2 * most > sum
                ? OptionalLong.empty()
                : OptionalLong.of((sum + ROUNDED_TO / 2) / ROUNDED_TO * ROUNDED_TO);
    }
}
