package org.commonwatch.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commonwatch.browser.Scene.INSIDER;
import static org.commonwatch.browser.Scene.OPERATOR;
import static org.commonwatch.browser.Scene.SECRETARY;

import com.microsoft.playwright.options.ColorScheme;

import org.commonwatch.browser.Visitor.Look;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** A page in Chinese has no sentence in English. */
@ExtendWith(Scene.OfTheRun.class)
class ChineseTest {
    private static final Look CHINESE = new Look("zh-Hant", ColorScheme.LIGHT, 1280, 860);

    private final Scene scene;

    ChineseTest(Scene scene) {
        this.scene = scene;
    }

    @ParameterizedTest
    @CsvSource({
        INSIDER + ", gap?party=CERT-XE",
        INSIDER + ", gap?party=CERT-XE&table=reasons",
        INSIDER + ", gap?party=CERT-XC",
        SECRETARY + ", standing",
        OPERATOR + ", admin"
    })
    void noSentenceIsInEnglish(String name, String address) {
        try (Visitor visitor = scene.visitor(CHINESE).signedIn(name)) {
            visitor.open(address);
            assertThat(visitor.title()).matches(".*\\p{IsHan}.*");
            List<String> english = new ArrayList<>();
            int looked = 0;
            for (JsonNode text : visitor.run(TEXTS)) {
                looked++;
                if (text.asString().matches(ENGLISH)) {
                    english.add(text.asString());
                }
            }
            assertThat(looked).isGreaterThan(40);
            assertThat(english).isEmpty();
        }
    }

    /** Three words of small letters in a row; names, addresses and commands have no such. */
    private static final String ENGLISH = "(?s).*(^|[^\\w'])[A-Za-z']?[a-z']+ [a-z']+ [a-z']+\\b.*";

    /** What can be read, but for what is to be typed or copied as it stands. */
    private static final String TEXTS =
            """
            () => {
                const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                const texts = [];
                while (walk.nextNode()) {
                    const text = walk.currentNode.textContent.trim();
                    const within = walk.currentNode.parentElement;
                    if (text !== '' && within.closest('code, script, style, noscript') === null) {
                        texts.push(text.replace(/「[^」]*」/g, ''));
                    }
                }
                return JSON.stringify(texts);
            }\
            """;
}
