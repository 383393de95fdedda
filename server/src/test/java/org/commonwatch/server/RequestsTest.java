package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The record of 2018, worked through as an applicant, a secretariat and an auditor would. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RequestsTest {
    private final List<Assembly> assemblies = new ArrayList<>();
    private final Map<String, String> ids = new TreeMap<>();

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        assemblies.add(new Assembly(folder.resolve("data")));
    }

    @AfterAll
    void close() {
        assemblies.forEach(Assembly::close);
    }

    private Assembly at() {
        return assemblies.getFirst();
    }

    private String id(String name) {
        return ids.getOrDefault(name, "");
    }

    private JsonNode request(Who who, String question) throws Exception {
        return at().read(who, "/requests/" + id("R3") + question);
    }

    private JsonNode inChinese(Who who) throws Exception {
        return at().read(who, "/inbox?language=zh-Hant").path("waiting").path(0);
    }

    private static List<String> states(JsonNode request) {
        List<String> states = new ArrayList<>();
        request.path("request").path("states").forEach(each -> states.add(each.asString()));
        return states;
    }

    private static List<String> why(JsonNode request) {
        List<String> why = new ArrayList<>();
        request.path("ways")
                .path(0)
                .path("steps")
                .forEach(each -> why.add(each.path("why").asString()));
        return why;
    }

    @Test
    @Order(1)
    void aRequestIsDraftedByOneAndSignedByAnother() throws Exception {
        String says =
                """
                {"document": "letter of September",
                 "request": {"body": "assembly", "seeks": "observer",
                             "session": "87th General Assembly",
                             "grounds": ["observer status at the 87th General Assembly"],
                             "drafted": "2018-09-20"},
                 "letter": {"to": "Secretary General", "sent": "2018-09-25", "channel": "post",
                            "sha256": "%s"}}
                """
                        .formatted("ab".repeat(32));
        JsonNode draft = House.json(at().post(at().clerk, "/drafts", says));
        String sign = "/drafts/" + draft.path("id").asString() + "/sign";
        assertThat(at().read(at().signer, "/inbox").toString())
                .contains("\"act\":\"sign\"", draft.path("id").asString(), "request, letter");
        assertThat(inChinese(at().signer).path("sorts").toString())
                .isEqualTo("[\"request\",\"letter\"]");
        assertThat(inChinese(at().signer).path("about").asString()).endsWith(" 草擬：申請、信函");
        assertThat(at().read(at().clerk, "/inbox").path("waiting")).isEmpty();
        refused(at().post(at().clerk, sign, "{}"), 403, "wrote this draft");
        assertThat(at().read(at().clerk, "/requests").path("requests")).isEmpty();
        JsonNode signed = House.json(at().post(at().signer, sign, "{}"));
        assertThat(signed.path("claims")).hasSize(2);
        refused(at().post(at().signer, sign, "{}"), 409, "signed already");
        ids.put("R3", draft.path("says").path("request").path("id").asString());
        ids.put("L1", draft.path("says").path("letter").path("id").asString());
        assertThat(states(request(at().clerk, ""))).containsExactly("lapsed");
        assertThat(states(request(at().clerk, "?at=2018-09-30"))).containsExactly("sent");
        assertThat(states(request(at().clerk, "?at=2018-09-22"))).containsExactly("draft");
        assertThat(request(at().clerk, "?at=2018-09-30").path("organs").toString())
                .contains("general-secretariat");
    }

    @Test
    @Order(2)
    void theSecretariatTakesNoteOfTheLetter() throws Exception {
        JsonNode inbox = at().read(at().secretary, "/inbox?at=2018-09-30").path("waiting");
        assertThat(inbox).hasSize(2);
        assertThat(inbox.path(0).toString())
                .contains("\"act\":\"answer\"", "\"due\":\"2018-11-24\"", "\"daysLeft\":55")
                .contains("Criminal Investigation Bureau asks assembly to be observer");
        assertThat(inbox.path(1).toString()).contains("\"act\":\"receive\"", id("L1"));
        assertThat(inbox.path(0).path("code").asString()).isEqualTo("asks");
        assertThat(inbox.path(0).path("words").path("seeks").asString()).isEqualTo("observer");
        assertThat(inbox.path(1).path("code").asString()).isEqualTo("writes");
        JsonNode letter =
                House.json(
                        at().post(
                                        at().secretary,
                                        "/letters/" + id("L1") + "/receipt",
                                        "{\"received\":\"2018-10-01\"}"));
        assertThat(letter.path("received").asString()).isEqualTo("2018-10-01");
        assertThat(at().read(at().clerk, "/letters/" + id("L1")).path("received").asString())
                .as("the applicant has its receipt")
                .isEqualTo("2018-10-01");
        refused(
                at().post(at().secretary, "/letters/" + id("L1") + "/receipt", "{}"),
                409,
                "known already");
        assertThat(states(request(at().clerk, "?at=2018-10-02"))).containsExactly("received");
        assertThat(request(at().secretary, "?at=2018-10-02").path("request").path("due").asString())
                .isEqualTo("2018-11-30");
    }

    @Test
    @Order(3)
    void aMailToThePressMovesNothing() throws Exception {
        JsonNode mail =
                at().sign(
                                at().secretary,
                                at().general,
                                """
                                {"letter": {"to": "CNA", "sent": "2018-10-17", "channel": "e-mail",
                                            "role": "third-party", "request": "%s"}}
                                """
                                        .formatted(id("R3")));
        ids.put("L2", mail.path("letter").path("id").asString());
        JsonNode seen = request(at().secretary, "?at=2018-10-17T12:00:00Z");
        assertThat(states(seen)).containsExactly("received");
        assertThat(why(seen)).endsWith("said to a third party, which moves nothing");
        assertThat(why(request(at().auditor, "?at=2018-10-17T12:00:00Z"))).isEqualTo(why(seen));
        assertThat(why(request(at().clerk, "?at=2018-10-17T12:00:00Z")))
                .as("the applicant is not told what others were written")
                .endsWith("received by the body");
        JsonNode atThePress = at().read(at().stranger, "/letters/" + id("L2"));
        assertThat(atThePress.path("from").asString()).isEqualTo("General Secretariat");
        assertThat(atThePress.path("request").isNull())
                .as("and the press not which request there is")
                .isTrue();
        // What the applicant learns from the press it enters itself.
        JsonNode learnt =
                House.json(
                        at().post(
                                        at().clerk,
                                        "/letters",
                                        """
                                        {"from": "General Secretariat", "to": "a news agency (CNA)",
                                         "sent": "2018-10-17", "received": "2018-10-17",
                                         "channel": "e-mail", "role": "third-party",
                                         "request": "%s", "document": "CNA"}
                                        """
                                                .formatted(id("R3"))));
        assertThat(learnt.path("claimedBy").path(0).asString())
                .isEqualTo("Criminal Investigation Bureau");
        assertThat(why(request(at().clerk, "?at=2018-10-17T12:00:00Z")))
                .endsWith("said to a third party, which moves nothing");
        assertThat(states(request(at().clerk, "?at=2018-10-17T12:00:00Z")))
                .containsExactly("received");
    }

    @Test
    @Order(4)
    void onlyADecisionRefusesAndItCitesWhatItRestsOn() throws Exception {
        refused(
                at().post(
                                at().secretary,
                                "/drafts",
                                "{\"step\":{\"request\":\"%s\",\"to\":\"refused\"}}"
                                        .formatted(id("R3"))),
                403,
                "is refused is not for your party");
        JsonNode decided =
                at().sign(
                                at().secretary,
                                at().general,
                                """
                                {"document": "evidenced by the reply",
                                 "decision": {"organ": "general-secretariat", "kind": "refuse",
                                              "taken": "2018-10-18", "request": "%s",
                                              "cites": ["D-1984"], "effect": "refused"},
                                 "letter": {"to": "Criminal Investigation Bureau",
                                            "sent": "2018-10-18", "channel": "e-mail",
                                            "role": "applicant", "request": "%s",
                                            "in-reply-to": "%s"}}
                                """
                                        .formatted(id("R3"), id("R3"), id("L1")));
        assertThat(decided.path("decision").path("party").asString())
                .isEqualTo(at().party("Criminal Investigation Bureau"));
        ids.put("L3", decided.path("letter").path("id").asString());
        JsonNode seen = request(at().clerk, "?at=2018-10-20");
        assertThat(states(seen)).containsExactly("refused");
        assertThat(why(seen))
                .contains("decided by assembly/general-secretariat, citing D-1984")
                .contains("a letter closes nothing; only a decision does");
        assertThat(
                        request(at().clerk, "?at=2018-10-20&contested=assembly/general-secretariat")
                                .path("request")
                                .path("states")
                                .path(0)
                                .asString())
                .as("whoever contests the organ sees the request open")
                .isEqualTo("received");
        assertThat(at().read(at().clerk, "/inbox?at=2018-10-20").path("waiting").toString())
                .contains("\"act\":\"receive\"", id("L3"));
        House.json(
                at().post(
                                at().clerk,
                                "/letters/" + id("L3") + "/receipt",
                                "{\"received\":\"2018-10-18\"}"));
        assertThat(at().read(at().clerk, "/inbox?at=2018-10-20").path("waiting")).isEmpty();
    }

    @Test
    @Order(5)
    void aSecondLetterMovesNothingUnlessItsWriterAppliesAgain() throws Exception {
        JsonNode second =
                at().sign(
                                at().clerk,
                                at().signer,
                                """
                                {"letter": {"to": "assembly", "sent": "2018-10-29",
                                            "channel": "post", "role": "body", "request": "%s"}}
                                """
                                        .formatted(id("R3")));
        assertThat(states(request(at().clerk, "?at=2018-11-01"))).containsExactly("refused");
        assertThat(why(request(at().clerk, "?at=2018-11-01")))
                .endsWith("a letter alone moves nothing");
        at().sign(
                        at().clerk,
                        at().signer,
                        """
                        {"step": {"request": "%s", "to": "re-applied", "at": "2018-10-29T12:00:00Z",
                                  "evidence": "%s"}}
                        """
                                .formatted(id("R3"), second.path("letter").path("id").asString()));
        JsonNode again = request(at().clerk, "?at=2018-11-01");
        assertThat(states(again)).containsExactly("re applied");
        assertThat(why(again).getLast())
                .isEqualTo("for the 1. time, as claimed by Criminal Investigation Bureau");
        assertThat(states(request(at().secretary, "?at=2018-11-01&source=General%20Secretariat")))
                .as("whoever believes the secretariat alone knows of no request")
                .isEmpty();
    }

    @Test
    @Order(6)
    void silencePastTheDeadlineIsALapse() throws Exception {
        JsonNode before = request(at().clerk, "?at=2018-12-27");
        assertThat(states(before)).containsExactly("re applied");
        assertThat(before.path("request").path("daysLeft").asLong()).isEqualTo(1);
        JsonNode after = request(at().clerk, "?at=2018-12-29");
        assertThat(states(after)).containsExactly("lapsed");
        assertThat(why(after)).endsWith("no answer within 60 days, which is no refusal");
        assertThat(at().read(at().clerk, "/inbox?at=2018-12-29").path("waiting").toString())
                .contains("\"act\":\"pursue\"");
        assertThat(at().read(at().secretary, "/inbox?at=2018-12-29").path("waiting").toString())
                .contains("\"act\":\"answer\"", "\"daysLeft\":-1");
    }

    @Test
    @Order(7)
    void theOverdueListOfEveryDayIsTheOneMadeByHand() throws Exception {
        // R4 is sent on 1 Feb 2019 and answered late, on 10 May; R5 is sent some day in March and
        // never answered; R6 is sent on 2 April and withdrawn on the 20th.
        send("R4", "2019-02-01");
        send("R5", "2019-03-01/2019-03-11");
        send("R6", "2019-04-02");
        at().sign(
                        at().secretary,
                        at().general,
                        """
                        {"decision": {"organ": "general-assembly", "kind": "grant",
                                      "taken": "2019-05-10", "request": "%s"}}
                        """
                                .formatted(id("R4")));
        at().sign(
                        at().clerk,
                        at().signer,
                        """
                        {"step": {"request": "%s", "to": "withdrawn", "at": "2019-04-20"}}
                        """
                                .formatted(id("R6")));
        List<String> made = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (LocalDate day = LocalDate.of(2018, 9, 1);
                day.isBefore(LocalDate.of(2019, 7, 1));
                day = day.plusDays(day.getMonthValue() == 12 || day.getYear() == 2019 ? 1 : 7)) {
            made.add(day + " " + overdueByHand(day));
            List<String> overdue = new ArrayList<>();
            for (JsonNode each : at().read(at().secretary, "/overdue?at=" + day).path("requests")) {
                overdue.add(
                        name(each.path("id").asString())
                                + (each.path("certain").asBoolean() ? "" : "?"));
            }
            told.add(day + " " + overdue);
        }
        assertThat(told).isEqualTo(made);
        assertThat(at().read(at().auditor, "/overdue?at=2019-05-01"))
                .isEqualTo(at().read(at().clerk, "/overdue?at=2019-05-01"));
        assertThat(at().read(at().stranger, "/overdue?at=2019-05-01").path("requests")).isEmpty();
    }

    private static List<String> overdueByHand(LocalDate day) {
        List<String> overdue = new ArrayList<>();
        if (!day.isBefore(LocalDate.parse("2018-12-29"))) {
            overdue.add("R3"); // applied again at noon of 29 Oct: 60 days end at noon of 28 Dec
        }
        if (!day.isBefore(LocalDate.parse("2019-04-02"))
                && day.isBefore(LocalDate.parse("2019-05-10"))) {
            overdue.add("R4");
        }
        if (!day.isBefore(LocalDate.parse("2019-04-30"))) {
            overdue.add(day.isBefore(LocalDate.parse("2019-05-10")) ? "R5?" : "R5");
        }
        return overdue;
    }

    private void send(String name, String sent) throws Exception {
        JsonNode says =
                at().sign(
                                at().clerk,
                                at().signer,
                                """
                                {"request": {"body": "assembly", "seeks": "observer",
                                             "drafted": "2019-01-30"},
                                 "letter": {"channel": "post", "sent": "%s"}}
                                """
                                        .formatted(sent));
        ids.put(name, says.path("request").path("id").asString());
    }

    private String name(String id) {
        return ids.entrySet().stream()
                .filter(each -> each.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(id);
    }

    static void refused(HttpResponse<byte[]> response, int status, String words) {
        String text = Assembly.text(response);
        assertThat(response.statusCode()).as(text).isEqualTo(status);
        assertThat(text).contains(words).contains("\"remedy\":\"");
    }
}
