package org.commonwatch.access.saying;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A phrase with its words: what is said, before it is said in any language.
 *
 * @param words by the names of the places where they stand
 */
public record Saying(Phrase phrase, Map<String, Word> words) {
    private static final Pattern PLACE = Pattern.compile("\\{(?<name>[a-z]+)}");

    /** What stands in a place. */
    public sealed interface Word {}

    /** A name or a number, the same in every language. */
    public record Plain(String text) implements Word {}

    /** Something that is itself said. */
    public record Said(Saying saying) implements Word {}

    /** Several, with something between each two. */
    public record All(List<Word> each, Phrase between) implements Word {
        public All {
            each = List.copyOf(each);
        }
    }

    /** The texts of a language by the phrases; what it lacks is said in English. */
    @FunctionalInterface
    public interface Texts {
        /** Those that stand with the phrases. */
        Texts ENGLISH = phrase -> Optional.empty();

        /** The text of a phrase, if the language has one. */
        Optional<String> text(Phrase phrase);
    }

    public Saying {
        words = Map.copyOf(words);
    }

    /** A phrase that has no places. */
    public static Saying of(Phrase phrase) {
        return new Saying(phrase, Map.of());
    }

    /** The same with a name or a number in a place. */
    public Saying with(String place, Object word) {
        return with(place, new Plain(word.toString()));
    }

    /** The same with something said in a place. */
    public Saying with(String place, Saying said) {
        return with(place, new Said(said));
    }

    /** The same with names in a place. */
    public Saying withAll(String place, Collection<String> names) {
        return with(
                place, new All(names.stream().<Word>map(Plain::new).toList(), Phrase.LIST_COMMA));
    }

    /** The same with several things said in a place. */
    public Saying withAll(String place, List<Saying> said, Phrase between) {
        return with(place, new All(said.stream().<Word>map(Said::new).toList(), between));
    }

    /** The same with a word in a place. */
    public Saying with(String place, Word word) {
        Map<String, Word> more = new LinkedHashMap<>(words);
        more.put(place, word);
        return new Saying(phrase, more);
    }

    /** In English. */
    public String text() {
        return text(Texts.ENGLISH);
    }

    /** In a language. */
    public String text(Texts texts) {
        Function<String, String> written = name -> written(texts, word(name));
        return PLACE.matcher(text(texts, phrase))
                .replaceAll(place -> Matcher.quoteReplacement(written.apply(place.group("name"))));
    }

    private Word word(String name) {
        return Optional.ofNullable(words.get(name))
                .orElseThrow(
                        () -> new IllegalStateException("no '" + name + "' in " + phrase.code()));
    }

    /** The words that are the same in every language, by their places. */
    public Map<String, String> plain() {
        Map<String, String> plain = new LinkedHashMap<>();
        words.forEach((place, word) -> {
            if (word instanceof Plain(String text)) {
                plain.put(place, text);
            }
        });
        return plain;
    }

    private static String text(Texts texts, Phrase phrase) {
        return texts.text(phrase).orElse(phrase.english());
    }

    private static String written(Texts texts, Word word) {
        return switch (word) {
            case Plain(String text) -> text;
            case Said(Saying saying) -> saying.text(texts);
            case All(List<Word> each, Phrase between) ->
                    each.stream()
                            .map(one -> written(texts, one))
                            .collect(Collectors.joining(text(texts, between)));
        };
    }
}
