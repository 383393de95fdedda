package org.commonwatch.cli.demo;

import org.commonwatch.cli.client.Client;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.simulation.world.World;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Sensor;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the numbers in the titles of the console's pages with what the API answers, and with a
 * recount from the world's truth.
 */
final class TitleCheck {
    private static final Pattern NUMBER = Pattern.compile("(-?[0-9][0-9,]*)(?:\\.([0-9]+))?(.*)");
    private static final Map<String, Double> TIMES =
            Map.of("K", 1e3, "M", 1e6, "B", 1e9, "萬", 1e4, "億", 1e8, "%", 0.01);
    private static final double NEARLY = 1e-9;
    private static final int LAST_DAYS = 30;

    private final Stage stage;
    private final Scenario scenario;
    private final World world;
    private final Checklist checks;
    private final Map<String, Long> numbers = new TreeMap<>();
    // What the API answered and what is true do not depend on the language.
    private final Map<String, JsonNode> answered = new HashMap<>();
    private final Map<LocalDate, Map<String, Long>> days = new HashMap<>();

    TitleCheck(Stage stage, Scenario scenario, World world, Checklist checks) {
        this.stage = stage;
        this.scenario = scenario;
        this.world = world;
        this.checks = checks;
    }

    /** Compares all pages whose titles have numbers of the world, in some languages. */
    void check(List<String> languages) {
        for (String language : languages) {
            overview(read(stage.operator(), "overview", language));
            attacks(read(stage.operator(), "attacks", language));
            surges(read(stage.operator(), "surges", language));
            gap(language);
            objects(read(stage.client("member"), "who-sees-what", language));
        }
        checks.holds(
                "numbers of titles = API = recount of the truth: " + numbers,
                numbers.values().stream().mapToLong(Long::longValue).sum());
    }

    /** What a page says, with its facts by their names. */
    private record Told(String page, Map<String, JsonNode> facts) {
        Optional<Double> value(String name) {
            return Optional.ofNullable(facts.get(name))
                    .filter(fact -> fact.path("value").isNumber())
                    .map(fact -> fact.path("value").asDouble());
        }
    }

    private Told read(Client client, String page, String language) {
        JsonNode told = client.get("/api/v1/findings?page=" + page + "&language=" + language);
        Map<String, JsonNode> facts = new HashMap<>();
        told.path("facts").forEach(each -> facts.put(each.path("name").asString(), each));
        // Each number of the title is that of a fact, and each fact's text is its value rounded.
        String left = told.path("title").asString();
        List<String> texts = new ArrayList<>();
        facts.values().forEach(each -> texts.add(each.path("text").asString()));
        texts.sort(Comparator.comparingInt(String::length).reversed());
        for (String text : texts) {
            left = text.isEmpty() ? left : left.replace(text, "");
        }
        if (left.chars().anyMatch(Character::isDigit)) {
            checks.fails("A number of '" + told.path("title").asString() + "' has no fact.");
        }
        facts.forEach((name, fact) -> {
            if (fact.path("value").isNumber() && !isRounded(fact)) {
                checks.fails(
                        "'%s' of %s (%s) is not %s rounded."
                                .formatted(
                                        fact.path("text").asString(),
                                        page,
                                        name,
                                        fact.path("value").asDouble()));
            }
        });
        return new Told(page, facts);
    }

    private static boolean isRounded(JsonNode fact) {
        Matcher number = NUMBER.matcher(fact.path("text").asString());
        if (!number.matches()) {
            return false;
        }
        String decimals = Optional.ofNullable(number.group(2)).orElse("");
        double times = TIMES.getOrDefault(number.group(3).strip(), 1.0);
        double told = Double.parseDouble(number.group(1).replace(",", "") + "." + decimals + "0");
        double apart = Math.abs(told * times - fact.path("value").asDouble());
        return apart <= 0.5 * times / Math.pow(10, decimals.length()) * (1 + NEARLY);
    }

    private void equal(Told told, String name, long api, long truth) {
        equal(told, name, (double) api, (double) truth);
    }

    private void equal(Told told, String name, double api, double truth) {
        Optional<Double> value = told.value(name);
        if (value.isEmpty() || !isNear(value.get(), api) || !isNear(value.get(), truth)) {
            checks.fails(
                    "%s of the page %s is %s, by the API %s, in truth %s."
                            .formatted(name, told.page, value, api, truth));
        }
        numbers.merge(told.page.replaceAll("&.*", ""), 1L, Long::sum);
    }

    private static boolean isNear(double one, double other) {
        return Math.abs(one - other) <= NEARLY * Math.max(1, Math.abs(other));
    }

    private void overview(Told told) {
        LocalDate end = world.plan().calendar().end();
        YearMonth month = YearMonth.from(end.minusDays(1));
        long api = 0;
        for (JsonNode each : api("/api/v1/series?unit=alert").path("periods")) {
            boolean within = YearMonth.from(day(each.path("start").asString())).equals(month);
            api += within ? each.path("count").asLong() : 0;
        }
        long truth =
                Optional.ofNullable(world.truth().months().get(month))
                        .map(counts -> counts.getOrDefault(Unit.ALERT, 0L))
                        .orElse(0L);
        equal(told, "count", api, truth);
    }

    private void attacks(Told told) {
        LocalDate end = world.plan().calendar().end();
        LocalDate first = world.plan().calendar().first();
        LocalDate from =
                end.minusDays(LAST_DAYS).isBefore(first) ? first : end.minusDays(LAST_DAYS);
        Map<String, Long> truth = kinds(from, end);
        JsonNode api =
                api(
                        "/api/v1/attacks?unit=alert&from="
                                + from
                                + "T00:00:00Z&to="
                                + end
                                + "T00:00:00Z");
        Map<String, Long> told30 = new TreeMap<>();
        for (JsonNode row : api.path("rows")) {
            told30.merge(row.path("kind").asString(), row.path("count").asLong(), Long::sum);
        }
        checks.equal("alerts of thirty days by kind", sum(truth), told30, truth);
        equal(told, "count", api.path("count").asLong(), sum(truth));
        equal(told, "ofKind", most(told30), most(truth));
        equal(
                told,
                "share",
                (double) most(told30) / api.path("count").asLong(),
                (double) most(truth) / sum(truth));
    }

    private JsonNode api(String path) {
        return answered.computeIfAbsent(path, stage.operator()::get);
    }

    private Map<String, Long> kinds(LocalDate from, LocalDate to) {
        Map<String, Long> kinds = new TreeMap<>();
        for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
            days.computeIfAbsent(day, this::kinds)
                    .forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
        }
        return kinds;
    }

    private Map<String, Long> kinds(LocalDate day) {
        Map<String, Long> kinds = new TreeMap<>();
        for (Sensor each : world.plan().sensors()) {
            world.cells(each.name(), day, day.plusDays(1))
                    .forEach((cell, count) -> {
                        if (cell.unit() == Unit.ALERT) {
                            kinds.merge(cell.kind().label(), count, Long::sum);
                        }
                    });
        }
        return kinds;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long most(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    // What was counted in a surge is in the truth; its ratio and excess follow from each other.
    private void surges(Told told) {
        if (told.value("ratio").isEmpty()) {
            return;
        }
        for (JsonNode surge : api("/api/v1/surges?unit=alert").path("surges")) {
            double ratio = surge.path("ratio").asDouble();
            if (isNear(ratio, told.value("ratio").orElseThrow())) {
                Map<String, Long> truth =
                        kinds(day(surge.path("from").asString()), day(surge.path("to").asString()));
                for (JsonNode kind : surge.path("kinds")) {
                    String name = kind.path("name").asString();
                    long expected = truth.getOrDefault(name, 0L);
                    checks.equal(
                            "alerts of the kind " + name + " in the surge",
                            expected,
                            kind.path("count").asLong(),
                            expected);
                }
                double excess = sum(truth) - sum(truth) / ratio;
                equal(told, "ratio", ratio, sum(truth) / (sum(truth) - excess));
                equal(told, "excess", surge.path("excess").asDouble(), excess);
                return;
            }
        }
        checks.fails("No surge has the ratio of the page: " + told.value("ratio") + ".");
    }

    private void gap(String language) {
        String party = scenario.institutions().outsider();
        LocalDate end = world.plan().calendar().end();
        GapTruth.Window window = GapTruth.windows(end).values().iterator().next();
        String asked = GapCheck.address(window) + "&party=" + Client.encoded(party);
        JsonNode api = api(asked);
        String query = asked.substring(asked.indexOf('?') + 1);
        Told told = read(stage.operator(), "gap&" + query, language);
        GapTruth truth =
                GapTruth.of(
                        scenario, world, new GapTruth.Asked(party, window, owner -> true, false));
        equal(told, "hits", api.path("own").path("hits").asLong(), truth.hits());
        equal(told, "readInTime", api.path("own").path("readInTime").asLong(), truth.inTime());
        if (told.value("exposure").isPresent()) {
            equal(
                    told,
                    "exposure",
                    api.path("finding").path("exposure").path("value").asDouble(),
                    (double) truth.gap() / truth.hits());
        }
    }

    // A member reads what all hold, campaigns and relationships with it, and all sightings of it.
    private void objects(Told told) {
        long held = 0;
        long campaigns = 0;
        for (var campaign : world.campaigns()) {
            held += campaign.held().size();
            campaigns += campaign.held().stream().map(each -> each.holder()).distinct().count();
        }
        long sightings = 0;
        var holdings = new Holdings(world);
        for (Sensor each : world.plan().sensors()) {
            sightings += holdings.met(each.name(), one -> true).size();
        }
        long api = 0;
        String link = Objects.requireNonNull(told.facts().get("yours")).path("link").asString();
        for (JsonNode each : stage.client("member").get(link).path("types")) {
            api += each.asLong();
        }
        equal(told, "yours", api, 2 * held + campaigns + sightings);
    }

    private static LocalDate day(String instant) {
        return Instant.parse(instant).atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
