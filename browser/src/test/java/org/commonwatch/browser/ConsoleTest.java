package org.commonwatch.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;

import org.assertj.core.api.SoftAssertions;
import org.commonwatch.browser.Visitor.Look;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** People at the console of a demo: what they find there is right, and nobody is shut out. */
@TestInstance(Lifecycle.PER_CLASS)
class ConsoleTest {
    private static final Look DESK = new Look("en", ColorScheme.LIGHT, 1280, 860);
    private static final List<Look> LOOKS =
            List.of(
                    DESK,
                    new Look("zh-Hant", ColorScheme.DARK, 1280, 860),
                    new Look("en", ColorScheme.DARK, 390, 844),
                    new Look("zh-Hant", ColorScheme.LIGHT, 390, 844));

    /** So many rows a table may have in the page, however long it is. */
    private static final int ROWS = 100;

    private static final int ROUNDS = 4;

    /** Who has an office in a member, and sees nearly all there is. */
    private static final String INSIDER = "ines";

    /** Who reads for a party without standing. */
    private static final String OUTSIDER = "otto";

    private static final String OPERATOR = "olga";

    @TempDir private Path folder = Path.of("");

    private Demonstration demo;
    private Playwright playwright;
    private Browser browser;

    @BeforeAll
    void open() throws IOException, InterruptedException {
        demo = Demonstration.start(folder.resolve("demo"), "--days", "420", "--attacks", "3000000");
        demo.add(INSIDER, "CERT-XA", "reader,analyst,clerk,auditor");
        demo.add(OUTSIDER, "CERT-XE", "reader");
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(
                                                Path.of(
                                                        System.getProperty(
                                                                "chromium", "/usr/bin/chromium")))
                                        // Who runs this may be root, who gets no sandbox.
                                        .setChromiumSandbox(false));
        becomeTheOperator();
    }

    @AfterAll
    void close() {
        if (playwright != null) {
            playwright.close();
        }
        if (demo != null) {
            demo.close();
        }
    }

    /** The first minute: the printed link makes the operator, with no password before it. */
    private void becomeTheOperator() {
        try (Visitor visitor = new Visitor(browser, demo.url(), DESK)) {
            Page page = visitor.page();
            page.navigate(demo.link());
            page.locator("input[name=name]").fill(OPERATOR);
            page.locator("input[name=password]").fill(Demonstration.PASSWORD);
            page.locator("button").last().click();
            page.waitForLoadState(LoadState.NETWORKIDLE);
            visitor.open("admin");
            assertThat(visitor.title()).isNotEqualTo("Sign in");
        }
    }

    @Test
    void whoeverHasSignedInComesBackToTheAddressThatWasOpened() {
        try (Visitor visitor = new Visitor(browser, demo.url(), DESK)) {
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
            try (Visitor visitor = new Visitor(browser, demo.url(), look).signedIn(name)) {
                visitor.open("");
                for (String page : pages(visitor)) {
                    visitor.open(page);
                    String where = page + " for " + name + " in " + look;
                    softly.assertThat(visitor.barriers()).as(where).isEmpty();
                    softly.assertThat(visitor.page().locator("tbody tr").count())
                            .as(where)
                            .isLessThanOrEqualTo(ROWS);
                    softly.assertThat(overflow(visitor)).as("wider than the screen: " + where).isZero();
                    picture(visitor, page, look, name);
                }
                softly.assertThat(visitor.wrong()).as(name + " in " + look).isEmpty();
            }
        }
        softly.assertAll();
    }

    private static List<String> pages(Visitor visitor) {
        return visitor.page().locator("nav li a").all().stream()
                .map(link -> link.getAttribute("href").replaceFirst(".*/console/", ""))
                .toList();
    }

    private static int overflow(Visitor visitor) {
        return (Integer)
                visitor.page()
                        .evaluate(
                                "() => Math.max(0, document.documentElement.scrollWidth - innerWidth)");
    }

    /** With {@code -Dpictures=true}: what a page looks like, for the documentation. */
    private static void picture(Visitor visitor, String page, Look look, String name)
            throws IOException {
        boolean wanted = name.equals(page.equals("admin") ? OPERATOR : INSIDER);
        if (Boolean.getBoolean("pictures") && wanted) {
            Path pictures = Path.of("../docs/using/pictures");
            Files.createDirectories(pictures);
            String narrow = look.width() < DESK.width() ? "-phone" : "";
            visitor.page()
                    .screenshot(
                            new Page.ScreenshotOptions()
                                    .setPath(
                                            pictures.resolve(
                                                    "%s-%s%s.png"
                                                            .formatted(
                                                                    page,
                                                                    look.language(),
                                                                    narrow))));
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
            try (Visitor visitor = new Visitor(browser, demo.url(), look).signedIn(INSIDER)) {
                findings.forEach(
                        (page, finding) -> {
                            visitor.open(page);
                            JsonNode found =
                                    visitor.ask(
                                            "/api/v1/findings?page="
                                                    + finding
                                                    + "&language="
                                                    + look.language());
                            softly.assertThat(visitor.title())
                                    .as(page)
                                    .isEqualTo(found.path("title").asString());
                        });
            }
        }
        softly.assertAll();
    }

    @Test
    void everythingCanBeReachedByTheKeysThatTheMenuShows() {
        try (Visitor visitor = new Visitor(browser, demo.url(), DESK).signedIn(INSIDER)) {
            visitor.open("");
            Page page = visitor.page();
            List<String> keys =
                    page.locator("nav li a").all().stream()
                            .map(link -> link.locator("kbd").innerText())
                            .toList();
            List<String> pages = pages(visitor);
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
        try (Visitor visitor = new Visitor(browser, demo.url(), DESK).signedIn(INSIDER)) {
            visitor.open("");
            List<String> pages = pages(visitor);
            List<Double> times = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (String page : pages) {
                    Object millis = visitor.page().evaluate(CHANGE, "/console/" + page);
                    visitor.settled();
                    if (round > 0) {
                        times.add(((Number) millis).doubleValue());
                    }
                }
            }
            double[] sorted = times.stream().mapToDouble(each -> each).sorted().toArray();
            System.out.printf(
                    "page change, warm: median %.0f ms, p95 %.0f ms of %d%n",
                    sorted[sorted.length / 2],
                    sorted[(int) (sorted.length * 0.95)],
                    sorted.length);
            assertThat(Arrays.stream(sorted).max().orElseThrow()).isPositive();
        }
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
            })""";
}
