package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a party prints about its request, once there are letters and a signed decision, says what
 * the API says, in the language asked for, as a page and on paper.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PapersTest {
    private final List<Assembly> assemblies = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    @BeforeAll
    void work(@TempDir Path folder) throws Exception {
        Assembly at = new Assembly(folder.resolve("data"));
        assemblies.add(at);
        JsonNode asked =
                at.sign(
                        at.clerk,
                        at.signer,
                        """
                        {"document": "letter of September",
                         "request": {"body": "assembly", "seeks": "observer",
                                     "grounds": ["observer status at the 87th General Assembly"],
                                     "drafted": "2018-09-20"},
                         "letter": {"to": "Secretary General", "sent": "2018-09-25",
                                    "channel": "post"}}
                        """);
        String request = asked.path("request").path("id").asString();
        String letter = asked.path("letter").path("id").asString();
        House.json(
                at.post(
                        at.secretary,
                        "/letters/" + letter + "/receipt",
                        "{\"received\":\"2018-10-01\"}"));
        JsonNode decided =
                at.sign(
                        at.secretary,
                        at.general,
                        """
                        {"document": "evidenced by the reply",
                         "decision": {"organ": "general-secretariat", "kind": "refuse",
                                      "taken": "2018-10-18", "request": "%s",
                                      "cites": ["D-1984"], "vote": "0-1",
                                      "effect": "the request is refused <&>"},
                         "letter": {"to": "Criminal Investigation Bureau", "sent": "2018-10-18",
                                    "channel": "e-mail", "role": "applicant", "request": "%s",
                                    "in-reply-to": "%s"}}
                        """
                                .formatted(request, request, letter));
        ids.addAll(List.of(request, letter, decided.path("decision").path("id").asString()));
    }

    @AfterAll
    void close() {
        assemblies.forEach(Assembly::close);
    }

    private Assembly at() {
        return assemblies.getFirst();
    }

    private String page(String report) throws Exception {
        return new String(answer(report, "text/html"), StandardCharsets.UTF_8);
    }

    private byte[] answer(String report, String type) throws Exception {
        var answer = at().house().get(Optional.of(at().clerk), "/api/v1/reports/" + report, type);
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return answer.body();
    }

    // Without the breaks of lines, which stand where there is no more room.
    private String printed(String report) throws Exception {
        byte[] pdf = answer(report, "application/pdf");
        Path kept = Path.of(System.getProperty("house", "."), "server", "target", "reports");
        Files.createDirectories(kept);
        Files.write(kept.resolve(report.replaceAll("[^A-Za-z0-9-]+", "_") + ".pdf"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", "");
        }
    }

    @Test
    void aPackHasEveryStepOfARequestAsTheApiTellsIt() throws Exception {
        for (String language : List.of("en", "zh-Hant")) {
            JsonNode told =
                    at().read(at().clerk, "/requests/" + ids.getFirst() + "?language=" + language);
            String page = page("request-pack?language=" + language);
            String printed = printed("request-pack?language=" + language);
            JsonNode steps = told.path("ways").path(0).path("steps");
            assertThat(steps).hasSize(5);
            for (JsonNode step : steps) {
                for (String word : List.of("at", "why", "evidence")) {
                    String text = step.path(word).asString();
                    assertThat(page).as(language).contains(Markup.escaped(text));
                    assertThat(printed).as(language).contains(text.replaceAll("\\s+", ""));
                }
            }
            boolean english = language.equals("en");
            assertThat(page)
                    .contains(english ? ">refused<" : ">已拒絕<", ids.getFirst())
                    .contains(
                            english
                                    ? "decided by assembly/general-secretariat, citing D-1984"
                                    : "由 assembly/general-secretariat 決定，援引 D-1984");
            if (!english) {
                assertThat(page).doesNotContain("decided by", "drafted", "received by");
            }
        }
    }

    @Test
    void aPageOfADecisionSaysWhatWasDecidedByWhomAndOnWhatItRests() throws Exception {
        JsonNode standing = at().read(at().clerk, "/standing");
        JsonNode decision = standing.path("decisions").get(0);
        for (String language : List.of("en", "zh-Hant")) {
            for (JsonNode each : standing.path("decisions")) {
                String report =
                        "decision?decision=" + each.path("id").asString() + "&language=" + language;
                String page = page(report);
                String printed = printed(report);
                for (String word : List.of("id", "body", "organ", "taken", "vote", "effect")) {
                    String text = each.path(word).asString();
                    assertThat(page).contains(Markup.escaped(text));
                    assertThat(printed).contains(text.replaceAll("\\s+", ""));
                }
                each.path("cites").forEach(cited -> assertThat(page).contains(cited.asString()));
            }
        }
        assertThat(standing.path("decisions").toString()).contains(ids.getLast());
        assertThat(decision.path("id").asString()).isNotEmpty();
        assertThat(page("decision?language=zh-Hant&decision=" + ids.getLast()))
                .contains(">拒絕<", "&lt;&amp;&gt;")
                .doesNotContain(">refuse<");
    }

    /** As markup has it. */
    private static final class Markup {
        static String escaped(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    }
}
