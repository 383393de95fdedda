package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.commonwatch.server.House.Who;
import org.commonwatch.server.findings.Fact;
import org.commonwatch.server.findings.Phrases;
import org.commonwatch.server.web.Languages;
import org.commonwatch.telemetry.event.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** What pages have to say, over the counts of {@link SurgesTest} and some indicators. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FindingsTest {
    @TempDir private static Path folder = Path.of("");
    private Optional<House> started = Optional.empty();
    private Optional<Who> analyst = Optional.empty();
    private Optional<Who> stranger = Optional.empty();

    @BeforeAll
    void fill() throws Exception {
        Files.writeString(folder.resolve(Settings.SYNTHETIC), "Generated.\n");
        House house = House.open(folder.resolve("data"));
        started = Optional.of(house);
        Who north = house.party("CERT-XA", "member", "north", "sensor");
        house.party("CERT-XB", "member", "member", "reader");
        house.party("CERT-XC", "none", "outsider", "reader");
        analyst = Optional.of(house.user("CERT-XA", "analyst", "analyst", "reader"));
        stranger = Optional.of(house.user("CERT-XB", "stranger", "analyst", "reader"));
        house.ingest(north, SurgesTest.lines(new SplittableRandom(7), 0, 730));
        house.operate(
                "/api/v1/elections",
                "{\"id\":\"xa-2031\",\"name\":\"Assembly election\",\"date\":\"%s\"}"
                        .formatted(SurgesTest.VOTE));
        house.addIndicators(
                "CERT-XA",
                "TLP:AMBER",
                "value,type,source\na.example,domain,s\nb.example,domain,s\n");
        house.addIndicators("CERT-XA", "TLP:CLEAR", "value,type,source\nc.example,domain,s\n");
    }

    @AfterAll
    void close() {
        started.ifPresent(House::close);
    }

    private JsonNode get(Optional<Who> who, String path) throws Exception {
        return House.json(started.orElseThrow().get(who, path, "*/*"));
    }

    private JsonNode finding(Optional<Who> who, String wish) throws Exception {
        return get(who, "/api/v1/findings?page=" + wish);
    }

    private static JsonNode fact(JsonNode finding, String name) {
        for (JsonNode each : finding.path("facts")) {
            if (each.path("name").asString().equals(name)) {
                return each;
            }
        }
        throw new AssertionError("no fact " + name + " in " + finding);
    }

    @Test
    void theTitleOfSurgesSaysTheNumbersOfTheSurgesItself() throws Exception {
        for (String language : List.of("en", "zh-Hant")) {
            JsonNode finding = finding(analyst, "surges&language=" + language);
            JsonNode ratio = fact(finding, "ratio");
            JsonNode surges = get(analyst, ratio.path("link").asString()).path("surges");
            JsonNode last = surges.get(surges.size() - 1);
            assertThat(ratio.path("value").asDouble()).isEqualTo(last.path("ratio").asDouble());
            assertThat(ratio.path("low").asDouble()).isEqualTo(last.path("low").asDouble());
            assertThat(ratio.path("high").asDouble()).isEqualTo(last.path("high").asDouble());
            assertThat(fact(finding, "excess").path("value").asDouble())
                    .isEqualTo(last.path("excess").asDouble());
            LocalDate from = LocalDate.parse(last.path("from").asString().substring(0, 10));
            long days = SurgesTest.VOTE.toEpochDay() - from.toEpochDay();
            assertThat(fact(finding, "days").path("value").asLong()).isEqualTo(days);
            String title = finding.path("title").asString();
            String text = "%.1f".formatted(last.path("ratio").asDouble());
            assertThat(title)
                    .isEqualTo(
                            language.equals("en")
                                    ? ("Alerts ran at %s times the expected level in the %d days"
                                                    + " before Assembly election")
                                            .formatted(text, days)
                                    : "Assembly election前 %d 天，警示達預期水準的 %s 倍"
                                            .formatted(days, text));
            assertThat(finding.path("subtitle").asString()).contains("attacks/1", "2031");
        }
    }

    @Test
    void theReasonOfASurgeIsInTheReadersLanguage() throws Exception {
        JsonNode english = get(analyst, "/api/v1/surges").path("surges");
        JsonNode chinese = get(analyst, "/api/v1/surges?language=zh-Hant").path("surges");
        int last = english.size() - 1;
        assertThat(english.get(last).path("reason").asString())
                .contains("as much was counted as expected", "Most of it by kind: exploits")
                .contains("It began 28 days before 'Assembly election'", "consistent with");
        assertThat(chinese.get(last).path("reason").asString())
                .contains("計得為預期的", "主要為：弱點攻擊", "前 28 天", "相符");
    }

    @Test
    void theCountsOfAMonthAreTheSumsOfTheSeriesBesideThem() throws Exception {
        JsonNode finding = finding(analyst, "overview");
        assertThat(sum(fact(finding, "count"), "count"))
                .isEqualTo(fact(finding, "count").path("value").asDouble());
        assertThat(finding.path("title").asString())
                .startsWith(
                        "December 2031: %,d alerts; a surge at "
                                .formatted(fact(finding, "count").path("value").asLong()))
                .endsWith("Assembly election is in 0 days.");
        JsonNode attacks = finding(analyst, "attacks");
        assertThat(sum(fact(attacks, "count"), "count"))
                .isEqualTo(fact(attacks, "count").path("value").asDouble());
        assertThat(sum(fact(attacks, "ofKind"), "count"))
                .isEqualTo(fact(attacks, "ofKind").path("value").asDouble());
        assertThat(fact(attacks, "share").path("value").asDouble()).isEqualTo(1);
        assertThat(attacks.path("title").asString()).contains("alerts in 30 days; 100%");
    }

    private double sum(JsonNode fact, String of) throws Exception {
        double sum = 0;
        for (JsonNode each : get(analyst, fact.path("link").asString()).path("periods")) {
            sum += each.path(of).asDouble();
        }
        return sum;
    }

    @Test
    void aShortHistoryIsSaidToBeShortAndNothingIsSaidOfWhatNobodyMaySee() throws Exception {
        JsonNode shorter = finding(analyst, "surges&from=2031-12-01T00:00:00Z");
        assertThat(shorter.path("title").asString())
                .as("by what is told from the ninth day on")
                .matches("No rise above the expected level in \\d+ days");
        JsonNode shortest = finding(analyst, "surges&from=2031-12-26T00:00:00Z");
        assertThat(shortest.path("title").asString())
                .matches("An expected level needs \\d+ periods; there are 6");
        assertThat(finding(stranger, "surges").path("title").asString())
                .isEqualTo("Nothing was counted yet");
        assertThat(finding(stranger, "surges").path("facts")).isEmpty();
        for (String page : List.of("health", "record")) {
            assertThat(status(analyst, page)).as(page).isEqualTo(403);
        }
        Optional<Who> operator = Optional.of(started.orElseThrow().operator());
        assertThat(status(operator, "standing")).isEqualTo(403);
        assertThat(status(operator, "none")).isEqualTo(400);
    }

    private int status(Optional<Who> who, String page) throws Exception {
        return started.orElseThrow().get(who, "/api/v1/findings?page=" + page, "*/*").statusCode();
    }

    @Test
    void whoSeesWhatCountsTheObjectsThatThePagesShow() throws Exception {
        JsonNode own = finding(analyst, "who-sees-what");
        JsonNode yours = fact(own, "yours");
        long counted = 0;
        JsonNode counts = get(analyst, yours.path("link").asString());
        for (JsonNode each : counts.path("types")) {
            counted += each.asLong();
        }
        assertThat(yours.path("value").asLong()).isEqualTo(counted).isGreaterThan(2);
        for (String party : List.of("CERT-XB", "CERT-XC")) {
            var answer =
                    started.orElseThrow()
                            .get(
                                    analyst,
                                    "/api/v1/findings?page=who-sees-what&party=" + party,
                                    "*/*");
            if (answer.statusCode() == 404) {
                assertThat(party).as("unknown to a member").isEqualTo("CERT-XC");
                continue;
            }
            JsonNode theirs = fact(House.json(answer), "theirs");
            assertThat(theirs.path("value").asLong())
                    .isEqualTo(get(analyst, theirs.path("link").asString()).path("objects").size());
        }
    }

    /** As the cells of the matrix have it, whose parties are the same. */
    @Test
    void whoMayAskForOthersIsToldWhatPartiesWithoutStandingCannotRead() throws Exception {
        Optional<Who> auditor =
                Optional.of(started.orElseThrow().user("CERT-XA", "auditor", "auditor", "reader"));
        JsonNode matrix = get(auditor, "/api/v1/matrix");
        JsonNode parties = matrix.path("parties");
        long cells = 0;
        long unread = 0;
        for (int column = 0; column < parties.size(); column++) {
            String kind =
                    parties.get(column).path("standings").path(0).path("kind").asString("none");
            if (kind.equals("none")) {
                for (JsonNode row : matrix.path("answers")) {
                    String answer = row.get(column).asString();
                    cells++;
                    unread += answer.equals("permit") || answer.equals("redact") ? 0 : 1;
                }
            }
        }
        JsonNode found = finding(auditor, "who-sees-what");
        assertThat(unread).isPositive();
        assertThat(fact(found, "unread").path("value").asDouble())
                .isEqualTo((double) unread / cells, within(1e-9));
        assertThat(found.path("title").asString()).startsWith("Parties without standing cannot");
    }

    @Test
    void thePartyTheRecordAndTheServerHaveTheirOwn() throws Exception {
        assertThat(finding(analyst, "standing").path("title").asString())
                .startsWith("CERT-XA is member of commons");
        Optional<Who> operator = Optional.of(started.orElseThrow().operator());
        JsonNode record = finding(operator, "record");
        assertThat(record.path("title").asString()).startsWith("Record intact: ");
        assertThat(fact(record, "entries").path("value").asLong()).isPositive();
        JsonNode health = finding(operator, "health&language=zh-Hant");
        assertThat(fact(health, "checks").path("value").asInt())
                .isEqualTo(get(operator, "/api/v1/doctor").path("findings").size());
        assertThat(health.path("title").asString()).contains("項檢查");
    }

    @Test
    void theLanguageIsThatOfTheParameterOrOfTheBrowser() throws Exception {
        House house = started.orElseThrow();
        for (String wish : List.of("zh-Hant-TW,en;q=0.5", "zh-TW,zh;q=0.9", "zh-hk")) {
            var answer = house.getIn(analyst, "/api/v1/findings?page=overview", wish);
            assertThat(House.json(answer).path("language").asString())
                    .as(wish)
                    .isEqualTo("zh-Hant");
        }
        for (String wish : List.of("de", "*", "xx;;q", "en-GB")) {
            var answer = house.getIn(analyst, "/api/v1/findings?page=overview", wish);
            assertThat(House.json(answer).path("language").asString()).as(wish).isEqualTo("en");
        }
    }

    @Test
    void everyLanguageShippedHasEveryTextWithTheSameFacts() throws Exception {
        Properties english = texts("en");
        Properties chinese = texts("zh-Hant");
        Set<String> named = new TreeSet<>(chinese.stringPropertyNames());
        named.removeIf(each -> each.startsWith("ruling.")); // see WordingTest
        assertThat(named).isEqualTo(new TreeSet<>(english.stringPropertyNames()));
        for (Kind kind : Kind.values()) {
            assertThat(english.getProperty("kind." + kind.label())).as(kind.label()).isNotNull();
        }
    }

    private static Properties texts(String tag) throws Exception {
        Properties texts = new Properties();
        try (var file =
                Objects.requireNonNull(
                        Main.class.getResourceAsStream("/texts/" + tag + ".properties"))) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return texts;
    }

    @Test
    void aLanguageThatIsNotCompleteSaysTheRestInEnglish() {
        var phrases = new Phrases(new Languages("/texts/", List.of("en", "zh-Hant", "fr")), "fr");
        List<Fact> facts =
                List.of(
                        phrases.word("Unit", phrases.text("unit.alert.first"), "/"),
                        phrases.word("ratio", "2,0", "/"),
                        phrases.date("from", LocalDate.parse("2031-12-04"), "/"),
                        phrases.date("to", LocalDate.parse("2031-12-31"), "/"),
                        phrases.count("judged", 1, Fact.Basis.of("day", "/")));
        assertThat(phrases.say("surges.between", facts))
                .isEqualTo(
                        "Alertes : 2,0 fois le niveau attendu, du 4 décembre 2031 au 31 décembre"
                                + " 2031");
        assertThat(phrases.say("surges.none", facts))
                .isEqualTo("No rise above the expected level in 1 day");
    }
}
