package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is no question is refused, with what is wrong and what to do, and changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadQuestionsTest {
    private static final String GAP = "gap?from=2024-01-01T00:00:00Z&to=2025-01-01T00:00:00Z";
    private static final String OF_ALL = GAP + "&party=CERT-XA&standing=member&";
    private static final String VOTE = "elections/vote/";
    private static final String ONE = "{\"id\":\"a\",\"name\":\"n\",\"date\":\"2030-01-01\"";
    private static final String TIME = "Write it as 2018-11-24T08:00:00Z.";
    private static final String DATE = "Write it as 2030-01-12.";
    private static final String BODY = "Send its properties as openapi.yaml names them";

    @TempDir private static Path folder = Path.of("");
    private Optional<House> started = Optional.empty();
    private Optional<Who> analyst = Optional.empty();

    /** A question, and what is to be answered: the code, a part of the detail, of the remedy. */
    private record Wrong(String asked, String sent, int code, String detail, String remedy) {}

    @BeforeAll
    void countSomeDays() throws Exception {
        House house = House.open(folder.resolve("data"));
        started = Optional.of(house);
        Who north = house.party("CERT-XA", "member", "north", "sensor");
        analyst = Optional.of(house.user("CERT-XA", "analyst", "analyst"));
        house.ingest(north, SurgesTest.lines(new SplittableRandom(7), 560, 600));
        for (String each : List.of("vote 2040-01-01", "past 2020-01-01")) {
            String[] words = each.split(" ", 2);
            house.operate(
                    "/api/v1/elections",
                    "{\"id\":\"%s\",\"name\":\"V\",\"date\":\"%s\"}".formatted(words[0], words[1]));
        }
        house.operate(
                "/api/v1/elections/vote/postponements",
                "{\"announced\":\"2039-01-01\",\"date\":\"2040-02-01\"}");
    }

    @AfterAll
    void end() {
        started.ifPresent(House::close);
    }

    private static Wrong get(String asked, int code, String detail, String remedy) {
        return new Wrong(asked, "", code, detail, remedy);
    }

    private static Wrong post(
            String asked, String sent, int code, String detail, String... remedy) {
        return new Wrong(asked, sent, code, detail, remedy.length == 0 ? BODY : remedy[0]);
    }

    private static List<Wrong> aboutCounts(String what) {
        String units = "Use one of probe, alert, session";
        return List.of(
                get(what + "?unit=attack", 400, "no unit 'attack'", units),
                get(what + "?unit=", 400, "no unit ''", units),
                get(what + "?kind=scna", 400, "no kind 'scna'", "scan"),
                get(what + "?kind=%00", 400, "no kind", "Use one of"),
                get(what + "?source=guessed", 400, "'guessed'", "established, claimed"),
                get(what + "?cadence=year", 400, "'year'", "Use one of day, hour."),
                get(what + "?sector=nowhere", 422, "against the sector 'nowhere'", "Name a sector"),
                get(what + "?sector=%00", 400, "a zero character", "Send it without"),
                get(what + "?sensor=other", 422, "Nothing was counted by the sensors", "another"),
                get(what + "?rule=none/9", 422, "the rule 'none/9'", "Name one of attacks/1"),
                get(what + "?from=2031-01-01", 400, "'from' is '2031-01-01'", TIME),
                get(what + "?to=2031-02-30T00:00:00Z", 400, "which is not a time", TIME),
                get(what + "?from=2050-01-01T00:00:00Z", 400, "periods", "Ask for 1 to 73000"),
                get(
                        what + "?from=2000-01-01T00:00:00Z&to=2199-11-14T00:00:00Z",
                        400,
                        "there are 73001 periods",
                        "Ask for 1 to 73000"));
    }

    private static List<Wrong> aboutGaps() {
        String window = "Ask for a window of 1 to 1100 days.";
        String whole = "Windows are of whole days";
        return List.of(
                get("gap", 400, "'from' is missing", "Name it in the address"),
                get("gap?from=2030-01-01T00:00:00Z", 400, "'to' is missing", "Name it"),
                get("gap?from=soon&to=2030-01-01T00:00:00Z", 400, "'soon'", TIME),
                get("gap?from=2030-01-01T05:00:00Z&to=2030-02-01T00:00:00Z", 400, "day", whole),
                get(window("2030-01-01", "2030-01-01"), 400, " 0 days", window),
                get(window("2030-01-02", "2030-01-01"), 400, " -1 days", window),
                get(window("2022-01-01", "2025-01-06"), 400, " 1101 days", window),
                get(GAP + "&party=NOBODY", 404, "no party 'NOBODY'", "Check the address"),
                get(GAP + "&party=%00", 404, "no party", "Check the address"),
                get(GAP + "&delay=-1", 400, "-1 hours", "Give 0 to 8784."),
                get(GAP + "&delay=8785", 400, "8785 hours", "Give 0 to 8784."),
                get(GAP + "&delay=9223372036854775808", 400, "no", "Write it in digits"),
                get(GAP + "&standing=member", 403, "auditors and operators only", "Leave out"),
                get(GAP + "&body=commons", 400, "There is 'body', but no 'standing'", "Name the"),
                get(GAP + "&since=2030-01-01T00:00:00Z", 400, "'since'", "Name the standing"),
                get(GAP + "&cost=1", 400, "There is 'cost'", "or leave it out"));
    }

    private static String window(String from, String to) {
        return "gap?from=" + from + "T00:00:00Z&to=" + to + "T00:00:00Z";
    }

    private static List<Wrong> aboutGapsOfAll() {
        return List.of(
                get(GAP, 400, "'party' is missing", "Name it in the address"),
                get(GAP + "&party=NOBODY", 404, "no party 'NOBODY'", "Check the address"),
                get(GAP + "&party=CERT-XA&standing=", 422, "no standing ''", "member"),
                get(GAP + "&party=CERT-XA&standing=king", 422, "'king'", "Use one of member"),
                get(OF_ALL + "body=atlantis", 422, "in atlantis", "name another body"),
                get(OF_ALL + "body=A%20B", 404, "no body 'A B'", "Check the address"),
                get(OF_ALL + "since=soon", 400, "'since' is 'soon'", TIME),
                get(OF_ALL + "cost=NaN", 400, "'NaN'", "a number from 0 to 1000000"),
                get(OF_ALL + "cost=-1", 400, "'-1'", "a number from 0 to 1000000"),
                get(OF_ALL + "cost=1000001", 400, "'1000001'", "a number from 0 to 1000000"),
                get(OF_ALL + "cost=", 400, "is ''", "a number from 0 to 1000000"));
    }

    private static List<Wrong> aboutElections() {
        String texts = "Give 1 to 200 letters.";
        String many =
                IntStream.range(0, 101).mapToObj(i -> "\"o\"").collect(Collectors.joining(","));
        String moved = VOTE + "postponements";
        return List.of(
                post("elections", "null", 400, "not the JSON object"),
                post("elections", "[]", 400, "not the JSON object"),
                post("elections", "{}", 400, "not the JSON object"),
                post("elections", ONE + ",\"office\":\"o\"}", 400, "not the JSON object"),
                post("elections", one("id", "A B"), 400, "'A B'", "lower-case letters"),
                post("elections", one("id", "a".repeat(64)), 400, "no id", "up to 63"),
                post("elections", one("date", "soon"), 400, "'soon', which is no date", DATE),
                post("elections", one("date", "2030-02-30"), 400, "which is no date", DATE),
                post("elections", one("date", "+10000-01-01"), 400, "which is no date", DATE),
                post("elections", one("date", "0000-12-31"), 400, "which is no date", DATE),
                post("elections", one("name", " "), 400, "The name", texts),
                post("elections", one("name", "n".repeat(201)), 400, "201 letters", texts),
                post("elections", one("name", "\\u0000n"), 400, "a zero character", "without"),
                post("elections", ONE + ",\"kind\":\"\"}", 400, "The kind", texts),
                post("elections", ONE + ",\"offices\":[null]}", 400, "is null", "Name it"),
                post("elections", ONE + ",\"offices\":[\"\"]}", 400, "The office", texts),
                post("elections", ONE + ",\"offices\":[" + many + "]}", 400, "101", "at most 100"),
                post("elections", one("id", "vote"), 409, "already an election 'vote'", "another"),
                post(moved, "{}", 400, "not the JSON object"),
                post(moved, moved("2038-01-01", "2041-01-01"), 422, "2038-01-01", "in the order"),
                post(moved, moved("2039-01-01", "2041-01-01"), 409, "is known", "Give the day"),
                post(moved, moved("2045-01-01", "2044-12-31"), 422, "2044-12-31", "still to come"),
                post(moved, moved("soon", "2044-12-31"), 400, "'announced' is 'soon'", DATE),
                post(
                        "elections/none/postponements",
                        moved("2039-01-01", "2041-01-01"),
                        404,
                        "no election 'none'",
                        "Check"));
    }

    private static List<Wrong> aboutRamps() {
        String asked = VOTE + "ramp-tests";
        return List.of(
                post(asked, "null", 400, "not the JSON object"),
                post(asked, "{\"units\":\"alert\"}", 400, "not the JSON object"),
                post(asked, "{\"unit\":\"attack\"}", 400, "'attack'", "Use one of probe"),
                post(asked, "{\"kind\":\"scna\"}", 400, "'scna'", "scan"),
                post(asked, "{\"source\":\"x\"}", 400, "'x'", "established, claimed"),
                post(asked, "{\"rule\":\"none/9\"}", 422, "'none/9'", "attacks/1"),
                post(asked, "{\"sensor\":\"none\"}", 422, "Nothing was counted", "another sensor"),
                post(asked, "{\"sector\":\"nowhere\"}", 422, "'nowhere'", "Name a sector"),
                post("elections/none/ramp-tests", "{}", 404, "'none'", "Check the address"),
                post(
                        "elections/past/ramp-tests",
                        "{}",
                        422,
                        "its window began on 2019-12-04",
                        "before its window begins, or choose a later occasion"));
    }

    private static String one(String property, String value) {
        JsonNode all = JsonMapper.shared().readTree(ONE + "}");
        return "{"
                + all.propertyNames().stream()
                        .map(name ->
                                "\"%s\":\"%s\""
                                        .formatted(
                                                name,
                                                name.equals(property)
                                                        ? value
                                                        : all.path(name).asString()))
                        .collect(Collectors.joining(","))
                + "}";
    }

    private static String moved(String announced, String date) {
        return "{\"announced\":\"" + announced + "\",\"date\":\"" + date + "\"}";
    }

    private House house() {
        return started.orElseThrow();
    }

    private void refused(Who who, Wrong wrong) throws Exception {
        HttpResponse<byte[]> answer =
                wrong.sent.isEmpty()
                        ? house().get(Optional.of(who), "/api/v1/" + wrong.asked, "*/*")
                        : house().send(who, "POST", "/api/v1/" + wrong.asked, wrong.sent);
        String said = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as(wrong + "\n" + said).isEqualTo(wrong.code);
        JsonNode problem = JsonMapper.shared().readTree(said);
        assertThat(problem.path("detail").asString()).as(wrong + "").contains(wrong.detail);
        assertThat(problem.path("remedy").asString()).as(wrong + "").contains(wrong.remedy);
    }

    @Test
    void whatIsNoQuestionIsRefusedWithARemedyAndChangesNothing() throws Exception {
        String state =
                "SELECT (SELECT count(*) FROM occasion) + (SELECT count(*) FROM postponement)"
                        + " + (SELECT count(*) FROM ramp_test)"
                        + " + (SELECT count(*) FROM gap_edition)";
        long before = house().number(state);
        List<Wrong> asked = new ArrayList<>(aboutCounts("series"));
        asked.addAll(aboutCounts("surges"));
        asked.add(get("attacks?unit=attack", 400, "no unit 'attack'", "Use one of probe"));
        asked.add(get("surges?each=source", 400, "no part 'source'", "one of kind, sector"));
        String short9 = "surges?to=2031-07-24T00:00:00Z";
        asked.add(get(short9, 422, "needs 10 periods", "Give a longer history"));
        asked.add(get("elections/none", 404, "no election 'none'", "Check the address"));
        asked.addAll(aboutGaps());
        asked.addAll(aboutRamps());
        for (Wrong each : asked) {
            refused(analyst.orElseThrow(), each);
        }
        List<Wrong> ofAll = new ArrayList<>(aboutGapsOfAll());
        ofAll.addAll(aboutElections());
        for (Wrong each : ofAll) {
            refused(house().operator(), each);
        }
        assertThat(house().number(state)).isEqualTo(before);
    }

    @Test
    void whatIsJustWithinEachLimitIsAnswered() throws Exception {
        String offices =
                IntStream.range(0, 100)
                        .mapToObj(i -> "\"" + "o".repeat(200) + "\"")
                        .collect(Collectors.joining(","));
        String id = "z".repeat(63);
        String most = "\"id\":\"" + id + "\",\"name\":\"" + "n".repeat(200) + "\"";
        for (String each :
                List.of(
                        "{" + most + ",\"date\":\"9999-12-31\",\"offices\":[" + offices + "]}",
                        one("id", "first-year").replace("2030-01-01", "0001-01-01"))) {
            house().operate("/api/v1/elections", each);
        }
        for (String each :
                List.of(
                        "series?from=2000-01-01T00:00:00Z&to=2199-11-13T00:00:00Z",
                        "gap?from=2022-01-01T00:00:00Z&to=2025-01-05T00:00:00Z&delay=8784",
                        "elections/" + id,
                        "elections")) {
            assertThat(status(analyst.orElseThrow(), each)).as(each).isEqualTo(200);
        }
        for (String each :
                List.of("cost=1000000", "cost=0", "since=0000-01-01T00:00:00Z", "body=commons")) {
            assertThat(status(house().operator(), OF_ALL + each)).as(each).isEqualTo(200);
        }
    }

    private int status(Who who, String asked) throws Exception {
        return house().get(Optional.of(who), "/api/v1/" + asked, "*/*").statusCode();
    }

    @Test
    void aHundredQuestionsAboutAnElectionAndNoMore() throws Exception {
        house().operate(
                        "/api/v1/elections",
                        "{\"id\":\"full\",\"name\":\"V\",\"date\":\"2050-01-01\"}");
        String path = "/api/v1/elections/full/ramp-tests";
        Who asker = house().operator();
        assertThat(house().send(asker, "POST", path, "{}").statusCode()).isEqualTo(200);
        // As many others as there may be, of which one more or less makes the difference.
        house().execute(
                        """
                        INSERT INTO ramp_test
                        SELECT (jsonb_populate_record(ramp_test,
                                    jsonb_build_object('digest', md5(n::text) || md5(n::text)))).*
                          FROM ramp_test, generate_series(1, 98) AS n WHERE occasion = 'full'
                        """);
        String more = "{\"source\":\"established\"}";
        assertThat(house().send(asker, "POST", path, more).statusCode()).isEqualTo(200);
        refused(
                asker,
                post(
                        "elections/full/ramp-tests",
                        "{\"source\":\"claimed\"}",
                        409,
                        "already 100 questions about 'full'",
                        "Wait for their answers"));
        // What was put down before changes nothing, and is no question more.
        assertThat(house().send(asker, "POST", path, more).statusCode()).isEqualTo(200);
        assertThat(house().number("SELECT count(*) FROM ramp_test WHERE occasion = 'full'"))
                .isEqualTo(100);
    }

    @Test
    void aQuestionOfWhichTheCountsAreGoneHidesNoOther() throws Exception {
        Who asker = analyst.orElseThrow();
        house().operate(
                        "/api/v1/elections",
                        "{\"id\":\"gone\",\"name\":\"V\",\"date\":\"2051-01-01\"}");
        String path = "/api/v1/elections/gone";
        house().send(asker, "POST", path + "/ramp-tests", "{\"sensor\":\"north\"}");
        house().send(asker, "POST", path + "/ramp-tests", "{}");
        house().execute("UPDATE ramp_test SET sensor = 'away' WHERE sensor = 'north'");
        JsonNode told = House.json(house().get(Optional.of(asker), path, "*/*"));
        assertThat(told.path("rampTests")).hasSize(2);
        assertThat(told.path("rampTests").toString())
                .contains("Nothing was counted by the sensors")
                .contains("counts are there up to");
        String name = URLEncoder.encode("no such", StandardCharsets.UTF_8);
        assertThat(status(asker, "elections/" + name)).isEqualTo(404);
    }
}
