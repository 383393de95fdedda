package org.commonwatch.cli.access;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a request has come, as it is told.
 *
 * @param ways in which it may have gone; one if that is certain
 * @param because what is open
 */
record RequestWays(boolean certain, List<Way> ways, List<String> because) {
    /** One way in which it may have gone. */
    record Way(String state, List<Step> steps) {}

    /** One step of it. */
    record Step(
            String at, String recorded, String state, boolean moved, String why, String evidence) {}

    /** The same in words. */
    List<String> text(String request) {
        List<String> text = new ArrayList<>();
        for (Way way : ways) {
            text.add("Request " + request + (ways.size() == 1 ? " is " : " may be ") + way.state());
            for (Step step : way.steps()) {
                text.add(
                        String.format(
                                "  %-40s %s %-14s %s",
                                step.at(), step.moved() ? "->" : " =", step.state(), step.why()));
                text.add("      shown by " + step.evidence());
            }
        }
        because.forEach(each -> text.add("  because " + each));
        return text;
    }
}
