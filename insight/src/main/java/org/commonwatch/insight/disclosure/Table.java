package org.commonwatch.insight.disclosure;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Cells of which each indicator is in no more than one. */
public record Table(String name, List<Cell> cells) {
    public Table {
        cells = List.copyOf(cells);
        Set<Integer> seen = new HashSet<>();
        for (Cell cell : cells) {
            for (Integer indicator : cell.members().keySet()) {
                if (!seen.add(indicator)) {
                    throw new IllegalArgumentException(
                            "indicator " + indicator + " twice in " + name);
                }
            }
        }
    }
}
