package org.commonwatch.browser;

import static org.commonwatch.browser.Scene.INSIDER;
import static org.commonwatch.browser.Scene.OPERATOR;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;

import org.assertj.core.api.SoftAssertions;
import org.commonwatch.browser.Visitor.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** Whoever enlarges pages, or has colours of their own, finds all that others find. */
@ExtendWith(Scene.OfTheRun.class)
class EverybodyTest {
    /** A desk of 1,280 pixels at 200 %: half as many, each twice as large. */
    private static final int HALF = 640;

    /** JavaScript of a page as it comes over the line, in bytes. */
    private static final int SCRIPT = 180_000;

    private final Scene scene;

    EverybodyTest(Scene scene) {
        this.scene = scene;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-Hant"})
    void atTwiceTheSizeNothingIsCutOffAndNoPageScrollsSideways(String language) {
        Look look = new Look(language, ColorScheme.LIGHT, HALF, 430);
        var softly = new SoftAssertions();
        int looked = 0;
        for (String name : List.of(INSIDER, OPERATOR)) {
            try (Visitor visitor = scene.visitor(look).signedIn(name)) {
                visitor.open("");
                for (String page : Scene.pages(visitor)) {
                    if (name.equals(OPERATOR) && !page.equals("admin")) {
                        continue;
                    }
                    visitor.open(page);
                    JsonNode cut = visitor.run(CUT);
                    softly.assertThat(cut.path("sideways").asInt()).as(page).isZero();
                    softly.assertThat(cut.path("cut").toString()).as(page).isEqualTo("[]");
                    looked += cut.path("looked").asInt();
                }
            }
        }
        System.out.printf("200 %% in %s: %,d texts looked at%n", language, looked);
        softly.assertAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIGHT", "DARK"})
    void withColoursOfOnesOwnMarksAndTextsAreStillToldApart(ColorScheme colours) {
        var softly = new SoftAssertions();
        int looked = 0;
        try (Visitor visitor =
                scene.visitor(new Look("en", colours, 1280, 860), ForcedColors.ACTIVE)
                        .signedIn(INSIDER)) {
            visitor.open("");
            for (String page : Scene.pages(visitor)) {
                visitor.open(page);
                JsonNode faint = visitor.run(FAINT);
                softly.assertThat(faint.path("faint").toString()).as(page).isEqualTo("[]");
                looked += faint.path("looked").asInt();
            }
            visitor.open("who-sees-what");
            JsonNode shapes = visitor.run(SHAPES);
            softly.assertThat(shapes.path("shapes").asInt())
                    .as("a shape of its own for each sign: %s", shapes)
                    .isEqualTo(shapes.path("signs").asInt())
                    .isGreaterThanOrEqualTo(5);
            softly.assertThat(visitor.barriers()).isEmpty();
        }
        System.out.printf("forced colours, %s: %,d marks and texts looked at%n", colours, looked);
        softly.assertAll();
    }

    @Test
    void noPageNeedsMoreThanItsShareOfScript() {
        var softly = new SoftAssertions();
        try (Visitor menu = scene.visitor(INSIDER).open("")) {
            for (String page : Scene.pages(menu)) {
                try (Visitor visitor = scene.visitor(INSIDER).open(page)) {
                    int bytes = visitor.run(BYTES).asInt();
                    System.out.printf("%s: %.1f kB of script%n", page, bytes / 1000.0);
                    softly.assertThat(bytes).as(page).isPositive().isLessThanOrEqualTo(SCRIPT);
                }
            }
        }
        softly.assertAll();
    }

    /**
     * Texts that reach out of what holds them and does not scroll; shortened ones say so by dots.
     */
    private static final String CUT =
            """
            () => {
                const cut = [];
                let looked = 0;
                const words = (each) => [...each.childNodes].some((node) =>
                    node.nodeType === 3 && node.textContent.trim() !== '');
                for (const each of document.querySelectorAll('body *')) {
                    const box = each.getBoundingClientRect();
                    if (!words(each) || box.width <= 1 || each.closest('.hidden-text, option')
                        || getComputedStyle(each).visibility === 'hidden') {
                        continue;
                    }
                    looked++;
                    const what = each.textContent.trim().slice(0, 60);
                    const svg = each.closest('svg');
                    if (svg !== null) {
                        const frame = svg.getBoundingClientRect();
                        if (box.left < frame.left - 1.5 || box.right > frame.right + 1.5
                            || box.top < frame.top - 2 || box.bottom > frame.bottom + 2) {
                            cut.push(`in a picture: ${what}`);
                        }
                        continue;
                    }
                    for (let at = each; at !== document.body; at = at.parentElement) {
                        const style = getComputedStyle(at);
                        const frame = at.getBoundingClientRect();
                        if (/auto|scroll/.test(style.overflowX + style.overflowY)
                            || style.textOverflow === 'ellipsis') {
                            break;
                        }
                        if (/hidden|clip/.test(style.overflowX + style.overflowY)
                            && (box.right > frame.right + 1.5 || box.bottom > frame.bottom + 1.5
                                || box.left < frame.left - 1.5)) {
                            cut.push(what);
                            break;
                        }
                    }
                }
                return JSON.stringify({ looked, cut,
                    sideways: Math.max(0, document.documentElement.scrollWidth - innerWidth) });
            }\
            """;

    /** Marks with less than 3:1 and texts with less than 4.5:1 to what is behind them. */
    private static final String FAINT =
            """
            () => {
                const canvas = document.createElement('canvas').getContext('2d',
                    { willReadFrequently: true });
                const rgba = (colour) => {
                    canvas.clearRect(0, 0, 1, 1);
                    canvas.fillStyle = colour;
                    canvas.fillRect(0, 0, 1, 1);
                    return [...canvas.getImageData(0, 0, 1, 1).data];
                };
                const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
                    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
                const behind = (each) => {
                    for (let at = each; at !== null; at = at.parentElement) {
                        const colour = rgba(getComputedStyle(at).backgroundColor);
                        if (colour[3] > 250) {
                            return colour;
                        }
                    }
                    return rgba('Canvas');
                };
                const ratio = (a, b) => {
                    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
                    return (high + 0.05) / (low + 0.05);
                };
                const faint = new Map();
                let looked = 0;
                const note = (each, by, least) => {
                    looked++;
                    if (by < least) {
                        const name = each.getAttribute('class') || each.tagName;
                        faint.set(`${each.tagName} ${name} ${by.toFixed(1)}`,
                            each.textContent.trim().slice(0, 40));
                    }
                };
                for (const each of document.querySelectorAll('body *')) {
                    const style = getComputedStyle(each);
                    const box = each.getBoundingClientRect();
                    const quiet = style.opacity === '0' || each.closest(
                        'defs, .hidden-text, [disabled], option, [data-quiet]') !== null;
                    if (quiet || box.width <= 1 || box.height < 1) {
                        continue;
                    }
                    if (each instanceof SVGGeometryElement) {
                        const drawn = [style.fill, style.stroke]
                            .filter((colour) => /^rgb|^#|^color/.test(colour))
                            .map(rgba).filter((colour) => colour[3] > 200);
                        if (drawn.length > 0) {
                            note(each, Math.max(...drawn.map((c) => ratio(c, behind(each)))), 3);
                        }
                    } else if ([...each.childNodes].some((node) =>
                        node.nodeType === 3 && node.textContent.trim() !== '')) {
                        const colour = each instanceof SVGElement ? style.fill : style.color;
                        note(each, ratio(rgba(colour), behind(each)), 4.5);
                    }
                }
                return JSON.stringify({ looked, faint: [...faint] });
            }\
            """;

    private static final String SHAPES =
            """
            () => {
                const signs = [...document.querySelectorAll('.legend svg')];
                const shapes = new Set(signs.map((svg) =>
                    svg.innerHTML.replaceAll(/(class|fill|stroke)="[^"]*"/g, '')));
                return JSON.stringify({ signs: signs.length, shapes: shapes.size });
            }\
            """;

    private static final String BYTES =
            """
            () => JSON.stringify(performance.getEntriesByType('resource')
                .filter((each) => each.name.endsWith('.js'))
                .reduce((sum, each) => sum + each.encodedBodySize, 0))\
            """;
}
