package org.commonwatch.insight.disclosure;

import java.util.List;

/**
 * What the indicators of a cell have in common, told in numbers that must mean the same in every
 * report: sets of them, and where there are several ways, such sets for each way.
 */
public record Label(List<List<List<Integer>>> ways) {
    public Label {
        ways = List.copyOf(ways);
    }

    /** One number. */
    public static Label of(int number) {
        return anyOf(List.of(number));
    }

    /** Numbers of which each stands alone. */
    public static Label anyOf(List<Integer> numbers) {
        return new Label(List.of(numbers.stream().map(List::of).toList()));
    }
}
