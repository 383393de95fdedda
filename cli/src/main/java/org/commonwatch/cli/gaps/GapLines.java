package org.commonwatch.cli.gaps;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A gap report as lines of text. */
final class GapLines {
    private final JsonNode told;
    private final List<String> lines = new ArrayList<>();

    private GapLines(JsonNode told) {
        this.told = told;
    }

    static String of(JsonNode told) {
        var lines = new GapLines(told);
        lines.add(told.path("title").asString());
        lines.add("");
        lines.numbers();
        lines.leads();
        lines.reasons();
        lines.acts();
        lines.instead();
        lines.rest();
        return String.join(System.lineSeparator(), lines.lines);
    }

    private void add(String line) {
        lines.add(line);
    }

    private void row(String name, String text) {
        add(String.format(Locale.ROOT, "%-16s %s", name, text));
    }

    private void numbers() {
        row(
                "window",
                told.path("from").asString()
                        + " to "
                        + told.path("to").asString()
                        + ", delay "
                        + told.path("delayHours").asLong()
                        + " h");
        JsonNode own = told.path("own");
        row(
                "hit",
                "%d indicators; %d could be read in time, %d of the gap since"
                        .formatted(
                                own.path("hits").asLong(),
                                own.path("readInTime").asLong(),
                                own.path("readSince").asLong()));
        JsonNode gap = told.path("gap");
        row(
                "gap",
                gap.isNull()
                        ? "not told"
                        : "%s; %d of them hidden to the end"
                                .formatted(share(gap), gap.path("hidden").asLong()));
        if (gap.path("sessions").isNumber()) {
            row(
                    "gap in sessions",
                    gap.path("sessions").asLong()
                            + (gap.path("ofSessions").isNumber()
                                    ? " of " + gap.path("ofSessions").asLong()
                                    : ", to the nearest ten"));
        }
        JsonNode reverse = told.path("reverse");
        row("reverse gap", reverse.isNull() ? "not told" : share(reverse));
        if (!told.path("withheld").isNull()) {
            row("withheld", share(told.path("withheld")));
        }
    }

    private static String share(JsonNode counted) {
        String of = counted.path("of").isNumber() ? " of " + counted.path("of").asLong() : "";
        String share =
                counted.path("share").isNumber()
                        ? String.format(
                                Locale.ROOT, " (%.0f %%)", 100 * counted.path("share").asDouble())
                        : "";
        return counted.path("indicators").asLong() + of + share;
    }

    private void leads() {
        days("known before", told.path("leads").path("beforeHit"));
        days("until readable", told.path("leads").path("untilReadable"));
    }

    private void days(String name, JsonNode quantiles) {
        if (!quantiles.isNull()) {
            JsonNode median = quantiles.path("median");
            row(
                    name,
                    median.isNumber()
                            ? String.format(Locale.ROOT, "%.1f days (median)", median.asDouble())
                            : "more than half not by the end");
        }
    }

    private void reasons() {
        for (JsonNode each : told.path("reasons")) {
            add("");
            row("withheld", each.path("indicators").asLong() + " indicators" + rest(each));
            for (JsonNode way : each.path("ways")) {
                for (JsonNode set : way) {
                    add("  because  " + joined(set, " And: "));
                }
            }
        }
    }

    private static String rest(JsonNode row) {
        return row.path("rest").asBoolean() ? " for other reasons" : "";
    }

    private static String joined(JsonNode texts, String between) {
        return texts.values().stream().map(JsonNode::asString).collect(Collectors.joining(between));
    }

    private void acts() {
        boolean own = told.path("scope").asString().equals("own");
        for (JsonNode each : told.path("acts")) {
            add("");
            row(
                    "would be read",
                    (own ? "at least " : "")
                            + each.path("indicators").asLong()
                            + " indicators, if "
                            + each.path("act").asString());
        }
    }

    private void instead() {
        JsonNode instead = told.path("instead");
        if (!instead.isNull()) {
            add("");
            row(
                    "instead",
                    "as %s in %s since %s: %d objects gained, %d lost"
                            .formatted(
                                    instead.path("standing").asString(),
                                    instead.path("body").asString(),
                                    instead.path("since").asString("always"),
                                    instead.path("gained").asLong(),
                                    instead.path("lost").asLong()));
            row("  warned of", bounds(instead.path("warned")) + " sessions");
            row("  false alarms", bounds(instead.path("falseAlarms")));
            row("  net", bounds(instead.path("net")));
        }
    }

    private static String bounds(JsonNode bounds) {
        return String.format(
                Locale.ROOT,
                "%.0f to %.0f",
                bounds.path("low").asDouble(),
                bounds.path("high").asDouble());
    }

    private void rest() {
        String silent =
                told.path("notStated").values().stream()
                        .map(each -> each.path("name").asString())
                        .collect(Collectors.joining(", "));
        if (!silent.isEmpty()) {
            add("");
            row("not stated", silent + ": they granted no statistics");
        }
        add("");
        row("a session is", told.path("method").path("session").asString());
        row("a campaign is", told.path("method").path("campaign").asString());
    }
}
