package org.commonwatch.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commonwatch.browser.Scene.APPLICANT;
import static org.commonwatch.browser.Scene.INSIDER;
import static org.commonwatch.browser.Scene.OPERATOR;
import static org.commonwatch.browser.Scene.OUTSIDE_CLERK;
import static org.commonwatch.browser.Scene.OUTSIDE_SIGNER;
import static org.commonwatch.browser.Scene.SECRETARY;
import static org.commonwatch.browser.Scene.SIGNER;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.IntStream;

/** What people do at the console that others see afterwards, from the first click to the last. */
@ExtendWith(Scene.OfTheRun.class)
class JourneysTest {
    /** A request in the demo's world that the council has still to decide. */
    private static final String OPEN = "RQ-XC-2";

    private static final String DAY = "2026-08-01";

    private final Scene scene;

    JourneysTest(Scene scene) {
        this.scene = scene;
    }

    @Test
    void aDecisionIsDraftedByOneAndSignedByAnotherAndNeverByOneTwice() {
        try (Visitor secretary = scene.visitor(SECRETARY);
                Visitor signer = scene.visitor(SIGNER);
                Visitor auditor = scene.visitor(INSIDER)) {
            Page page = secretary.open("standing?request=" + OPEN).page();
            Locator form = page.locator("form.drafting");
            form.locator("select").last().selectOption("refuse");
            form.locator("input[name=cites]").fill("D-XC-0");
            form.locator("input[name=effect]").fill("not yet");
            form.locator("button[type=submit]").click();
            Locator draft = page.locator("li.draft");
            draft.waitFor();
            assertThat(draft.innerText()).contains("Decision", "another person signs it");
            assertThat(draft.getByText("Sign", exactly()).count()).as("to sign one's own").isZero();
            assertThat(secretary.barriers()).isEmpty();

            String id = secretary.ask("/api/v1/drafts").path("drafts").get(0).path("id").asString();
            JsonNode refused = secretary.post("/api/v1/drafts/" + id + "/sign");
            assertThat(refused.path("status").asInt()).isEqualTo(403);
            assertThat(refused.toString()).contains("wrote this draft").contains("remedy");
            assertThat(secretary.ask("/api/v1/requests/" + OPEN).toString())
                    .doesNotContain("refused");

            Page other = signer.open("standing").page();
            assertThat(other.locator(".waits").first().innerText()).contains("sign");
            other.locator("li.draft summary").click();
            assertThat(other.locator("li.draft").innerText()).contains("D-XC-0", "not yet");
            other.locator("li.draft button.main").click();
            other.locator("li.draft").waitFor(gone());
            assertThat(signer.ask("/api/v1/requests/" + OPEN).toString()).contains("refused");

            Page third = auditor.open("standing?request=" + OPEN).page();
            assertThat(third.locator(".one-request .timeline").innerText()).contains("refused");
            assertThat(signer.wrong()).isEmpty();
            assertThat(auditor.wrong()).isEmpty();
        }
    }

    @Test
    void aLetterIsDraftedSignedByAnotherSentAndReceived() {
        try (Visitor clerk = scene.visitor(OUTSIDE_CLERK);
                Visitor signer = scene.visitor(OUTSIDE_SIGNER);
                Visitor office = scene.visitor(SECRETARY)) {
            Page page = clerk.open("standing").page();
            page.locator(".ask")
                    .filter(new Locator.FilterOptions().setHasText("council"))
                    .locator("button")
                    .click();
            Locator form = page.locator("form.drafting");
            form.locator("textarea").fill("its sensors\na vote");
            form.locator("select[name=channel]").selectOption("post");
            assertThat(clerk.barriers()).isEmpty();
            form.locator("button[type=submit]").click();
            page.locator("li.draft").waitFor();
            assertThat(page.locator("li.draft").innerText()).contains("Request + Letter");

            Page other = signer.open("standing").page();
            other.locator("li.draft button.main").click();
            Locator sent =
                    other.locator("tbody tr")
                            .filter(new Locator.FilterOptions().setHasText("observer"));
            sent.waitFor();
            assertThat(sent.innerText()).contains("sent");
            sent.click();
            other.locator(".letters li").waitFor();
            assertThat(other.locator(".letters li").innerText())
                    .contains("commons", "post", "not known to be received");

            Page third = office.open("standing").page();
            third.locator("tbody tr")
                    .filter(new Locator.FilterOptions().setHasText("CERT-XE"))
                    .filter(new Locator.FilterOptions().setHasText("observer"))
                    .click();
            third.locator(".one-request").waitFor();
            assertThat(third.locator(".one-request").innerText()).contains("a vote");
            Locator letter = third.locator(".letters li");
            letter.getByText("It was received", exactly()).click();
            // What waits and the letter are asked anew side by side: the button may be gone
            // before the letter is told again.
            letter.getByText("It was received", exactly()).waitFor(gone());
            letter.getByText("not known to be received", exactly()).waitFor(gone());
            assertThat(letter.innerText()).contains("received");

            // Since then the body has it, and whoever asked reads so.
            Page again = clerk.open("standing").page();
            Locator line =
                    again.locator("tbody tr")
                            .filter(new Locator.FilterOptions().setHasText("observer"));
            line.waitFor();
            assertThat(line.innerText()).contains("received");
            assertThat(office.wrong()).isEmpty();
            assertThat(signer.wrong()).isEmpty();
            assertThat(clerk.wrong()).isEmpty();
        }
    }

    /** A decision stands beside the letter that asked for it and the one that told of it. */
    @Test
    void aDecisionShowsTheLetterItAnswersAndTheReplyAndLeadsToBoth() {
        try (Visitor visitor = scene.visitor(APPLICANT)) {
            Page page = visitor.open("standing").page();
            Locator beside = page.locator("#decision-D-XC-1 .exchange");
            beside.getByText("Answers letter LT-XC-1").waitFor();
            assertThat(beside.innerText())
                    .contains("CERT-XC → commons", "Told in letter LT-XC-2", "received");
            beside.getByText("Told in letter LT-XC-2").click();
            page.waitForURL("**/standing?*request=RQ-XC-1*");
            page.locator("#letter-LT-XC-2").waitFor();
            assertThat(page.locator("#letter-LT-XC-2").innerText()).contains("in reply to LT-XC-1");
            assertThat(visitor.barriers()).isEmpty();
            assertThat(visitor.wrong()).isEmpty();
        }
    }

    @Test
    void anEntryOfTheRecordOpensWithItsProofAndHowToCiteIt() throws IOException {
        try (Visitor visitor = scene.visitor(INSIDER)) {
            Page page = visitor.open("evidence").page();
            page.locator("tbody tr").nth(3).click();
            Locator drawer = page.locator("aside.drawer");
            drawer.locator(".good").waitFor();
            String number = page.url().replaceAll(".*entry=(\\d+).*", "$1");
            JsonNode entry =
                    visitor.ask("/api/v1/record?from=" + number + "&limit=1")
                            .path("entries")
                            .get(0);
            String hash = entry.path("hash").asString();
            assertThat(drawer.locator(".citation").innerText())
                    .contains("Entry " + number + " of the record", hash, page.url());
            assertThat(visitor.barriers()).isEmpty();
            Download saved =
                    page.waitForDownload(() -> drawer.getByText("Export with proof").click());
            JsonNode proof = Visitor.json(Files.readString(saved.path()));
            assertThat(proof.path("entry").path("hash").asString()).isEqualTo(hash);
            assertThat(proof.path("before").asString()).matches("[0-9a-f]{64}");

            page.keyboard().press("j");
            page.waitForURL("**/evidence?*entry=" + (Integer.parseInt(number) - 1) + "*");
            page.keyboard().press("Escape");
            drawer.waitFor(gone());
            assertThat(visitor.wrong()).isEmpty();
        }
    }

    @Test
    void theMatrixAsOfADayIsWhatTheApiAnswersOfThatDayAndIsExplained() {
        try (Visitor visitor = scene.visitor(INSIDER)) {
            Page page = visitor.open("who-sees-what").page();
            page.locator("input[type=date]").fill(DAY);
            page.waitForURL("**/who-sees-what?*at=" + DAY + "*");
            visitor.settled();
            JsonNode then = visitor.ask("/api/v1/matrix?at=" + DAY + "T00:00:00Z");
            page.locator(".seen").getByText("of 6").first().waitFor();
            assertThat(page.locator("tbody tr .seen").allInnerTexts())
                    .isEqualTo(
                            IntStream.range(0, then.path("objects").size())
                                    .mapToObj(row -> seenBy(then.path("answers").get(row)))
                                    .toList());
            page.locator("tbody td button").nth(2).click();
            page.locator(".explanation .reasons li").first().waitFor();
            assertThat(page.locator(".explanation").innerText()).isNotEmpty();
            assertThat(visitor.wrong()).isEmpty();
        }
    }

    private static String seenBy(JsonNode answers) {
        int read = 0;
        for (JsonNode each : answers) {
            read += each.asString().equals("permit") || each.asString().equals("redact") ? 1 : 0;
        }
        return read + " of " + answers.size();
    }

    @Test
    void whatIfMarksTheCellsThatWouldChangeAndNoOther() {
        try (Visitor visitor = scene.visitor(INSIDER)) {
            Page page = visitor.open("who-sees-what").page();
            page.getByText("What if…").click();
            page.locator(".what-if select").first().selectOption(label("CERT-XE"));
            page.locator(".what-if select").last().selectOption("member");
            page.locator("p.supposed").waitFor();
            visitor.settled();
            String party = page.url().replaceAll(".*suppose=([^&]*).*", "$1");
            JsonNode told =
                    visitor.ask("/api/v1/matrix?party=" + party + "&standing=member&body=commons");
            int changed = 0;
            for (int row = 0; row < told.path("answers").size(); row++) {
                for (int column = 0; column < told.path("parties").size(); column++) {
                    JsonNode is = told.path("answers").get(row).get(column);
                    changed += is.equals(told.path("supposed").get(row).get(column)) ? 0 : 1;
                }
            }
            assertThat(changed).isPositive();
            page.locator("td.changed").first().waitFor();
            assertThat(page.locator("td.changed").count()).isEqualTo(changed);
            assertThat(page.locator("p.supposed").innerText())
                    .contains("If CERT-XE were member:", changed + " object");
            assertThat(visitor.barriers()).isEmpty();
            page.locator("p.supposed button").click();
            page.locator("p.supposed").waitFor(gone());
            assertThat(page.locator("td.changed").count()).isZero();
            assertThat(visitor.wrong()).isEmpty();
        }
    }

    @Test
    void lookingAsAnotherPartyShowsWhatItIsAnsweredAndNoMore() {
        try (Visitor visitor = scene.visitor(INSIDER)) {
            Page page = visitor.open("who-sees-what?type=indicator").page();
            page.locator("th.party button").getByText("CERT-XB").click();
            page.waitForURL("**/who-sees-what?*as=*");
            visitor.settled();
            page.locator("tbody tr").first().click();
            page.locator("pre.explained").waitFor();
            assertThat(page.locator("pre.explained").innerText())
                    .contains("\"type\": \"indicator\"");
            page.locator("select").first().selectOption(label("Secretariat-XZ"));
            page.locator(".empty").waitFor();
            assertThat(page.locator(".empty").innerText()).contains("answered with nothing");
            page.getByText("Back to the matrix").click();
            page.locator("table.grid").waitFor();
            assertThat(visitor.wrong()).isEmpty();
        }
    }

    @Test
    void theOperatorReadsWhoSignsInAndWhatIsSet() {
        try (Visitor visitor = scene.visitor(OPERATOR)) {
            Page page = visitor.open("admin?tab=people").page();
            page.locator("tbody tr").first().waitFor();
            JsonNode users = visitor.ask("/api/v1/users").path("users");
            assertThat(page.locator("tbody tr").count()).isEqualTo(users.size());
            assertThat(page.locator("tbody").innerText()).contains(INSIDER, "CERT-XA", "auditor");
            assertThat(visitor.barriers()).isEmpty();
            visitor.open("admin?tab=settings");
            assertThat(page.locator("tbody").innerText())
                    .contains("page-limit", "nowhere: as usual", "on the command line, by --port");
            assertThat(visitor.barriers()).isEmpty();
            assertThat(visitor.wrong()).isEmpty();
        }
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private static Locator.WaitForOptions gone() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
    }

    private static SelectOption label(String label) {
        return new SelectOption().setLabel(label);
    }
}
