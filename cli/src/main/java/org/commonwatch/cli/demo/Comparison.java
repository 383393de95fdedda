package org.commonwatch.cli.demo;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.ingest.SegmentSender;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.simulation.world.World;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Sensor;
import org.commonwatch.telemetry.simulation.world.WorldTruth;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the server answers at the end of a story, beside what is true of its world. */
final class Comparison {
    private static final Unit ATTACKS = Unit.ALERT;

    /** What grows slowly is seen within so many days, what comes at once on the next. */
    private static final int SLOW_DAYS = 21;

    private static final int QUICK_DAYS = 1;
    private static final int EARLY_DAYS = 14;
    private static final double RATIO_APART = 0.2;
    private static final int LAST_DAYS = 3;
    private static final int HISTORY_DAYS = 100;
    private static final int JUDGED_DAYS = 365;
    private static final int FALSE_EPISODES = 4;

    private final Scenario scenario;
    private final World world;
    private final WorldTruth truth;
    private final Answers answers;
    private final Checklist checks;

    /**
     * What the server answers.
     *
     * @param delivered what became of the lines
     * @param series of attacks, day by day
     * @param counts every cell of the last days
     * @param surges of attacks, if there is a history to judge them by
     * @param election with the question that was put down before it
     * @param readings of sightings over TAXII: of the member, the observer and the outsider
     */
    record Answers(
            Stage.Delivered delivered,
            JsonNode series,
            JsonNode counts,
            Optional<JsonNode> surges,
            JsonNode election,
            Map<String, TaxiiReading> readings) {
        static Answers of(Stage stage, Stage.Delivered delivered, Scenario scenario, BodyId body) {
            Client operator = stage.operator();
            LocalDate end = scenario.plan().calendar().end();
            LocalDate from = end.minusDays(LAST_DAYS);
            Map<String, TaxiiReading> readings = new TreeMap<>();
            for (String sort : scenario.institutions().readers().keySet()) {
                readings.put(sort, TaxiiReading.of(stage.client(sort), body));
            }
            return new Answers(
                    delivered,
                    operator.get("/api/v1/series?unit=" + ATTACKS.label()),
                    operator.get("/api/v1/counts?from=" + midnight(from)),
                    scenario.plan().calendar().count() < HISTORY_DAYS
                            ? Optional.empty()
                            : Optional.of(operator.get("/api/v1/surges?unit=" + ATTACKS.label())),
                    operator.get("/api/v1/elections/" + scenario.vote().id()),
                    readings);
        }
    }

    Comparison(Scenario scenario, World world, Answers answers, Checklist checks) {
        this.scenario = scenario;
        this.checks = checks;
        this.world = world;
        this.truth = world.truth();
        this.answers = answers;
    }

    /** Tells the figures for people. */
    void tell(PrintWriter out) {
        out.println();
        out.println("SYNTHETIC DATA: " + scenario.about());
        out.println();
        out.println("  attacks (alerts) by month, as the server has them");
        monthly().forEach((month, count) -> out.printf("  %s  %,12d%n", month, count));
        out.println();
        told().forEach(surge -> out.println("  surge: " + surge.path("reason").asString()));
        answers.election()
                .path("rampTests")
                .forEach(test ->
                        out.printf(
                                "  asked on %s: %s%n",
                                test.path("registered").asString(),
                                test.path("answer").asString()));
        out.println();
        out.printf("  %,10d  lines of the last days, delivered and counted%n", lines());
        answers.readings()
                .forEach((sort, reading) ->
                        out.printf(
                                "  %,10d  sightings that the %s (%s) reads over TAXII%n",
                                reading.sightings(),
                                sort,
                                scenario.institutions().readers().get(sort)));
        out.flush();
    }

    private long lines() {
        return answers.delivered().lines();
    }

    /** Compares everything with the truth; a difference is a defect. */
    void check() {
        checkWhatIsExact();
        surges();
    }

    /** The same without surges, which are found by chance in part. */
    void checkWhatIsExact() {
        months();
        lastDays();
        deliveries();
        question();
        readings();
    }

    private Map<YearMonth, Long> monthly() {
        Map<YearMonth, Long> months = new TreeMap<>();
        for (JsonNode period : answers.series().path("periods")) {
            YearMonth month = YearMonth.from(day(period.path("start").asString()));
            months.merge(month, period.path("count").asLong(), Long::sum);
        }
        return months;
    }

    private void months() {
        Map<YearMonth, Long> expected = new TreeMap<>();
        truth.months()
                .forEach((month, counts) -> expected.put(month, counts.getOrDefault(ATTACKS, 0L)));
        checks.equal("alerts, month by month", sum(expected), monthly(), expected);
    }

    private void lastDays() {
        Map<String, Long> told = new TreeMap<>();
        for (JsonNode cell : answers.counts().path("cells")) {
            String sensor = cell.path("sensor").asString();
            boolean drawn = cell.path("drawn").asBoolean();
            if (drawn != day(cell.path("hour").asString()).isBefore(scenario.drawnTo(sensor))) {
                checks.fails(
                        "A cell of '" + sensor + "' is marked wrongly: drawn is " + drawn + ".");
            }
            told.merge(words(cell, drawn), cell.path("count").asLong(), Long::sum);
        }
        LocalDate end = world.plan().calendar().end();
        Map<String, Long> expected = new TreeMap<>();
        for (Sensor each : world.plan().sensors()) {
            LocalDate lines = scenario.drawnTo(each.name());
            world.cells(each.name(), end.minusDays(LAST_DAYS), end)
                    .forEach((cell, count) -> {
                        LocalDate day = cell.hour().atOffset(ZoneOffset.UTC).toLocalDate();
                        expected.merge(words(cell, day.isBefore(lines)), count, Long::sum);
                    });
        }
        checks.equal(
                "cells of the last days, with their marks", (long) told.size(), told, expected);
    }

    private void deliveries() {
        Map<String, Long> counted = new HashMap<>();
        Map<String, Long> expected = new HashMap<>();
        LocalDate end = world.plan().calendar().end();
        for (Map.Entry<String, SegmentSender.Delivered> each :
                answers.delivered().bySensor().entrySet()) {
            SegmentSender.Delivered delivered = each.getValue();
            counted.put(each.getKey(), delivered.counted());
            long lines = world.countLines(each.getKey(), scenario.drawnTo(each.getKey()), end);
            expected.put(each.getKey(), lines);
            checks.equal("lines of " + each.getKey(), lines, delivered.lines(), lines);
        }
        checks.equal("counted lines, by the sensor", sum(expected), counted, expected);
    }

    /** What rose within the year that is judged is a surge, as large as it was. */
    private void surges() {
        if (answers.surges().isEmpty()) {
            return;
        }
        LocalDate end = world.plan().calendar().end();
        LocalDate begun = world.plan().calendar().first().plusDays(HISTORY_DAYS);
        LocalDate year = end.minusDays(JUDGED_DAYS);
        LocalDate judged = year.isBefore(begun) ? begun : year;
        List<JsonNode> told = told();
        int expected = 0;
        for (WorldTruth.Risen risen : truth.risen()) {
            if (risen.from().isBefore(judged)) {
                continue;
            }
            expected++;
            if (told.stream().noneMatch(surge -> isOf(surge, risen))) {
                checks.fails(
                        "No surge is told of '%s', from %s to %s, %.2f times as much; told are %s."
                                .formatted(
                                        risen.name(),
                                        risen.from(),
                                        risen.to(),
                                        risen.ratio(),
                                        told.stream().map(Comparison::span).toList()));
            }
        }
        checks.holds(
                "surges told, of which %d are in truth".formatted(expected), (long) told.size());
        if (told.size() > expected + FALSE_EPISODES) {
            checks.fails(
                    "There are %d surges, %d of them in truth, and the budget is %d false ones."
                            .formatted(told.size(), expected, FALSE_EPISODES));
        }
    }

    private List<JsonNode> told() {
        List<JsonNode> told = new ArrayList<>();
        answers.surges().ifPresent(all -> all.path("surges").forEach(told::add));
        return told;
    }

    // A ramp is found as large as it was, and not long before or after it began. Of what came at
    // once
    // only the day is certain: the alarm lasts as long as the four weeks after it, and may have
    // begun
    // with something else.
    private static boolean isOf(JsonNode surge, WorldTruth.Risen risen) {
        LocalDate from = day(surge.path("from").asString());
        LocalDate to = day(surge.path("to").asString());
        int late = risen.growing() ? SLOW_DAYS : QUICK_DAYS;
        if (from.isAfter(risen.from().plusDays(late)) || to.isBefore(risen.to())) {
            return false;
        }
        double apart = Math.abs(surge.path("ratio").asDouble() / risen.ratio() - 1);
        return !risen.growing()
                || (apart < RATIO_APART && !from.isBefore(risen.from().minusDays(EARLY_DAYS)));
    }

    private static String span(JsonNode surge) {
        return "%s to %s, %.2f"
                .formatted(
                        day(surge.path("from").asString()),
                        day(surge.path("to").asString()),
                        surge.path("ratio").asDouble());
    }

    private void question() {
        if (!Stage.isAsked(scenario)) {
            return;
        }
        JsonNode test = answers.election().path("rampTests").path(0);
        checks.equal(
                "day on which the question was put down",
                scenario.vote().asked(),
                test.path("registered").asString(""),
                scenario.vote().asked().toString());
    }

    private void readings() {
        var holdings = new Holdings(world);
        answers.readings()
                .forEach((sort, reading) -> {
                    long seen = 0;
                    long sightings = 0;
                    for (Sensor each : world.plan().sensors()) {
                        if (mayRead(
                                sort,
                                each.party(),
                                scenario.sensors().markings().get(each.name()))) {
                            Map<Holdings.Met, Seen> met =
                                    holdings.met(
                                            each.name(),
                                            one ->
                                                    mayRead(
                                                            sort,
                                                            one.held().holder().party(),
                                                            one.held().holder().marking()));
                            sightings += met.size();
                            seen += met.values().stream().mapToLong(Seen::count).sum();
                        }
                    }
                    checks.equal(
                            "sightings that the " + sort + " reads",
                            sightings,
                            reading.sightings(),
                            sightings);
                    checks.equal("hits in what the " + sort + " reads", seen, reading.seen(), seen);
                });
    }

    // As the charters of the demo's worlds have it; what is one's own is always read.
    private boolean mayRead(String sort, String owner, @Nullable String marking) {
        boolean own = owner.equals(scenario.institutions().readers().get(sort));
        return own
                || switch (sort) {
                    case "member" -> true;
                    case "observer" -> Set.of("TLP:CLEAR", "TLP:GREEN").contains(marking);
                    default -> "TLP:CLEAR".equals(marking);
                };
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    // Where the ends of lines are is not looked up.
    private static String words(Cell cell, boolean drawn) {
        return String.join(
                " ",
                cell.hour().toString(),
                cell.sensor(),
                cell.unit().label(),
                cell.kind().label(),
                cell.established() ? "established" : "claimed",
                drawn ? cell.origin().country() + " " + cell.sector() : "");
    }

    private static String words(JsonNode cell, boolean drawn) {
        return String.join(
                " ",
                cell.path("hour").asString(),
                cell.path("sensor").asString(),
                cell.path("unit").asString(),
                cell.path("kind").asString(),
                cell.path("source").asString(),
                drawn
                        ? cell.path("country").asString() + " " + cell.path("sector").asString()
                        : "");
    }

    private static LocalDate day(String instant) {
        return Instant.parse(instant).atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static Instant midnight(LocalDate date) {
        return date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
