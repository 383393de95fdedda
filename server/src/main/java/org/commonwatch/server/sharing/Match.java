package org.commonwatch.server.sharing;

import org.commonwatch.server.intel.Words;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Which objects are meant (TAXII 2.1 §3.4). A field that is empty leaves all; an object must be one
 * of the values of every other field.
 *
 * @param ids as they are written
 * @param types STIX types
 * @param specs versions of STIX, such as {@code 2.1}; if empty, the latest of each object
 * @param words all of which the object must have
 */
public record Match(
        Set<String> ids,
        Set<String> types,
        Set<String> specs,
        Versions versions,
        Set<String> words) {
    /** The latest version of every object. */
    public static final Match ALL =
            new Match(Set.of(), Set.of(), Set.of(), Versions.LAST, Set.of());

    /** So many words at most say which objects are meant, as no object has more. */
    public static final int WORDS = Words.LIMIT;

    public Match {
        ids = Set.copyOf(ids);
        types = Set.copyOf(types);
        specs = Set.copyOf(specs);
        words = Set.copyOf(words);
    }

    /** The words of a text, as objects are found by them. */
    public static Set<String> words(String text) {
        return Words.of(text);
    }

    /** The same of one object. */
    public Match only(String id) {
        return new Match(Set.of(id), types, specs, versions, words);
    }

    /** The same with other versions. */
    public Match with(Versions other) {
        return new Match(ids, types, specs, other, words);
    }

    /**
     * Which versions of an object are meant: a version is one of any of these.
     *
     * @param exactly versions by their time
     */
    public record Versions(boolean all, boolean first, boolean last, Collection<Instant> exactly) {
        /** The newest. */
        public static final Versions LAST = new Versions(false, false, true, List.of());

        /** Every one. */
        public static final Versions ALL = new Versions(true, false, false, List.of());

        public Versions {
            exactly = List.copyOf(exactly);
            if (!all && !first && !last && exactly.isEmpty()) {
                throw new IllegalArgumentException("no version at all");
            }
        }

        /** In words. */
        @Override
        public String toString() {
            List<String> words = new ArrayList<>();
            if (all) {
                words.add("all");
            }
            if (first) {
                words.add("first");
            }
            if (last) {
                words.add("last");
            }
            exactly.forEach(each -> words.add(each.toString()));
            return "versions " + String.join(", ", words);
        }
    }
}
