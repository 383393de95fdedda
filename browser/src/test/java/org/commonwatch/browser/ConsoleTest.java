package org.commonwatch.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commonwatch.browser.Scene.DESK;
import static org.commonwatch.browser.Scene.INSIDER;
import static org.commonwatch.browser.Scene.OPERATOR;
import static org.commonwatch.browser.Scene.OUTSIDER;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;

import org.assertj.core.api.SoftAssertions;
import org.commonwatch.browser.Visitor.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** People at the console of a demo: what they find there is right, and nobody is shut out. */
@ExtendWith(Scene.OfTheRun.class)
class ConsoleTest {
    private static final List<Look> LOOKS =
            List.of(
                    DESK,
                    new Look("zh-Hant", ColorScheme.DARK, 1280, 860),
                    new Look("en", ColorScheme.DARK, 390, 844),
                    new Look("zh-Hant", ColorScheme.LIGHT, 390, 844));

    /** So many rows a table may have in the page, however long it is. */
    private static final int ROWS = 100;

    private static final int ROUNDS = 6;

    private final Scene scene;

    ConsoleTest(Scene scene) {
        this.scene = scene;
    }

    @Test
    void whoeverHasSignedInComesBackToTheAddressThatWasOpened() {
        try (Visitor visitor = scene.visitor(DESK)) {
            visitor.open("surges?range=90");
            assertThat(visitor.title()).isEqualTo("Sign in");
            assertThat(visitor.barriers()).isEmpty();
            Page page = visitor.page();
            page.locator("input[name=name]").fill(INSIDER);
            page.locator("input[name=password]").fill("wrong");
            page.keyboard().press("Enter");
            page.locator("[role=alert]").waitFor();
            page.locator("input[name=password]").fill(Demonstration.PASSWORD);
            page.keyboard().press("Enter");
            page.locator("nav").waitFor();
            visitor.settled();
            assertThat(page.url()).endsWith("/console/surges?range=90");
        }
    }

    @ParameterizedTest
    @FieldSource("LOOKS")
    void everyPageIsForEverybodyAndLeavesNoErrorBehind(Look look) throws IOException {
        var softly = new SoftAssertions();
        for (String name : List.of(INSIDER, OPERATOR, OUTSIDER)) {
            // An outsider's pages are mostly empty: one look shows what they say.
            if (name.equals(OUTSIDER) && !look.equals(DESK)) {
                continue;
            }
            try (Visitor visitor = scene.visitor(look).signedIn(name)) {
                visitor.open("");
                for (String page : Scene.pages(visitor)) {
                    // An operator's own page in every look, and all that is refused to one in one.
                    if (name.equals(OPERATOR) && !look.equals(DESK) && !page.equals("admin")) {
                        continue;
                    }
                    visitor.open(page);
                    String where = page + " for " + name + " in " + look;
                    softly.assertThat(visitor.barriers()).as(where).isEmpty();
                    softly.assertThat(visitor.page().locator("tbody tr").count())
                            .as(where)
                            .isLessThanOrEqualTo(ROWS);
                    softly.assertThat(overflow(visitor))
                            .as("wider than the screen: " + where)
                            .isZero();
                    picture(visitor, page, look, name);
                }
                softly.assertThat(visitor.wrong()).as(name + " in " + look).isEmpty();
            }
        }
        softly.assertAll();
    }

    private static int overflow(Visitor visitor) {
        return (Integer)
                visitor.page()
                        .evaluate(
                                "() => Math.max(0, document.documentElement.scrollWidth -"
                                        + " innerWidth)");
    }

    /** With {@code -Dpictures=true}: what a page looks like at a desk, for the documentation. */
    private static void picture(Visitor visitor, String page, Look look, String name)
            throws IOException {
        boolean wanted =
                look.width() == DESK.width()
                        && name.equals(page.equals("admin") ? OPERATOR : INSIDER);
        if (wanted && Boolean.getBoolean("pictures")) {
            Path pictures = Path.of("../docs/using/pictures");
            Files.createDirectories(pictures);
            String file = page + "-" + look.language() + ".png";
            if (page.equals("gap")) {
                visitor.open("gap?party=CERT-XE"); // which others could not tell what they knew
            }
            visitor.page().screenshot(new Page.ScreenshotOptions().setPath(pictures.resolve(file)));
        }
    }

    /** Where the server has a sentence for a page, it is the page's title, in both languages. */
    @Test
    void titlesAreWhatTheServerFound() {
        Map<String, String> findings =
                Map.of(
                        "overview", "overview",
                        "surges", "surges",
                        "attacks", "attacks",
                        "who-sees-what", "who-sees-what",
                        "standing", "standing",
                        "evidence", "record");
        var softly = new SoftAssertions();
        for (Look look : LOOKS.subList(0, 2)) {
            try (Visitor visitor = scene.visitor(look).signedIn(INSIDER)) {
                findings.forEach((page, finding) -> {
                    visitor.open(page);
                    JsonNode found =
                            visitor.ask(
                                    "/api/v1/findings?page="
                                            + finding
                                            + "&language="
                                            + look.language());
                    softly.assertThat(timeless(visitor.title()))
                            .as(page)
                            .isEqualTo(timeless(found.path("title").asString()));
                });
            }
        }
        softly.assertAll();
    }

    // A minute may pass between the page and the question.
    private static String timeless(String title) {
        return title.replaceAll("\\d+ (minutes?|分鐘)", "some $1");
    }

    /** The numbers of a gap are those that the API tells, whatever the language. */
    @Test
    void theGapSaysWhatTheApiTells() {
        try (Visitor visitor = scene.visitor(INSIDER)) {
            Response answer =
                    visitor.page()
                            .waitForResponse(
                                    each -> each.url().contains("/api/v1/gap?"),
                                    () -> visitor.open("gap?party=CERT-XC"));
            JsonNode told = Visitor.json(answer.text());
            String hits = "%,d".formatted(told.path("own").path("hits").asLong());
            assertThat(visitor.title()).contains(told.path("party").path("name").asString());
            assertThat(visitor.page().locator(".figures dd b").first().innerText()).isEqualTo(hits);
            assertThat(visitor.page().url()).contains("party=CERT-XC");
        }
    }

    @Test
    void attacksAreNarrowedByWordsThatSayWhatTheyLeaveAndWidenedAgain() {
        try (Visitor visitor = scene.visitor(INSIDER)) {
            Page page = visitor.open("attacks").page();
            page.locator(".facets button").first().click();
            page.waitForURL("**/attacks?kind=*");
            visitor.settled();
            String kind = page.url().replaceAll(".*kind=", "");
            JsonNode some = visitor.ask("/api/v1/attacks?kind=" + kind);
            visitor.awaitTitle(
                    visitor.ask("/api/v1/findings?page=attacks&language=en&kind=" + kind)
                            .path("title")
                            .asString());
            assertThat(page.locator("tbody tr td.number").first().innerText())
                    .isEqualTo("%,d".formatted(some.path("rows").get(0).path("count").asLong()));

            visitor.open("attacks?kind=" + kind + "&sector=Nowhere");
            Locator remedy = page.locator(".empty button").last();
            assertThat(remedy.innerText()).contains("%,d".formatted(some.path("count").asLong()));
            remedy.click();
            page.locator("tbody tr").first().waitFor();
            assertThat(page.url()).endsWith("kind=" + kind);
        }
    }

    @Test
    void theRecordIsVerifiedInTheBrowserAndTellsWhatItIsNot() {
        try (Visitor visitor = scene.visitor(INSIDER)) {
            Page page = visitor.open("evidence").page();
            JsonNode head = visitor.ask("/api/v1/record/head");
            page.locator(".button.main").first().click();
            page.locator(".verdict b").waitFor();
            assertThat(page.locator(".verdict b").innerText()).endsWith("entries fit.");

            String number = head.path("number").asString();
            Locator noted = page.locator("input[name=noted]");
            noted.fill(number + " " + head.path("hash").asString());
            noted.press("Enter");
            page.locator("form .good").waitFor();
            noted.fill(number + " " + "0".repeat(64));
            noted.press("Enter");
            page.locator("form .bad").waitFor();
            assertThat(visitor.wrong()).isEmpty();
        }
    }

    @Test
    void aChartIsReadByKeysAndSavedAsNumbers() throws IOException {
        try (Visitor visitor = scene.visitor(INSIDER)) {
            Page page = visitor.open("surges").page();
            page.locator("svg.chart").first().focus();
            page.keyboard().press("ArrowLeft");
            JsonNode periods = visitor.ask("/api/v1/series?unit=alert").path("periods");
            long before = periods.get(periods.size() - 2).path("count").asLong();
            assertThat(page.locator(".reading").first().innerText())
                    .contains("%,d".formatted(before));
            Download saved =
                    page.waitForDownload(() -> {
                        page.getByText("Download").first().click();
                        page.getByText("CSV").first().click();
                    });
            assertThat(Files.readString(saved.path())).contains("," + before + ",");
            assertThat(visitor.wrong()).isEmpty();
        }
    }

    @Test
    void languageAndColoursAreSwitchedAndKept() {
        try (Visitor visitor = scene.visitor(INSIDER)) {
            Page page = visitor.open("surges").page();
            String english = visitor.title();
            page.locator("button.language").click();
            page.locator("html[lang='zh-Hant']").waitFor();
            page.getByText("深色").click();
            page.reload();
            visitor.settled();
            assertThat(visitor.title()).isNotEqualTo(english);
            assertThat(page.locator("html").getAttribute("data-theme")).isEqualTo("dark");
            assertThat(visitor.wrong()).isEmpty();
        }
    }

    @Test
    void everythingCanBeReachedByTheKeysThatTheMenuShows() {
        try (Visitor visitor = scene.visitor(INSIDER)) {
            visitor.open("");
            Page page = visitor.page();
            List<String> keys =
                    page.locator("nav li a").all().stream()
                            .map(link -> link.locator("kbd").innerText())
                            .toList();
            List<String> pages = Scene.pages(visitor);
            for (int i = 0; i < keys.size(); i++) {
                page.keyboard().press("g");
                page.keyboard().press(keys.get(i).replace("g ", ""));
                page.waitForURL("**/console/" + pages.get(i) + "*");
            }
            page.keyboard().press("Control+k");
            page.locator("[role=dialog] input").waitFor();
            page.keyboard().press("Escape");
            page.keyboard().press("?");
            page.locator("[role=dialog]").waitFor();
            assertThat(visitor.wrong()).isEmpty();
        }
    }

    /** Printed, not judged: the machine that tests is not the one that serves. */
    @Test
    void tellsHowLongAChangeOfPageTakes() {
        try (Visitor visitor = scene.visitor(INSIDER)) {
            visitor.open("");
            List<String> pages = Scene.pages(visitor);
            Map<String, List<Double>> times = new LinkedHashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (String page : pages) {
                    Object millis = visitor.page().evaluate(CHANGE, "/console/" + page);
                    visitor.settled();
                    if (round > 0) {
                        times.computeIfAbsent(page, each -> new ArrayList<>())
                                .add(((Number) millis).doubleValue());
                    }
                }
            }
            times.forEach((page, each) -> tell(page, sorted(each)));
            double[] sorted = sorted(times.values().stream().flatMap(List::stream).toList());
            tell("page change, warm", sorted);
            System.out.printf("load %.1f%n", load());
            assertThat(Arrays.stream(sorted).max().orElseThrow()).isPositive();
        }
    }

    private static double[] sorted(List<Double> times) {
        return times.stream().mapToDouble(each -> each).sorted().toArray();
    }

    private static void tell(String what, double[] sorted) {
        System.out.printf(
                "%s: median %.0f ms, p95 %.0f ms of %d%n",
                what,
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * 0.95)],
                sorted.length);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** From the click until the page is there with its numbers. */
    private static final String CHANGE =
            """
            (address) => new Promise((done) => {
                const begun = performance.now();
                document.querySelector(`nav a[href="${address}"]`).click();
                const look = () => {
                    const there = location.pathname === address
                        && document.querySelector('h1') !== null
                        && document.querySelector('.waiting') === null;
                    there ? done(performance.now() - begun) : requestAnimationFrame(look);
                };
                requestAnimationFrame(look);
            })\
            """;
}
