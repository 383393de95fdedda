package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.server.House.Who;
import org.commonwatch.server.procedure.Drafts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who may say what about requests, and to whom a request and a letter were never there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestSecrecyTest {
    private static final String ASKS =
            "{\"request\":{\"body\":\"assembly\",\"seeks\":\"observer\"},"
                    + "\"letter\":{\"channel\":\"post\"}}";

    private final List<Assembly> assemblies = new ArrayList<>();

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

    @Test
    void whatIsHiddenIsAnsweredAsWhatNeverWas() throws Exception {
        JsonNode sent = at().sign(at().clerk, at().signer, ASKS);
        String request = sent.path("request").path("id").asString();
        String letter = sent.path("letter").path("id").asString();
        String draft = at().draft(at().clerk, ASKS);
        Who stranger = at().stranger;
        for (String[] each :
                new String[][] {
                    {"GET", "/requests/%s", request, ""},
                    {"GET", "/letters?request=%s", request, ""},
                    {"GET", "/letters/%s", letter, ""},
                    {"POST", "/letters/%s/receipt", letter, "{}"},
                    {"GET", "/drafts/%s", draft, ""},
                    {"POST", "/drafts/%s/sign", draft, "{}"},
                    {"POST", "/drafts/%s/withdraw", draft, "{}"},
                    {"POST", "/drafts", request, letter("\"request\":\"%s\"")},
                    {"POST", "/drafts", letter, letter("\"in-reply-to\":\"%s\"")},
                    {"POST", "/drafts", request, "{\"step\":{\"request\":\"%s\",\"to\":\"sent\"}}"},
                    {
                        "POST",
                        "/letters",
                        request,
                        letter("\"request\":\"%s\"")
                                .replace("{\"letter\":", "")
                                .replace("}}", "}")
                                .replace("\"to\"", "\"from\"")
                    }
                }) {
            String absent = each[2].substring(0, each[2].length() - 3) + "000";
            assertThat(answer(stranger, each, each[2]))
                    .as(each[0] + " " + each[1] + " " + each[3])
                    .isEqualTo(answer(stranger, each, absent))
                    .startsWith("404");
        }
        for (String list : List.of("/requests", "/letters", "/drafts", "/inbox", "/overdue")) {
            assertThat(Assembly.text(at().get(stranger, list)))
                    .doesNotContain(request, letter, draft);
        }
        assertThat(answer(at().auditor, new String[] {"GET", "/requests/%s", "", ""}, request))
                .startsWith("200");
        assertThat(answer(at().auditor, new String[] {"GET", "/drafts/%s", "", ""}, draft))
                .as("a draft is its party's alone")
                .startsWith("404");
    }

    // Everything that is answered, with the id that was asked for left out.
    private String answer(Who who, String[] question, String id) throws Exception {
        String path = question[1].formatted(id);
        HttpResponse<byte[]> response =
                question[0].equals("GET")
                        ? at().get(who, path)
                        : at().post(who, path, question[3].formatted(id));
        return (response.statusCode()
                        + " "
                        + House.headers(response)
                        + " "
                        + Assembly.text(response))
                .replace(id, "ID");
    }

    private static String letter(String about) {
        return "{\"letter\":{\"to\":\"somebody\",\"channel\":\"post\",\"role\":\"third-party\","
                + "\"sent\":\"2018-10-01\","
                + about
                + "}}";
    }

    @Test
    void aBodyKnowsOfNoRequestThatWasNotSent() throws Exception {
        JsonNode kept =
                at().sign(
                                at().clerk,
                                at().signer,
                                "{\"request\":{\"body\":\"assembly\",\"seeks\":\"observer\"}}");
        String id = kept.path("request").path("id").asString();
        assertThat(at().get(at().secretary, "/requests/" + id).statusCode()).isEqualTo(404);
        assertThat(at().read(at().clerk, "/requests/" + id).toString()).contains("\"draft\"");
        at().sign(
                        at().clerk,
                        at().signer,
                        "{\"letter\":{\"to\":\"assembly\",\"role\":\"body\",\"channel\":\"post\","
                                + "\"request\":\""
                                + id
                                + "\"}}");
        assertThat(at().read(at().secretary, "/requests/" + id).toString()).contains("\"sent\"");
    }

    @Test
    void everybodySaysOnlyWhatIsTheirs() throws Exception {
        JsonNode sent = at().sign(at().clerk, at().signer, ASKS);
        String request = sent.path("request").path("id").asString();
        refused(at().clerk, decision(request), 403, "Your party does not work for 'assembly'.");
        refused(at().stranger, decision(request), 422, "'body' is missing");
        refused(at().secretary, ASKS, 403, "not for 'secretary' to draft");
        refused(at().general, decision(request), 403, "not for 'general' to do");
        refused(
                at().clerk,
                "{\"step\":{\"request\":\"%s\",\"to\":\"under-review\"}}".formatted(request),
                403,
                "under review is not for your party");
        refused(
                at().secretary,
                "{\"step\":{\"request\":\"%s\",\"to\":\"withdrawn\"}}".formatted(request),
                403,
                "withdrawn is not for your party");
        refused(
                at().secretary,
                "{\"standing\":{\"party\":\"%s\",\"body\":\"commons\",\"type\":\"member\","
                                .formatted(at().party("CNA"))
                        + "\"by\":\"D-1984\"}}",
                403,
                "does not work for 'commons'");
        refused(at().clerk, ASKS.replace("{\"body", "{\"party\":\"CNA\",\"body"), 400, "not yours");
        refused(at().clerk, "{}", 400, "says nothing");
        refused(at().clerk, "{\"figure\":{}}", 400, "'figure' is not what a draft says");
        refused(at().clerk, "{\"request\":[]}", 400, "'request'");
        refused(at().clerk, ASKS.replace("observer", "king"), 422, "'king' is not known");
        refused(
                at().clerk,
                ASKS.replace("\"seeks", "\"drafted\":\"2999\",\"seeks"),
                400,
                "in the future");
        refused(
                at().clerk,
                ASKS.replace("\"post\"", "\"post\",\"sha256\":\"12\""),
                400,
                "'sha256'");
        for (String supporter : List.of("CNA", "nobody", "identity--" + "0".repeat(8))) {
            refused(
                    at().clerk,
                    ASKS.replace("\"seeks", "\"supporters\":[\"" + supporter + "\"],\"seeks"),
                    404,
                    "There is no party '" + supporter + "'");
        }
        for (Who who : List.of(at().auditor, at().house().operator())) {
            assertThat(at().post(who, "/drafts", ASKS).statusCode()).isEqualTo(403);
        }
        assertThat(at().get(at().house().operator(), "/requests").statusCode()).isEqualTo(403);
        HttpResponse<byte[]> own =
                at().post(
                                at().clerk,
                                "/letters",
                                "{\"from\":\"Criminal Investigation Bureau\",\"to\":\"assembly\","
                                        + "\"sent\":\"2018-10-01\",\"channel\":\"post\","
                                        + "\"role\":\"body\"}");
        RequestsTest.refused(own, 403, "not received but sent");
    }

    private static String decision(String request) {
        return "{\"decision\":{\"body\":\"assembly\",\"organ\":\"general-secretariat\","
                        .replace("\"body\":\"assembly\",", "")
                + "\"kind\":\"grant\",\"request\":\"%s\"}}".formatted(request);
    }

    private void refused(Who who, String says, int status, String words) throws Exception {
        RequestsTest.refused(at().post(who, "/drafts", says), status, words);
    }

    @Test
    void anAuditorChangesNothingWhateverElseItIs() throws Exception {
        Who both = at().user("both", "Criminal Investigation Bureau", "auditor,clerk,signer");
        String draft = at().draft(at().clerk, ASKS);
        refused(both, ASKS, 403, "not that of an auditor");
        for (String act : List.of("/sign", "/withdraw")) {
            RequestsTest.refused(
                    at().post(both, "/drafts/" + draft + act, "{}"), 403, "not that of an auditor");
        }
    }

    @Test
    void aRequestThatIsTooOpenHidesNoOther() throws Exception {
        JsonNode sent = at().sign(at().clerk, at().signer, ASKS);
        String id = sent.path("request").path("id").asString();
        for (int i = 0; i < 9; i++) {
            at().sign(
                            at().clerk,
                            at().signer,
                            ("{\"letter\":{\"to\":\"assembly\",\"role\":\"body\","
                                            + "\"channel\":\"post\",\"sent\":\"2018-%s/2018-12\","
                                            + "\"request\":\"%s\"}}")
                                    .formatted("0" + (i % 9 + 1), id));
        }
        String when = "?at=2018-11-01";
        JsonNode request = at().read(at().secretary, "/requests/" + id + when);
        assertThat(request.path("because").toString()).contains("more than 256 ways");
        for (String list : List.of("/requests", "/inbox")) {
            assertThat(at().read(at().secretary, list + when + "&limit=1000").toString())
                    .contains(id);
        }
        at().read(at().secretary, "/overdue" + when);
    }

    @Test
    void aGrantGivesTheStandingThatItSaysFromTheMomentItIsSigned() throws Exception {
        JsonNode sent = at().sign(at().clerk, at().signer, ASKS);
        String request = sent.path("request").path("id").asString();
        at().sign(
                        at().secretary,
                        at().general,
                        "{\"decision\":{\"organ\":\"general-assembly\",\"kind\":\"grant\","
                                + "\"request\":\"%s\",\"vote\":\"75-24-34\"},".formatted(request)
                                + "\"standing\":{\"type\":\"observer\"}}");
        assertThat(at().read(at().clerk, "/requests/" + request).toString())
                .contains("\"granted\"");
        assertThat(
                        at().house()
                                .number(
                                        "SELECT count(*) FROM assertion WHERE text LIKE"
                                                + " '%\"type\":\"observer\"%' AND source = '"
                                                + at().party("General Secretariat")
                                                + "'"))
                .isEqualTo(1);
    }

    @Test
    void aDraftEndsOnceAndIsNeverChangedAndTheRecordSaysWhoDidWhat() throws Exception {
        String draft = at().draft(at().clerk, ASKS);
        String withdraw = "/drafts/" + draft + "/withdraw";
        JsonNode withdrawn = House.json(at().post(at().clerk, withdraw, "{}"));
        assertThat(withdrawn.path("outcome").asString()).isEqualTo("withdrawn");
        RequestsTest.refused(at().post(at().signer, withdraw, "{}"), 409, "withdrawn already");
        RequestsTest.refused(
                at().post(at().signer, "/drafts/" + draft + "/sign", "{}"),
                409,
                "withdrawn already");
        assertThatThrownBy(() ->
                        at().house()
                                .number(
                                        "UPDATE draft SET text = '{}' WHERE id = '"
                                                + draft
                                                + "' RETURNING 1"))
                .hasMessageContaining("drafts end once");
        String other = at().draft(at().clerk, ASKS);
        assertThatThrownBy(() ->
                        at().house()
                                .number(
                                        "UPDATE draft SET outcome = 'signed', ender ="
                                                + " drafter, ended = now() WHERE id = '"
                                                + other
                                                + "' RETURNING 1"))
                .as("whatever the server does, the database lets nobody sign what they wrote")
                .hasMessageContaining("draft_check");
        House.json(at().post(at().signer, "/drafts/" + other + "/sign", "{}"));
        assertThat(
                        at().house()
                                .text(
                                        "SELECT string_agg(body, ' ' ORDER BY number) FROM record"
                                                + " WHERE kind IN ('draft', 'request', 'letter')"))
                .contains("\"act\":\"drafted\",\"draft\":\"" + draft)
                .contains("\"act\":\"withdrawn\",\"draft\":\"" + draft)
                .contains("\"act\":\"signed\",\"draft\":\"" + other)
                .contains("\"user\":\"signer\"");
    }

    @Test
    void aPartyHasNoMoreDraftsThanTheLimit() throws Exception {
        Who writer = at().user("writer", "Audit", "clerk");
        at().house()
                .number(
                        "WITH many AS (INSERT INTO draft (id, party, drafter, drafted, text) SELECT"
                                + " 'd' || n, '%s', 'x', now(), '{}' FROM generate_series(2, %s)"
                                        .formatted(at().party("Audit"), Drafts.WAITING)
                                + " AS n RETURNING 1) SELECT count(*) FROM many");
        House.json(at().post(writer, "/drafts", ASKS));
        refused(writer, ASKS, 429, "500 drafts");
    }

    @Test
    void listsAreReadInParts() throws Exception {
        for (int i = 0; i < 3; i++) {
            at().sign(at().clerk, at().signer, ASKS);
        }
        JsonNode all = at().read(at().clerk, "/requests?limit=1000").path("requests");
        List<JsonNode> read = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = at().read(at().clerk, "/requests?limit=2" + next);
            page.path("requests").forEach(read::add);
            next = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asString();
        } while (!next.isEmpty());
        assertThat(read).extracting(each -> each.path("id").asString()).doesNotHaveDuplicates();
        assertThat(read).hasSameSizeAs(all.values());
        RequestsTest.refused(
                at().get(at().clerk, "/requests?cursor=%25"), 400, "'cursor' is no cursor");
    }
}
