package org.commonwatch.browser;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** Somebody at a browser, with all that went wrong in it. */
final class Visitor implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String AXE = axe();

    /** Tells what the policy forbade as an error. */
    private static final String WATCH =
            """
            addEventListener('securitypolicyviolation', (e) =>
                console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI));
            """;

    private static final String JUDGE =
            """
            async () => {
                const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
                const found = await axe.run(document, { runOnly: rules });
                return found.violations.flatMap((each) => each.nodes.map((node) =>
                    each.id + ': ' + node.html.slice(0, 160) + ' ' + node.failureSummary));
            }\
            """;

    private static final String ASK =
            """
            async (path) => {
                const answer = await fetch(path);
                return JSON.stringify({ status: answer.status, said: await answer.json() });
            }\
            """;

    /** As the console does, with the proof that it is the page that asks. */
    private static final String POST =
            """
            async (path) => {
                const me = await (await fetch('/api/v1/me')).json();
                const answer = await fetch(path, { method: 'POST',
                    headers: { 'X-CSRF-Token': me.csrf, 'Content-Type': 'application/json' } });
                return JSON.stringify({ status: answer.status, said: await answer.json() });
            }\
            """;

    private final String url;
    private final BrowserContext context;
    private final Page page;
    private final List<String> wrong = new ArrayList<>();

    /** How somebody looks at it. */
    record Look(String language, ColorScheme colours, int width, int height) {
        @Override
        public String toString() {
            return "%s, %s, %d pixels".formatted(language, colours, width).toLowerCase(Locale.ROOT);
        }
    }

    Visitor(Browser browser, String url, Look look) {
        this(browser, url, look, ForcedColors.NONE);
    }

    /** With colours that the system forces on every page. */
    Visitor(Browser browser, String url, Look look, ForcedColors forced) {
        this.url = url;
        this.context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(look.width(), look.height())
                                .setColorScheme(look.colours())
                                .setReducedMotion(ReducedMotion.REDUCE)
                                .setForcedColors(forced)
                                .setLocale(look.language().equals("en") ? "en-GB" : "zh-TW"));
        context.setDefaultTimeout(20_000);
        context.addInitScript(WATCH);
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            // A refusal that the page tells in words (422) is logged by the browser too.
            if (message.type().equals("error") && !message.text().contains("status of 422")) {
                wrong.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(wrong::add);
        page.onRequest(request -> {
            if (!request.url().startsWith(url + "/") && !request.url().startsWith("blob:")) {
                wrong.add("asked another host: " + request.url());
            }
        });
    }

    /** Signs in as the console does, before it is opened. */
    Visitor signedIn(String name) {
        APIResponse answer =
                context.request()
                        .post(
                                url + "/api/v1/session",
                                RequestOptions.create()
                                        .setData(
                                                Map.of(
                                                        "name",
                                                        name,
                                                        "password",
                                                        Demonstration.PASSWORD)));
        if (!answer.ok()) {
            throw new AssertionError(name + " cannot sign in: " + answer.text());
        }
        return this;
    }

    Page page() {
        return page;
    }

    /** Opens an address of the console and waits for all of it. */
    Visitor open(String address) {
        page.navigate(url + "/console/" + address);
        return settled();
    }

    /** Waits until nothing is asked for any more. */
    Visitor settled() {
        page.locator("h1").first().waitFor();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        page.waitForFunction("() => document.querySelector('.waiting') === null");
        page.waitForFunction("() => document.fonts.status === 'loaded'");
        return this;
    }

    String title() {
        return page.locator("h1").first().innerText().replaceAll("\\s+", " ").strip();
    }

    /** Waits until the title is this. */
    void awaitTitle(String title) {
        page.waitForFunction(
                """
                (title) => title
                    === document.querySelector('h1')?.innerText.replaceAll(/\\s+/g, ' ').trim()\
                """,
                title);
    }

    /** What the API answers to the same person. */
    JsonNode ask(String path) {
        JsonNode answer = JSON.readTree((String) page.evaluate(ASK, path));
        if (answer.path("status").asInt() != 200) {
            throw new AssertionError(path + ": " + answer);
        }
        return answer.path("said");
    }

    /** What the API answers to a change, with its status, whatever that is. */
    JsonNode post(String path) {
        return JSON.readTree((String) page.evaluate(POST, path));
    }

    /** What a script that answers with JSON finds in the page. */
    JsonNode run(String script) {
        return JSON.readTree((String) page.evaluate(script));
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    /** What whoever cannot see or point would stumble over (WCAG 2.2 A and AA). */
    List<String> barriers() {
        page.evaluate(AXE);
        JsonNode found = JSON.readTree(JSON.writeValueAsString(page.evaluate(JUDGE)));
        return StreamSupport.stream(found.spliterator(), false).map(JsonNode::asString).toList();
    }

    /** Errors on the console, broken policy, other hosts; empty if all went well. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    private static String axe() {
        try (InputStream file =
                Objects.requireNonNull(Visitor.class.getResourceAsStream("/axe.min.js"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
