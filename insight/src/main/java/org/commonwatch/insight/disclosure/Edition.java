package org.commonwatch.insight.disclosure;

import org.commonwatch.insight.knowledge.Window;

import java.util.List;
import java.util.Map;

/**
 * What was told of a window, with what it was made of, so that what is told later can be compared.
 * It is kept by who tells, and never leaves.
 *
 * @param tables by name; of one that could not be told nothing is there
 */
public record Edition(Window window, Map<String, List<Group>> tables) {
    public Edition {
        tables = Map.copyOf(tables);
    }

    /** The groups of a table; none if it could not be told. */
    public List<Group> groups(String table) {
        return tables.getOrDefault(table, List.of());
    }
}
