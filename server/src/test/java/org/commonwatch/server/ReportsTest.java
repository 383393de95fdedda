package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.commonwatch.server.House.Who;
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
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** What is printed says what the API says, in both languages, and that it is made up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportsTest {
    private static final String REPORTS = "/api/v1/reports/";
    private static final String NAME = "Vote <1> & \"2\"";

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
        house.party("CERT-XB", "observer", "member", "reader");
        analyst = Optional.of(house.user("CERT-XA", "analyst", "analyst", "reader", "clerk"));
        stranger = Optional.of(house.user("CERT-XB", "stranger", "reader", "clerk"));
        house.ingest(north, SurgesTest.lines(new SplittableRandom(7), 0, 730));
        house.operate(
                "/api/v1/elections",
                "{\"id\":\"xa-2031\",\"name\":\"%s\",\"date\":\"%s\"}"
                        .formatted(NAME.replace("\"", "\\\""), SurgesTest.VOTE));
    }

    @AfterAll
    void close() {
        started.ifPresent(House::close);
    }

    private String page(Optional<Who> who, String report) throws Exception {
        var answer = started.orElseThrow().get(who, REPORTS + report, "text/html");
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as(text).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'sha256-");
        return text;
    }

    private byte[] pdf(Optional<Who> who, String report) throws Exception {
        var answer = started.orElseThrow().get(who, REPORTS + report, "application/pdf");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .isEqualTo("application/pdf");
        // Looked at by a person: pdftoppm -r 80 -png target/reports/NAME.pdf NAME
        Path kept = Path.of(System.getProperty("house", "."), "server", "target", "reports");
        Files.createDirectories(kept);
        Files.write(kept.resolve(report.replaceAll("[^A-Za-z0-9-]+", "_") + ".pdf"), answer.body());
        return answer.body();
    }

    private static String text(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    private JsonNode get(String path) throws Exception {
        return House.json(started.orElseThrow().get(analyst, path, "*/*"));
    }

    private List<String> numbersOfTheApi() throws Exception {
        List<String> numbers = new ArrayList<>();
        JsonNode surges = get("/api/v1/surges?to=2032-01-01T00:00:00Z").path("surges");
        JsonNode surge = surges.get(surges.size() - 1);
        for (String each : List.of("ratio", "low", "high")) {
            numbers.add(String.format(Locale.ROOT, "%.1f", surge.path(each).asDouble()));
        }
        numbers.add(String.format(Locale.ROOT, "%,d", Math.round(surge.path("excess").asDouble())));
        long month = 0;
        String december = "/api/v1/series?from=2031-12-01T00:00:00Z&to=2032-01-01T00:00:00Z";
        for (JsonNode each : get(december).path("periods")) {
            month += each.path("count").asLong();
        }
        numbers.add(String.format(Locale.ROOT, "%,d", month));
        return numbers;
    }

    @Test
    void theMonthOnPaperHasTheNumbersOfTheApiInBothLanguages() throws Exception {
        List<String> numbers = numbersOfTheApi();
        for (String language : List.of("en", "zh-Hant")) {
            String wish = "monthly?month=2031-12&language=" + language;
            String printed = text(pdf(analyst, wish));
            assertThat(printed).as(language).contains(numbers);
            assertThat(printed).contains("attacks/1", "/api/v1/surges", "1 / ", NAME);
            assertThat(printed)
                    .contains(
                            language.equals("en") ? "Days on which a sensor counted" : "有感測器計數之日數");
            String page = page(analyst, wish);
            assertThat(page)
                    .contains(numbers)
                    .contains("<html lang=\"" + language + "\">")
                    .contains("Vote &lt;1&gt; &amp; &quot;2&quot;")
                    .doesNotContain("Vote <1>");
        }
    }

    @Test
    void everyPageOfPaperSaysThatItIsMadeUpAndBringsItsOwnLetters() throws Exception {
        for (String language : List.of("en", "zh-Hant")) {
            String mark = language.equals("en") ? "SYNTHETIC DATA" : "合成資料";
            byte[] pdf = pdf(analyst, "request-pack?language=" + language);
            try (PDDocument document = Loader.loadPDF(pdf)) {
                for (int i = 1; i <= document.getNumberOfPages(); i++) {
                    PDFTextStripper page = new PDFTextStripper();
                    page.setStartPage(i);
                    page.setEndPage(i);
                    assertThat(page.getText(document)).as("page " + i).contains(mark);
                }
                for (PDPage page : document.getPages()) {
                    for (COSName each : page.getResources().getFontNames()) {
                        PDFont font = page.getResources().getFont(each);
                        assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                        assertThat(font.getName()).matches("[A-Z]{6}\\+.*");
                    }
                }
            }
            assertThat(pdf.length).as("a subset").isLessThan(300_000);
            assertThat(page(analyst, "request-pack?language=" + language)).contains(mark);
        }
    }

    @Test
    void aPackHasOnlyWhatItsReaderMaySee() throws Exception {
        String own = text(pdf(analyst, "request-pack"));
        assertThat(own).contains("CERT-XA is member of commons", "The party has made no request");
        assertThat(own).contains("Name the window of the gap");
        String window = "from=2031-12-01T00:00:00Z&to=2032-01-01T00:00:00Z";
        JsonNode gap = get("/api/v1/gap?" + window);
        String packed = text(pdf(analyst, "request-pack?" + window));
        assertThat(packed)
                .contains("Indicators that hit " + gap.path("own").path("hits").asLong())
                .contains("in the 28 days before");
        assertThat(text(pdf(analyst, "gap?language=zh-Hant&" + window))).contains("侵擾的指標 0");
        String other = text(pdf(stranger, "request-pack"));
        assertThat(other)
                .contains("CERT-XB is observer of commons", "Nothing was counted yet")
                .doesNotContain("CERT-XA")
                .doesNotContain(numbersOfTheApi().getLast());
        Optional<Who> operator = Optional.of(started.orElseThrow().operator());
        assertThat(status(operator, "request-pack")).isEqualTo(403);
        assertThat(status(operator, "monthly")).isEqualTo(200);
        assertThat(status(analyst, "decision?decision=none")).isEqualTo(404);
        assertThat(status(analyst, "none")).isEqualTo(404);
        assertThat(status(analyst, "monthly?month=December")).isEqualTo(400);
        assertThat(status(analyst, "monthly?format=doc")).isEqualTo(400);
    }

    private int status(Optional<Who> who, String report) throws Exception {
        return started.orElseThrow().get(who, REPORTS + report, "*/*").statusCode();
    }

    @Test
    void theReportsThatThereAreHaveNamesInTheReadersLanguage() throws Exception {
        JsonNode all = get("/api/v1/reports?language=zh-Hant").path("reports");
        assertThat(all).hasSize(4);
        assertThat(all.get(0).path("title").asString()).isEqualTo("月度計數");
    }
}
