package org.commonwatch.server.web;

import org.commonwatch.access.saying.Saying;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The languages that texts for people are in: each is a file {@code TAG.properties} in one folder,
 * whose key {@code language} is its name in itself. What a language lacks is said in English.
 */
public final class Languages {
    /** Those of the product. */
    public static final Languages SHIPPED = new Languages("/texts/", List.of("en", "zh-Hant"));

    private final Map<String, Properties> texts = new LinkedHashMap<>();

    /**
     * A language.
     *
     * @param tag as BCP 47 has it
     * @param name in itself
     */
    public record Language(String tag, String name) {}

    /**
     * Those of a folder on the class path.
     *
     * @param tags the first is the one in which everything is said
     */
    public Languages(String folder, List<String> tags) {
        for (String tag : tags) {
            texts.put(tag, read(folder + tag + ".properties"));
        }
    }

    private static Properties read(String name) {
        try (@Nullable InputStream file = Languages.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + name);
            }
            Properties texts = new Properties();
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Every language, the one in which everything is said first. */
    public List<Language> all() {
        return texts.keySet().stream()
                .map(tag -> new Language(tag, text(tag, "language")))
                .toList();
    }

    /**
     * The tag of the language that a request asks for by its parameter {@code language} or, failing
     * that, by its header; the first if it is none of these.
     */
    public String asked(ServerRequest request) {
        Optional<String> named = request.param("language");
        String wish =
                named.orElseGet(
                        () -> String.join(",", request.headers().header("Accept-Language")));
        return best(wish);
    }

    /** The tag of the language that fits best what is wished for; the first if none does. */
    public String best(String wish) {
        try {
            Locale found =
                    Locale.lookup(
                            widened(Locale.LanguageRange.parse(wish)),
                            texts.keySet().stream().map(Locale::forLanguageTag).toList());
            return found == null ? first() : found.toLanguageTag();
        } catch (IllegalArgumentException unreadable) {
            return first();
        }
    }

    // Browsers ask for places where a script is meant.
    private static List<Locale.LanguageRange> widened(List<Locale.LanguageRange> ranges) {
        List<Locale.LanguageRange> all = new ArrayList<>();
        for (Locale.LanguageRange each : ranges) {
            all.add(each);
            Locale locale = Locale.forLanguageTag(each.getRange());
            if (locale.getLanguage().equals("zh")
                    && (locale.getScript().equals("Hant")
                            || List.of("TW", "HK", "MO").contains(locale.getCountry()))) {
                all.add(new Locale.LanguageRange("zh-Hant", each.getWeight()));
            }
        }
        return all;
    }

    private String first() {
        return texts.keySet().iterator().next();
    }

    /** Whether a language has a text of its own for a key. */
    public boolean has(String tag, String key) {
        Properties own = texts.get(tag);
        return own != null && own.containsKey(key);
    }

    /** What rulings say in a language, by the keys {@code ruling.CODE}. */
    public Saying.Texts sayings(String tag) {
        return phrase -> {
            String key = "ruling." + phrase.code();
            return has(tag, key) ? Optional.of(text(tag, key)) : Optional.empty();
        };
    }

    /** The text of a key in a language, or in the first if that language lacks it. */
    public String text(String tag, String key) {
        Properties own = texts.get(tag);
        @Nullable String text = own == null ? null : own.getProperty(key);
        return text != null ? text : inFirst(key);
    }

    /** The same with words in its places, which are written {@code {name}}. */
    public String say(String tag, String key, Map<String, String> words) {
        String text = text(tag, key);
        for (var each : words.entrySet()) {
            text = text.replace("{" + each.getKey() + "}", each.getValue());
        }
        return text;
    }

    private String inFirst(String key) {
        Properties file = texts.get(first());
        @Nullable String text = file == null ? null : file.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no language has a text '" + key + "'");
        }
        return text;
    }
}
