package org.commonwatch.cli.stix;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonPrinter;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.json.Place;
import org.commonwatch.stix.pattern.Finding;
import org.commonwatch.stix.pattern.Pattern;
import org.commonwatch.stix.pattern.matching.Observation;
import org.commonwatch.stix.pattern.matching.Outcome;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells of patterns, one after the other, for people or as lines of JSON. */
final class PatternReport {
    // Of a long line no more is shown than this on either side of what is wrong.
    private static final int SHOWN = 35;

    private final PrintWriter out;
    private final boolean json;
    private final boolean pretty;
    private final boolean explain;

    PatternReport(PrintWriter out, boolean json, boolean pretty, boolean explain) {
        this.out = out;
        this.json = json;
        this.pretty = pretty;
        this.explain = explain;
    }

    /** Tells of a valid pattern, and what came of matching it; returns whether it matches. */
    boolean valid(NamedPattern named, Pattern pattern, Optional<Outcome> outcome) {
        String text = pretty ? pattern.pretty() : pattern.toString();
        if (json) {
            line(named, text, pattern, outcome);
        } else {
            out.print(named.name().isEmpty() ? "" : named.name() + ": ");
            out.println(text);
            if (explain) {
                explain(pattern);
            }
            outcome.ifPresent(result -> out.println("  " + said(result)));
        }
        return outcome.orElse(null) instanceof Outcome.Match;
    }

    /** Tells what is wrong, and points at it. */
    void invalid(NamedPattern named, Refusal.NotAPattern why) {
        if (json) {
            JsonObject.Builder line = begin(named, named.text(), false);
            place(line.put("problem", why.problem()), why.place());
            out.println(JsonPrinter.compact(line.put("remedy", why.remedy()).build()));
            return;
        }
        out.println((named.name().isEmpty() ? "" : named.name() + ": ") + why.message());
        pointAt(named.text(), why.place());
        out.println("  " + why.remedy());
    }

    private void explain(Pattern pattern) {
        for (Finding finding : pattern.findings()) {
            out.println("  never matched: " + finding.message() + " (" + finding.place() + ")");
            out.println("  " + finding.remedy());
        }
        if (!pattern.findings().isEmpty()) {
            return;
        }
        String observables =
                String.join(
                        ", ", pattern.observables().stream().map(Observable::toString).toList());
        out.println(
                observables.isEmpty()
                        ? "  compared with observations that have what it asks for"
                        : "  looked up: " + observables);
    }

    private static String said(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Match match -> "matches: " + String.join(", ", ids(match));
            case Outcome.NoMatch none -> "does not match";
            case Outcome.Undecided undecided -> "cannot be said: " + undecided.reason();
        };
    }

    private static List<String> ids(Outcome.Match match) {
        return match.observations().stream().map(Observation::id).toList();
    }

    private void pointAt(String text, Place place) {
        String line = text.lines().skip(place.line() - 1).findFirst().orElse("");
        int points = line.codePointCount(0, line.length());
        int at = (int) Math.min(place.column() - 1, points);
        int from = Math.max(0, at - SHOWN);
        int to = Math.min(points, at + SHOWN);
        String before = from > 0 ? "…" : "";
        String shown =
                line.substring(line.offsetByCodePoints(0, from), line.offsetByCodePoints(0, to));
        out.println("  " + before + shown.replaceAll("\\p{Cntrl}", " ") + (to < points ? "…" : ""));
        out.println("  " + " ".repeat(before.length() + at - from) + "^");
    }

    private void line(NamedPattern named, String text, Pattern pattern, Optional<Outcome> outcome) {
        JsonObject.Builder line = begin(named, text, true);
        line.put("findings", list(pattern.findings().stream().map(PatternReport::finding)));
        if (explain) {
            line.put(
                    "observables",
                    list(pattern.observables().stream().map(it -> new JsonString(it.toString()))));
        }
        outcome.ifPresent(result -> {
            switch (result) {
                case Outcome.Match match ->
                        line.put("result", "match")
                                .put(
                                        "observations",
                                        list(ids(match).stream().map(JsonString::new)));
                case Outcome.NoMatch none -> line.put("result", "no-match");
                case Outcome.Undecided undecided ->
                        line.put("result", "undecided").put("reason", undecided.reason());
            }
        });
        out.println(JsonPrinter.compact(line.build()));
    }

    private static JsonObject.Builder begin(NamedPattern named, String text, boolean valid) {
        JsonObject.Builder line = JsonObject.builder();
        if (!named.name().isEmpty()) {
            line.put("name", named.name());
        }
        return line.put("pattern", text).put("valid", valid ? JsonBoolean.TRUE : JsonBoolean.FALSE);
    }

    private static Json finding(Finding finding) {
        JsonObject.Builder object =
                JsonObject.builder().put("kind", finding.kind()).put("message", finding.message());
        place(object, finding.place());
        return object.put("remedy", finding.remedy()).build();
    }

    private static void place(JsonObject.Builder object, Place place) {
        object.put("line", JsonNumber.of(place.line()))
                .put("column", JsonNumber.of(place.column()))
                .put("offset", JsonNumber.of(place.offset()));
    }

    private static JsonArray list(Stream<? extends Json> items) {
        return new JsonArray(List.copyOf(items.toList()));
    }
}
