package org.commonwatch.stix.pattern.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.pattern.Finding;
import org.commonwatch.stix.pattern.Pattern;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The patterns and verdicts that OASIS and others publish, where they are at hand. */
class PublishedPatternsTest {
    private static final Path DATA =
            Path.of(System.getProperty("house")).resolve("../shared/data/stix");

    @Test
    void whatIsValidIsToldAsPublished() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (JsonObject row : rows("corpora/pattern_syntax.jsonl")) {
            boolean valid;
            try {
                valid = !Pattern.parse(text(row, "pattern")).toString().isEmpty();
            } catch (RefusedException refused) {
                valid = false;
            }
            if (valid != ((JsonBoolean) member(row, "valid")).value()) {
                wrong.add(text(row, "case") + " " + text(row, "pattern"));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatMatchesIsToldAsPublished() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (JsonObject row : rows("corpora/pattern_match.jsonl")) {
            String expected = text(row, "expected");
            Outcome outcome = outcome(row);
            String told =
                    switch (outcome) {
                        case Outcome.Match match -> "match";
                        case Outcome.NoMatch noMatch -> "no-match";
                        case Outcome.Undecided undecided -> "error";
                    };
            boolean right = told.equals(expected.startsWith("error") ? "error" : expected);
            if (outcome instanceof Outcome.Match match) {
                right &=
                        match.observations().stream()
                                .map(Observation::id)
                                .sorted()
                                .toList()
                                .equals(
                                        ((JsonArray) member(row, "matched_ids"))
                                                .items().stream()
                                                        .map(id -> ((JsonString) id).value())
                                                        .sorted()
                                                        .toList());
            }
            if (!right) {
                wrong.add(text(row, "case") + " " + text(row, "pattern") + " " + outcome);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theExamplesOfTheStandardAreReadAndPrinted() throws IOException {
        assumeTrue(Files.exists(DATA), "the data for development is elsewhere");
        List<String> examples = Files.readAllLines(DATA.resolve("pattern/spec_examples.txt"));
        assertThat(examples).hasSizeGreaterThan(20);
        for (String example : examples) {
            Pattern pattern = Pattern.parse(example);
            assertThat(Pattern.parse(pattern.toString())).isEqualTo(pattern);
            assertThat(Pattern.parse(pattern.pretty())).isEqualTo(pattern);
        }
    }

    /** Every pattern of type stix in all JSON that is at hand: 142, of which one has quotes. */
    @Test
    void patternsInRealDataAreReadAndMatched() throws IOException {
        assumeTrue(Files.exists(DATA), "the data for development is elsewhere");
        List<String> patterns = new ArrayList<>();
        try (Stream<Path> files = Files.walk(DATA)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".json")) {
                    collect(new JsonReader().read(Files.readAllBytes(file)), patterns);
                } else if (name.endsWith(".jsonl") && !name.startsWith("pattern_")) {
                    for (String line : Files.readAllLines(file)) {
                        collect(new JsonReader().read(line), patterns);
                    }
                }
            }
        }
        List<Finding> findings = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (String text : patterns) {
            try {
                Pattern pattern = Pattern.parse(text);
                findings.addAll(pattern.findings());
                assertThat(Pattern.parse(pattern.toString())).isEqualTo(pattern);
            } catch (RefusedException wrong) {
                refused.add(wrong.getMessage() + " " + text);
            }
        }
        assertThat(patterns).hasSizeGreaterThan(100);
        assertThat(findings).isEmpty();
        assertThat(refused).hasSizeLessThan(2);
    }

    private static void collect(Json value, List<String> patterns) {
        switch (value) {
            case JsonObject object -> {
                if (object.get("pattern") instanceof JsonString pattern
                        && object.get("type") instanceof JsonString type
                        && type.value().equals("indicator")
                        && !(object.get("pattern_type") instanceof JsonString other
                                && !other.value().equals("stix"))) {
                    patterns.add(pattern.value());
                }
                object.forEach((name, inner) -> collect(inner, patterns));
            }
            case JsonArray array -> array.items().forEach(item -> collect(item, patterns));
            default -> {}
        }
    }

    private static Outcome outcome(JsonObject row) {
        List<Observation> observations = new ArrayList<>();
        for (Json bundle : ((JsonArray) member(row, "observations")).items()) {
            observations.addAll(Observation.of((JsonObject) bundle));
        }
        try {
            return PatternMatcher.of(Pattern.parse(text(row, "pattern"))).match(observations);
        } catch (RefusedException refused) {
            // §9.4: a pattern that can be read and is invalid matches nothing.
            return ((Refusal.NotAPattern) refused.refusal()).readable()
                    ? new Outcome.NoMatch()
                    : new Outcome.Undecided(refused.refusal().message());
        }
    }

    private static Json member(JsonObject row, String name) {
        return Objects.requireNonNull(row.get(name), name);
    }

    private static String text(JsonObject row, String name) {
        return ((JsonString) member(row, name)).value();
    }

    private static List<JsonObject> rows(String file) throws IOException {
        assumeTrue(Files.exists(DATA), "the data for development is elsewhere");
        List<JsonObject> rows = new ArrayList<>();
        for (String line : Files.readAllLines(DATA.resolve(file))) {
            rows.add((JsonObject) new JsonReader().read(line));
        }
        assertThat(rows).isNotEmpty();
        return rows;
    }
}
