package org.commonwatch.insight.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.knowledge.Window;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

class SuppressionTest {
    private static final Window WINDOW = new Window(0, 100);
    private static final Suppression RULE = Suppression.USUAL;

    /** So many indicators from a number on, by so many owners in turn. */
    private static SortedMap<Integer, Member> members(int from, int count, int owners) {
        SortedMap<Integer, Member> members = new TreeMap<>();
        for (int i = from; i < from + count; i++) {
            members.put(i, new Member(List.of(i % owners), 1));
        }
        return members;
    }

    private static Table table(Cell... cells) {
        return new Table("table", List.of(cells));
    }

    private static Cell cell(int label, int from, int count) {
        return new Cell(Label.of(label), members(from, count, 3));
    }

    private static List<Group> told(Table table) {
        return RULE.next(WINDOW, List.of(table), List.of())
                .map(edition -> edition.tables().get("table"))
                .orElse(List.of());
    }

    @Test
    void tenIndicatorsOfThreeOwnersAreToldAndNoFewer() {
        assertThat(told(table(new Cell(Label.of(1), members(0, 10, 3))))).hasSize(1);
        assertThat(told(table(new Cell(Label.of(1), members(0, 9, 3))))).isEmpty();
        assertThat(told(table(new Cell(Label.of(1), members(0, 100, 2))))).isEmpty();
    }

    @Test
    void aSmallCellIsToldTogetherWithTheNextLargerOne() {
        List<Group> groups = told(table(cell(1, 0, 30), cell(2, 100, 20), cell(3, 200, 4)));
        assertThat(groups).extracting(Group::count).containsExactly(30, 24);
        assertThat(groups.getLast().labels()).containsExactlyInAnyOrder(Label.of(2), Label.of(3));
    }

    @Test
    void smallCellsThatAreEnoughTogetherTakeNoOtherWithThem() {
        List<Group> groups = told(table(cell(1, 0, 30), cell(2, 100, 6), cell(3, 200, 4)));
        assertThat(groups).extracting(Group::count).containsExactly(30, 10);
    }

    @Test
    void sessionsOfWhichOneIndicatorHasMoreThanHalfAreNotTold() {
        SortedMap<Integer, Member> members = members(0, 10, 3);
        members.put(3, new Member(List.of(0), 9));
        assertThat(new Group(List.of(Label.of(1)), members).sessions()).hasValue(20);
        members.put(3, new Member(List.of(0), 10));
        assertThat(new Group(List.of(Label.of(1)), members).sessions()).isEmpty();
    }

    private static List<Edition> then(List<Edition> earlier, Table table) {
        List<Edition> all = new ArrayList<>(earlier);
        RULE.next(WINDOW, List.of(table), earlier).ifPresent(all::add);
        return all;
    }

    @Test
    void whatChangedByFewIsNotToldAnew() {
        List<Edition> told = then(List.of(), table(cell(1, 0, 20), cell(2, 100, 20)));
        assertThat(then(told, table(cell(1, 0, 21), cell(2, 100, 20)))).isEqualTo(told);
        assertThat(then(told, table(cell(1, 0, 29), cell(2, 100, 40)))).isEqualTo(told);
        List<Edition> anew = then(told, table(cell(1, 0, 40), cell(2, 100, 20)));
        assertThat(anew).hasSize(2);
        // Nineteen by the second, but one by the first.
        assertThat(then(anew, table(cell(1, 0, 21), cell(2, 100, 20)))).isEqualTo(anew);
    }

    @Test
    void ofWhatDidNotChangeTheSessionsStayToo() {
        List<Edition> told = then(List.of(), table(cell(1, 0, 20), cell(2, 100, 20)));
        SortedMap<Integer, Member> busier = members(0, 20, 3);
        busier.replaceAll((i, member) -> new Member(member.owners(), 7));
        Cell same = new Cell(Label.of(1), busier);
        assertThat(then(told, table(same, cell(2, 100, 20)))).isEqualTo(told);
        List<Edition> anew = then(told, table(same, cell(2, 100, 40)));
        assertThat(anew.getLast().tables().get("table"))
                .anySatisfy(group -> assertThat(group.sessions()).hasValue(20));
    }

    @Test
    void windowsThatOverlapAreRefused() {
        List<Edition> told = then(List.of(), table(cell(1, 0, 20)));
        assertThatThrownBy(
                        () -> RULE.next(new Window(50, 150), List.of(table(cell(1, 0, 20))), told))
                .isInstanceOf(InsightRefusedException.class)
                .hasMessageContaining("overlaps");
        assertThat(RULE.next(new Window(100, 150), List.of(table(cell(1, 0, 20))), told))
                .isPresent();
    }

    /** What a reader sees of an edition: numbers by table and label, the rest under its own. */
    private record Seen(String table, Optional<Label> label, int count) {}

    private static List<Seen> seen(Edition edition) {
        List<Seen> seen = new ArrayList<>();
        edition.tables()
                .forEach((name, groups) ->
                        groups.forEach(group -> {
                            Optional<Label> label =
                                    group.labels().size() == 1
                                            ? Optional.of(group.labels().getFirst())
                                            : Optional.empty();
                            seen.add(new Seen(name, label, group.count()));
                        }));
        return seen;
    }

    /** The truth when an edition was made: who is in which cell. */
    private record Truth(Map<String, Map<Label, Set<Integer>>> cells) {
        Set<Integer> of(Seen seen, List<Seen> all) {
            Set<Integer> members = new HashSet<>();
            cells.getOrDefault(seen.table, Map.of())
                    .forEach((label, set) -> {
                        boolean single =
                                all.stream()
                                        .anyMatch(each ->
                                                each.table.equals(seen.table)
                                                        && each.label.equals(Optional.of(label)));
                        if (seen.label.isPresent() ? seen.label.get().equals(label) : !single) {
                            members.addAll(set);
                        }
                    });
            return members;
        }
    }

    private static Set<Integer> apart(Set<Integer> a, Set<Integer> b) {
        Set<Integer> either = new HashSet<>(a);
        either.addAll(b);
        either.removeIf(each -> a.contains(each) && b.contains(each));
        return either;
    }

    @Test
    void whoSubtractsWhatWasToldLearnsOfNothingSmall() {
        int[] editions = new int[1];
        Cases.check(
                400,
                random -> {
                    Map<Integer, List<Integer>> owners = new HashMap<>();
                    SortedMap<Integer, int[]> labels = new TreeMap<>();
                    List<Edition> told = new ArrayList<>();
                    List<Truth> truths = new ArrayList<>();
                    for (int round = 0; round < 12; round++) {
                        change(random, owners, labels);
                        List<Table> tables = tables(owners, labels);
                        Optional<Edition> next = RULE.next(WINDOW, tables, told);
                        if (next.isPresent()) {
                            told.add(next.get());
                            truths.add(truth(tables));
                        }
                    }
                    editions[0] += told.size();
                    attack(told, truths, owners);
                });
        assertThat(editions[0]).as("editions told").isGreaterThan(400);
    }

    private static void change(
            RandomGenerator random,
            Map<Integer, List<Integer>> owners,
            SortedMap<Integer, int[]> labels) {
        int many = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 10 + random.nextInt(40);
        for (int k = 0; k < many; k++) {
            int indicator = random.nextInt(150);
            owners.computeIfAbsent(indicator, key -> List.of(random.nextInt(4), random.nextInt(4)));
            if (random.nextInt(4) == 0) {
                labels.remove(indicator);
            } else {
                labels.put(indicator, new int[] {random.nextInt(3), random.nextInt(6)});
            }
        }
    }

    private static List<Table> tables(
            Map<Integer, List<Integer>> owners, SortedMap<Integer, int[]> labels) {
        List<Table> tables = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            Map<Label, SortedMap<Integer, Member>> cells = new HashMap<>();
            for (Map.Entry<Integer, int[]> each : labels.entrySet()) {
                Label label = Label.of(t == 0 ? 0 : each.getValue()[t - 1]);
                cells.computeIfAbsent(label, key -> new TreeMap<>())
                        .put(
                                each.getKey(),
                                new Member(owners.getOrDefault(each.getKey(), List.of()), 1));
            }
            tables.add(
                    new Table(
                            "table " + t,
                            cells.entrySet().stream()
                                    .map(cell -> new Cell(cell.getKey(), cell.getValue()))
                                    .toList()));
        }
        return tables;
    }

    private static Truth truth(List<Table> tables) {
        Map<String, Map<Label, Set<Integer>>> truth = new HashMap<>();
        for (Table table : tables) {
            Map<Label, Set<Integer>> cells = new HashMap<>();
            table.cells().forEach(cell -> cells.put(cell.label(), cell.members().keySet()));
            truth.put(table.name(), cells);
        }
        return new Truth(truth);
    }

    // The reader subtracts numbers; a referee who knows the truth says what they are numbers of.
    private static void attack(
            List<Edition> told, List<Truth> truths, Map<Integer, List<Integer>> owners) {
        for (int a = 0; a < told.size(); a++) {
            List<Seen> rows = seen(told.get(a));
            for (Seen row : rows) {
                assertThat(truths.get(a).of(row, rows)).hasSize(row.count);
                large(truths.get(a).of(row, rows), owners);
                leftOver(row, rows, truths.get(a), owners);
                for (int b = 0; b < a; b++) {
                    between(row.table, told, truths, new int[] {b, a}, owners);
                    List<Seen> before = seen(told.get(b));
                    for (Seen other : before) {
                        if (other.table.equals(row.table) && other.label.equals(row.label)) {
                            large(
                                    apart(
                                            truths.get(b).of(other, before),
                                            truths.get(a).of(row, rows)),
                                    owners);
                        }
                    }
                }
            }
        }
    }

    // What is told apart in both reports is taken away from the total of each.
    private static void between(
            String table,
            List<Edition> told,
            List<Truth> truths,
            int[] editions,
            Map<Integer, List<Integer>> owners) {
        List<Set<Integer>> left = new ArrayList<>();
        for (int e : editions) {
            List<Seen> rows = seen(told.get(e));
            List<Seen> others = seen(told.get(editions[0] + editions[1] - e));
            Set<Integer> members = new HashSet<>();
            for (Seen row : rows) {
                boolean both =
                        row.label.isPresent()
                                && others.stream()
                                        .anyMatch(other ->
                                                other.table.equals(row.table)
                                                        && other.label.equals(row.label));
                if (row.table.equals(table) && !both) {
                    members.addAll(truths.get(e).of(row, rows));
                }
            }
            left.add(members);
        }
        large(apart(left.get(0), left.get(1)), owners);
    }

    // The total, which is a table of one row, less one row of another.
    private static void leftOver(
            Seen row, List<Seen> rows, Truth truth, Map<Integer, List<Integer>> owners) {
        for (Seen total : rows) {
            if (total.table.equals("table 0") && total.count > row.count) {
                large(apart(truth.of(total, rows), truth.of(row, rows)), owners);
            }
        }
    }

    private static void large(Set<Integer> members, Map<Integer, List<Integer>> owners) {
        Set<Integer> by = new HashSet<>();
        members.forEach(each -> by.addAll(owners.getOrDefault(each, List.of())));
        assertThat(members.isEmpty() || (members.size() >= 10 && by.size() >= 3))
                .as("%s indicators of %s owners", members.size(), by.size())
                .isTrue();
    }
}
