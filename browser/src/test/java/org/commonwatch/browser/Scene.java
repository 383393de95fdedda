package org.commonwatch.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.LoadState;

import org.commonwatch.browser.Visitor.Look;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One demo with its people, and one browser, for all tests of a run. */
final class Scene implements AutoCloseable {
    static final Look DESK = new Look("en", ColorScheme.LIGHT, 1280, 860);

    /** Who has an office in a member, and sees nearly all there is. */
    static final String INSIDER = "ines";

    /** Who reads for a party that has asked for a standing and was refused. */
    static final String APPLICANT = "ada";

    /** Who reads for a party without standing, writes for it, and signs for it. */
    static final String OUTSIDER = "otto";

    static final String OUTSIDE_CLERK = "carl";
    static final String OUTSIDE_SIGNER = "sven";

    /**
     * Who prepares what the body decides, and may sign what others prepared; and another signer.
     */
    static final String SECRETARY = "sia";

    static final String SIGNER = "sol";

    static final String OPERATOR = "olga";

    private final Path folder;
    private final Demonstration demo;
    private final Playwright playwright;
    private final Browser browser;

    private Scene() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("console");
        demo = Demonstration.start(folder.resolve("demo"), "--days", "420", "--attacks", "3000000");
        demo.add(INSIDER, "CERT-XA", "reader,analyst,clerk,auditor");
        demo.add(APPLICANT, "CERT-XC", "reader");
        demo.add(OUTSIDER, "CERT-XE", "reader");
        demo.add(OUTSIDE_CLERK, "CERT-XE", "reader,clerk");
        demo.add(OUTSIDE_SIGNER, "CERT-XE", "reader,signer");
        demo.add(SECRETARY, "Secretariat-XZ", "reader,secretary,signer");
        demo.add(SIGNER, "Secretariat-XZ", "reader,signer");
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
                                        // The browser's own errands, which are not the pages'.
                                        .setArgs(
                                                List.of(
                                                        "--no-proxy-server",
                                                        "--host-resolver-rules=MAP * ~NOTFOUND,"
                                                                + " EXCLUDE 127.0.0.1"))
                                        // Who runs this may be root, who gets no sandbox.
                                        .setChromiumSandbox(false));
        becomeTheOperator();
    }

    /** Gives tests the scene of the run, which is set once. */
    static final class OfTheRun implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Scene.class;
        }

        @Override
        public Scene resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(Scene.class))
                    .computeIfAbsent(Scene.class, key -> open(), Scene.class);
        }

        private static Scene open() {
            try {
                return new Scene();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("was stopped while the scene was set", e);
            }
        }
    }

    /** The first minute: the printed link makes the operator, with no password before it. */
    private void becomeTheOperator() {
        try (Visitor visitor = visitor(DESK)) {
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

    /** Somebody who has not signed in. */
    Visitor visitor(Look look) {
        return new Visitor(browser, demo.url(), look);
    }

    /** Somebody whose system forces its colours on every page. */
    Visitor visitor(Look look, ForcedColors forced) {
        return new Visitor(browser, demo.url(), look, forced);
    }

    /** Somebody at a desk who has signed in. */
    Visitor visitor(String name) {
        return visitor(DESK).signedIn(name);
    }

    /** The addresses that the menu leads to. */
    static List<String> pages(Visitor visitor) {
        return visitor.page().locator("nav li a").all().stream()
                .map(link -> link.getAttribute("href").replaceFirst(".*/console/", ""))
                .toList();
    }

    @Override
    public void close() throws IOException {
        playwright.close();
        demo.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
