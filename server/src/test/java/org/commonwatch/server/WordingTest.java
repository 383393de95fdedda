package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.Decision;
import org.commonwatch.access.RequestState;
import org.commonwatch.access.ruling.Change;
import org.commonwatch.access.ruling.Cited;
import org.commonwatch.access.ruling.Ground;
import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.server.web.Languages;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whatever a ruling says is said in every language that is shipped. */
class WordingTest {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    private static final Languages SHIPPED = Languages.SHIPPED;

    @Test
    void everyPhraseHasATextInEveryLanguageWithTheSamePlaces() {
        for (Languages.Language language : SHIPPED.all().subList(1, SHIPPED.all().size())) {
            Saying.Texts texts = SHIPPED.sayings(language.tag());
            for (Phrase phrase : Phrase.values()) {
                if (!phrase.english().isEmpty()) {
                    assertThat(texts.text(phrase))
                            .as(language.tag() + ": ruling." + phrase.code())
                            .hasValueSatisfying(text ->
                                    assertThat(places(text)).isEqualTo(places(phrase.english())));
                }
            }
        }
    }

    @Test
    void everyGroundAndEveryActIsSaidInEveryLanguage() throws Exception {
        List<Saying> said = new ArrayList<>();
        for (Class<?> type : leaves(Ground.class).toList()) {
            for (Object each : samples(type)) {
                said.add(((Ground) each).said());
            }
        }
        for (Class<?> type : leaves(Change.class).toList()) {
            for (Object each : samples(type)) {
                said.add(((Change) each).said());
            }
        }
        assertThat(said).hasSizeGreaterThan(30);
        Set<String> texts = new TreeSet<>();
        for (Saying each : said) {
            String chinese = each.text(SHIPPED.sayings("zh-Hant"));
            assertThat(chinese).doesNotContain("{").matches(".*\\p{IsHan}.*");
            assertThat(each.text()).doesNotContain("{").isNotEqualTo(chinese);
            texts.add(chinese);
        }
        assertThat(texts).as("no two say the same").hasSameSizeAs(new TreeSet<>(english(said)));
    }

    @Test
    void everySentenceOfTheDoctorHasATextInEveryLanguage() throws Exception {
        Properties english = texts("en");
        assertThat(english.stringPropertyNames())
                .filteredOn(key -> key.startsWith("doctor."))
                .hasSizeGreaterThan(30);
        for (Languages.Language language : SHIPPED.all().subList(1, SHIPPED.all().size())) {
            Properties texts = texts(language.tag());
            for (String key : english.stringPropertyNames()) {
                if (key.startsWith("doctor.")) {
                    String said = texts.getProperty(key, "");
                    assertThat(said).as(key).matches(".*\\p{IsHan}.*");
                    assertThat(places(said)).as(key).isEqualTo(places(english.getProperty(key)));
                }
            }
        }
    }

    private static Properties texts(String tag) throws IOException {
        Properties texts = new Properties();
        String name = "/texts/" + tag + ".properties";
        try (InputStream file =
                Objects.requireNonNull(WordingTest.class.getResourceAsStream(name))) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return texts;
    }

    @Test
    void everyStateOfARequestAndEveryDecisionHasItsWord() {
        for (RequestState each : RequestState.values()) {
            assertThat(Phrase.of(each).text()).isEqualTo(each.label());
        }
        for (Decision.Kind each : Decision.Kind.values()) {
            assertThat(Phrase.of(each).text()).isEqualTo(each.label());
        }
    }

    @Test
    void whatALanguageLacksIsSaidInEnglish() {
        Saying own = new Ground.Own().said();
        assertThat(own.text(SHIPPED.sayings("fr"))).isEqualTo(own.text());
    }

    private static List<String> english(List<Saying> said) {
        return said.stream().map(Saying::text).toList();
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        PLACE.matcher(text).results().map((MatchResult each) -> each.group(1)).forEach(places::add);
        return places;
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(Objects.requireNonNull(type.getPermittedSubclasses()))
                        .flatMap(WordingTest::leaves)
                : Stream.of(type);
    }

    // One of each way in which the words of a record may be there or not.
    private static List<Object> samples(Class<?> type) throws Exception {
        RecordComponent[] components = type.getRecordComponents();
        List<Object> samples = new ArrayList<>();
        for (int variant = 0; variant < 6; variant++) {
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(components[i], variant);
            }
            var constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            samples.add(constructor.newInstance(values));
        }
        return samples;
    }

    private static Object value(RecordComponent component, int variant) {
        Class<?> type = component.getType();
        if (type == BodyId.class) {
            return new BodyId("commons");
        }
        if (type == StixId.class) {
            return new StixId("identity", new UUID(0x4000, 7));
        }
        if (type == Tlp.class) {
            return Tlp.GREEN;
        }
        if (type == Saying.class) {
            return Saying.of(Phrase.ASK_ORIGINATOR);
        }
        if (type == boolean.class) {
            return variant % 2 == 0;
        }
        if (type == int.class) {
            return variant % 3 - 1;
        }
        if (type == Optional.class) {
            boolean level = component.getGenericType().getTypeName().contains("Tlp");
            Object there = level ? Tlp.AMBER : new Cited("D-2", variant < 4 ? "D-1" : "D-2");
            return variant < 2 ? Optional.empty() : Optional.of(there);
        }
        return "word-" + component.getName();
    }
}
