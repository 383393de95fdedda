package org.commonwatch.insight.disclosure;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.knowledge.Window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How much must be together to be told.
 *
 * @param indicators the least number of them
 * @param owners the least number of those whose knowledge it is
 */
public record Suppression(int indicators, int owners) {
    /** Ten indicators, three owners. */
    public static final Suppression USUAL = new Suppression(10, 3);

    /** Whether these are enough. */
    public boolean enough(Map<Integer, Member> members) {
        return members.size() >= indicators
                && members.values().stream()
                                .flatMap(member -> member.owners().stream())
                                .distinct()
                                .count()
                        >= owners;
    }

    /**
     * The next edition for a reader; empty if there is nothing new that may be told, and the latest
     * of the window, if there is any, stays.
     *
     * @param earlier all that this reader was ever told, in order, whatever was asked
     */
    public Optional<Edition> next(Window window, List<Table> tables, List<Edition> earlier) {
        List<Edition> same = new ArrayList<>();
        for (Edition each : earlier) {
            if (each.window().equals(window)) {
                same.add(each);
            } else if (each.window().overlaps(window)) {
                throw new InsightRefusedException(
                        new InsightRefusal.Overlapping(
                                window.toString(), each.window().toString()));
            }
        }
        Map<String, List<Group>> told = new HashMap<>();
        for (Table table : tables) {
            List<Group> before = List.of();
            for (Edition each : same) {
                before = each.tables().getOrDefault(table.name(), before);
            }
            List<Group> groups =
                    before.isEmpty() ? fresh(table) : unmoved(as(before, table), before);
            if (!groups.stream().allMatch(group -> enough(group.members()))
                    || !changedEnough(table.name(), groups, same)) {
                return Optional.empty();
            }
            if (!groups.isEmpty()) {
                told.put(table.name(), groups);
            }
        }
        Edition next = new Edition(window, told);
        boolean stays = !same.isEmpty() && isSame(next, same.getLast());
        return told.isEmpty() || stays ? Optional.empty() : Optional.of(next);
    }

    // Cells that are enough stand alone; the others together, with more of those until that is
    // enough. None, if all together are not.
    private List<Group> fresh(Table table) {
        List<Cell> alone =
                new ArrayList<>(
                        table.cells().stream()
                                .filter(cell -> enough(cell.members()))
                                .sorted(
                                        Comparator.comparingInt(
                                                (Cell cell) -> -cell.members().size()))
                                .toList());
        List<Cell> rest =
                new ArrayList<>(
                        table.cells().stream()
                                .filter(cell -> !cell.members().isEmpty())
                                .filter(cell -> !enough(cell.members()))
                                .toList());
        while (!rest.isEmpty() && !enough(together(rest).members()) && !alone.isEmpty()) {
            rest.add(alone.removeLast());
        }
        List<Group> groups = new ArrayList<>();
        alone.forEach(cell -> groups.add(together(List.of(cell))));
        if (!rest.isEmpty()) {
            groups.add(together(rest));
        }
        return rest.isEmpty() || enough(together(rest).members()) ? groups : List.of();
    }

    // In the groups that were told before; what is new goes to the rest.
    private static List<Group> as(List<Group> before, Table table) {
        Map<Label, Cell> cells = new HashMap<>();
        table.cells().forEach(cell -> cells.put(cell.label(), cell));
        List<Group> groups = new ArrayList<>();
        List<Cell> rest = new ArrayList<>();
        for (Group group : before) {
            List<Cell> own = new ArrayList<>();
            for (Label label : group.labels()) {
                Cell cell = cells.remove(label);
                own.add(cell == null ? new Cell(label, new TreeMap<>()) : cell);
            }
            if (own.size() == 1) {
                groups.add(together(own));
            } else {
                rest.addAll(own);
            }
        }
        cells.values().stream()
                .sorted(Comparator.comparing(cell -> cell.label().toString()))
                .forEach(rest::add);
        if (!rest.isEmpty()) {
            groups.add(together(rest));
        }
        return groups;
    }

    // Of the same indicators the same numbers: what changed of their sessions would tell of one.
    private static List<Group> unmoved(List<Group> groups, List<Group> before) {
        return groups.stream()
                .map(group -> {
                    SortedMap<Integer, Member> was = was(group, before);
                    return was.keySet().equals(group.members().keySet())
                            ? new Group(group.labels(), was)
                            : group;
                })
                .toList();
    }

    private static Group together(List<Cell> cells) {
        SortedMap<Integer, Member> members = new TreeMap<>();
        cells.forEach(cell -> members.putAll(cell.members()));
        return new Group(cells.stream().map(Cell::label).toList(), members);
    }

    private boolean changedEnough(String table, List<Group> groups, List<Edition> same) {
        for (Edition each : same) {
            List<Group> before = each.groups(table);
            for (Group group : groups) {
                Map<Integer, Member> change = change(was(group, before), group.members());
                if (!change.isEmpty() && !enough(change)) {
                    return false;
                }
            }
        }
        return true;
    }

    // A label never leaves its group, so one of them finds it.
    private static SortedMap<Integer, Member> was(Group group, List<Group> before) {
        for (Group each : before) {
            if (each.labels().contains(group.labels().getFirst())) {
                return each.members();
            }
        }
        return new TreeMap<>();
    }

    private static Map<Integer, Member> change(
            Map<Integer, Member> before, Map<Integer, Member> after) {
        Map<Integer, Member> change = new HashMap<>(before);
        change.keySet().removeAll(after.keySet());
        after.forEach((indicator, member) -> {
            if (!before.containsKey(indicator)) {
                change.put(indicator, member);
            }
        });
        return change;
    }

    private static boolean isSame(Edition next, Edition before) {
        return members(next).equals(members(before));
    }

    private static Map<String, List<Set<Integer>>> members(Edition edition) {
        Map<String, List<Set<Integer>>> members = new HashMap<>();
        edition.tables()
                .forEach((name, groups) ->
                        members.put(
                                name,
                                groups.stream()
                                        .map(group -> group.members().keySet())
                                        .<Set<Integer>>map(TreeSet::new)
                                        .toList()));
        return members;
    }
}
