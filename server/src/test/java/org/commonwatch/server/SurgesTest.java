package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.commonwatch.server.surges.SurgeNotices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Two years of alerts, from a seed: from day 400 on by two sensors, nothing in one week, and for
 * four weeks before a vote twice as many.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurgesTest {
    private static final LocalDate FIRST = LocalDate.parse("2030-01-01");
    static final LocalDate VOTE = FIRST.plusDays(730);
    private static final int USUAL = 24;

    @TempDir private static Path folder = Path.of("");
    private Optional<House> started = Optional.empty();
    private Optional<Who> analyst = Optional.empty();
    private Optional<Who> stranger = Optional.empty();

    @BeforeAll
    void countTwoYears() throws Exception {
        House house = House.open(folder.resolve("data"));
        started = Optional.of(house);
        Who north = house.party("CERT-XA", "member", "north", "sensor");
        Who south = house.token("CERT-XA", "south", "sensor", "TLP:AMBER");
        Who other = house.party("CERT-XB", "member", "other", "sensor");
        analyst = Optional.of(house.user("CERT-XA", "analyst", "analyst"));
        stranger = Optional.of(house.user("CERT-XB", "stranger", "analyst"));
        SplittableRandom random = new SplittableRandom(7);
        house.ingest(north, lines(random, 0, 730));
        house.ingest(south, lines(random, 400, 730));
        house.ingest(other, lines(random, 700, 730));
    }

    @AfterAll
    void end() {
        started.ifPresent(House::close);
    }

    static byte[] lines(SplittableRandom random, int from, int to) {
        var lines = new ByteArrayOutputStream();
        for (int day = from; day < to; day++) {
            boolean missing = day >= 600 && day < 607;
            double mean = day >= 702 ? 2 * USUAL : USUAL;
            long count = missing ? 0 : Math.round(mean + random.nextGaussian() * Math.sqrt(mean));
            for (int i = 0; i < count; i++) {
                lines.writeBytes(
                        """
                        {"timestamp":"%sT%02d:%02d:00.000000+0000","event_type":"alert",\
                        "src_ip":"198.18.0.1","src_port":4000,"dest_ip":"198.19.0.1",\
                        "dest_port":443,"proto":"TCP","flow_id":%d,"alert":{"action":"allowed",\
                        "signature_id":2000001,"signature":"test",\
                        "category":"Attempted Administrator Privilege Gain","severity":1}}
                        """
                                .formatted(FIRST.plusDays(day), i % 24, i % 60, day * 1000L + i)
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
        return lines.toByteArray();
    }

    private House house() {
        return started.orElseThrow();
    }

    private HttpResponse<byte[]> get(Optional<Who> who, String path) throws Exception {
        return house().get(who, path, "*/*");
    }

    private JsonNode post(Who who, String path, String body) throws Exception {
        HttpResponse<byte[]> answer = house().send(who, "POST", path, body);
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return House.json(answer);
    }

    private JsonNode told(Optional<Who> who, String path) throws Exception {
        HttpResponse<byte[]> answer = get(who, path);
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return House.json(answer);
    }

    private static LocalDate day(JsonNode time) {
        return LocalDate.parse(time.asString().substring(0, 10));
    }

    @Test
    void aSeriesTellsWhatWasToBeExpectedAndWhatIsMissing() throws Exception {
        JsonNode series = told(analyst, "/api/v1/series");
        List<JsonNode> periods = new ArrayList<>();
        series.path("periods").forEach(periods::add);

        assertThat(periods).hasSize(730);
        assertThat(series.path("note").asString()).isEmpty();
        assertThat(periods.get(399).path("sensors").asInt()).isEqualTo(1);
        assertThat(periods.get(400).path("sensors").asInt()).isEqualTo(2);
        for (int day = 600; day < 607; day++) {
            assertThat(periods.get(day).path("sensors").asInt()).isZero();
            assertThat(periods.get(day).path("expected").isNull()).isTrue();
            assertThat(periods.get(day).path("alarm").asBoolean()).isFalse();
        }
        assertThat(periods.get(650).path("expected").asDouble()).isBetween(44.0, 52.0);
        assertThat(periods.get(650).path("upTo").asDouble())
                .isGreaterThan(periods.get(650).path("expected").asDouble());
    }

    @Test
    void aRiseIsOneSurgeAndASecondSensorOrAMissingWeekIsNone() throws Exception {
        post(
                house().operator(),
                "/api/v1/elections",
                "{\"id\":\"the-vote\",\"name\":\"The vote\",\"date\":\"" + VOTE + "\"}");
        JsonNode all = told(analyst, "/api/v1/surges");

        // One false alarm in ninety days is accepted.
        assertThat(all.path("surges")).hasSizeBetween(1, 5);
        List<JsonNode> late = new ArrayList<>();
        for (JsonNode each : all.path("surges")) {
            long began = ChronoUnit.DAYS.between(FIRST, day(each.path("from")));
            assertThat(began).as("the second sensor").matches(day -> day < 395 || day > 430);
            assertThat(began).as("the missing week").matches(day -> day < 598 || day > 610);
            if (began >= 690) {
                late.add(each);
                assertThat(began).isBetween(699L, 705L);
            }
        }
        assertThat(late).hasSize(1);
        JsonNode surge = late.getFirst();
        assertThat(surge.path("low").asDouble()).isLessThan(2.0);
        assertThat(surge.path("high").asDouble()).isGreaterThan(1.9);
        assertThat(surge.path("nearest").path("id").asString()).isEqualTo("the-vote");
        assertThat(surge.path("reason").asString()).contains("consistent with");
    }

    @Test
    void aQuestionPutDownBeforeItsWindowIsAnsweredAfterIt() throws Exception {
        String vote = "{\"id\":\"put-down\",\"name\":\"A vote\",\"date\":\"" + VOTE + "\"}";
        post(house().operator(), "/api/v1/elections", vote);
        JsonNode put = post(analyst.orElseThrow(), "/api/v1/elections/put-down/ramp-tests", "{}");
        post(analyst.orElseThrow(), "/api/v1/elections/put-down/ramp-tests", "{}");

        JsonNode tests = told(analyst, "/api/v1/elections/put-down").path("rampTests");
        assertThat(tests).hasSize(1);
        assertThat(tests.get(0).path("sha256")).isEqualTo(put.path("sha256"));
        assertThat(tests.get(0).path("p").asDouble()).isEqualTo(0.05);
        assertThat(tests.get(0).path("ratio").asDouble()).isBetween(1.7, 2.3);
        assertThat(told(stranger, "/api/v1/elections/put-down").path("rampTests")).isEmpty();
        String digest = put.path("sha256").asString();
        assertThat(house().number("SELECT count(*) FROM record WHERE body LIKE '%" + digest + "%'"))
                .isEqualTo(1);
    }

    @Test
    void whoseAlertsHaveRisenIsToldOnce() throws Exception {
        SurgeNotices notices = house().part(SurgeNotices.class);
        notices.look();
        notices.look();
        assertThat(
                        house().text(
                                        "SELECT string_agg(party.name || notice.kind, ',')"
                                                + " FROM notice JOIN party ON party.id = party"))
                .isEqualTo("CERT-XAsurge");
        assertThat(house().text("SELECT said FROM notice")).contains("times as much");
    }

    @Test
    void aQuestionAboutAVoteInThePastIsTooLate() throws Exception {
        post(
                house().operator(),
                "/api/v1/elections",
                "{\"id\":\"past\",\"name\":\"A vote\",\"date\":\"2020-01-11\"}");
        var answer =
                house().send(
                                analyst.orElseThrow(),
                                "POST",
                                "/api/v1/elections/past/ramp-tests",
                                "{}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("Register it before its window begins");
    }

    @Test
    void whereThereIsTooLittleHistoryForALevelEarsSaysWhatRoseAndWhyItIsAsked() throws Exception {
        House house = house();
        Who young = house.party("CERT-XC", "member", "young", "sensor");
        Who reader = house.user("CERT-XC", "young-analyst", "analyst");
        // Eight weeks, of which the last four days had twice as many.
        house.ingest(young, lines(new SplittableRandom(8), 650, 706));
        Optional<Who> who = Optional.of(reader);
        JsonNode told = told(who, "/api/v1/surges");
        assertThat(told.path("method").path("name").asString()).isEqualTo("ears");
        assertThat(told.path("method").path("why").asString())
                .startsWith("There are only 56 days of history")
                .contains("the week that ended two days before it");
        assertThat(told.path("budget").path("thresholds").path("ramp").isNull()).isTrue();
        List<JsonNode> late = new ArrayList<>();
        for (JsonNode each : told.path("surges")) {
            if (ChronoUnit.DAYS.between(FIRST, day(each.path("from"))) >= 700) {
                late.add(each);
            }
        }
        assertThat(late).hasSize(1);
        assertThat(late.getFirst().path("ratio").asDouble()).isBetween(1.5, 3.0);
        assertThat(late.getFirst().path("reason").asString()).contains("EARS C2");
        assertThat(late.getFirst().path("kinds").get(0).path("share").asDouble())
                .isBetween(0.5, 1.5);
        var chinese = house.getIn(who, "/api/v1/surges", "zh-Hant");
        assertThat(House.json(chinese).path("method").path("why").asString()).contains("56 天");
        JsonNode periods = told(who, "/api/v1/series").path("periods");
        assertThat(periods.get(8).path("expected").isNull()).isTrue();
        assertThat(periods.get(9).path("upTo").asDouble()).isGreaterThan(24);
        // From the tenth day on, and not before.
        var short9 = get(who, "/api/v1/surges?to=2031-10-22T00:00:00Z");
        assertThat(short9.statusCode()).isEqualTo(422);
        assertThat(House.json(get(who, "/api/v1/surges?to=2031-10-23T00:00:00Z")).path("method"))
                .isEqualTo(told(who, "/api/v1/surges?to=2031-10-23T00:00:00Z").path("method"));
    }

    @Test
    void eachKindIsLookedAtByItselfForAShareOfTheBudget() throws Exception {
        JsonNode told = told(analyst, "/api/v1/surges?each=kind");
        assertThat(told.path("leftOut").asInt()).isZero();
        assertThat(told.path("budget").path("thresholds").isNull()).isTrue();
        assertThat(told.path("surges")).isNotEmpty();
        for (JsonNode each : told.path("surges")) {
            assertThat(each.path("of").asString()).isEqualTo("exploit");
        }
        // There is but one kind: what is said of it is what is said of everything.
        assertThat(told.path("surges").get(0).path("ratio"))
                .isEqualTo(told(analyst, "/api/v1/surges").path("surges").get(0).path("ratio"));
    }

    @Test
    void thereIsNothingOfSensorsOfOthers() throws Exception {
        JsonNode own = told(stranger, "/api/v1/series");
        assertThat(own.path("periods")).hasSize(30);
        assertThat(own.path("method").asString()).isEqualTo("ears");
        var hidden = get(stranger, "/api/v1/series?sensor=north");
        var never = get(stranger, "/api/v1/series?sensor=never");
        assertThat(hidden.statusCode()).isEqualTo(422).isEqualTo(never.statusCode());
        assertThat(hidden.body()).isEqualTo(never.body());
        assertThat(House.headers(hidden)).isEqualTo(House.headers(never));
    }

    /**
     * Whatever is filtered, the counts are those of the series, and each facet says what else there
     * is.
     */
    @Test
    void attacksAreTheCountsOfASeriesByWhatTheyAreMadeOf() throws Exception {
        String span = "?from=2031-01-01T00:00:00Z&to=2031-03-01T00:00:00Z";
        JsonNode all = told(analyst, "/api/v1/attacks" + span);
        long sum = 0;
        for (JsonNode period : told(analyst, "/api/v1/series" + span).path("periods")) {
            sum += period.path("count").asLong();
        }
        assertThat(all.path("count").asLong()).isEqualTo(sum).isPositive();
        assertThat(all.path("rest").asLong()).isZero();

        String kind = all.path("facets").path("kind").get(0).path("name").asString();
        long ofKind = all.path("facets").path("kind").get(0).path("count").asLong();
        JsonNode one = told(analyst, "/api/v1/attacks" + span + "&kind=" + kind);
        assertThat(one.path("count").asLong()).isEqualTo(ofKind);
        assertThat(one.path("facets").path("kind")).isEqualTo(all.path("facets").path("kind"));
        JsonNode none = told(analyst, "/api/v1/attacks" + span + "&sector=none&kind=" + kind);
        assertThat(none.path("rows")).isEmpty();
        assertThat(none.path("facets").path("sector")).isNotEmpty();

        JsonNode others = told(stranger, "/api/v1/attacks" + span);
        assertThat(others.path("facets").path("sensor").toString()).doesNotContain("north");
        var upside =
                get(analyst, "/api/v1/attacks?from=2031-03-01T00:00:00Z&to=2031-01-01T00:00:00Z");
        assertThat(upside.statusCode()).isEqualTo(400);
    }

    @Test
    void whatIsNoQuestionIsRefused() throws Exception {
        for (String wrong :
                List.of(
                        "cadence=year",
                        "source=guessed",
                        "from=yesterday",
                        "from=2031-01-01T00:00:00Z&to=2030-01-01T00:00:00Z",
                        "from=0001-01-01T00:00:00Z&to=9999-01-01T00:00:00Z")) {
            var answer = get(analyst, "/api/v1/surges?" + wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
        }
        for (String wrong :
                List.of(
                        "{}",
                        "{\"id\":\"A B\",\"name\":\"x\",\"date\":\"2030-01-01\"}",
                        "{\"id\":\"a\",\"name\":\"x\",\"date\":\"soon\"}",
                        "{\"id\":\"a\",\"name\":\" \",\"date\":\"2030-01-01\"}")) {
            var answer = house().send(house().operator(), "POST", "/api/v1/elections", wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(Objects.requireNonNull(get(analyst, "/api/v1/elections/none")).statusCode())
                .isEqualTo(404);
    }
}
