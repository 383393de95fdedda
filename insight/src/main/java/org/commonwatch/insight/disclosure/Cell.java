package org.commonwatch.insight.disclosure;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Indicators that a table counts together. It must never leave to a reader as it is.
 *
 * @param label what they have in common
 * @param members by indicator
 */
public record Cell(Label label, SortedMap<Integer, Member> members) {
    public Cell {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }
}
