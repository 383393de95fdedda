package org.commonwatch.access.marking;

import org.commonwatch.stix.Tlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads markings that are written as a line: the Traffic Light Protocol 1 and 2.0, the Permissible
 * Actions Protocol, and banners such as {@code REL TO XA, XB//ORCON}.
 */
public final class MarkingText {
    private static final Pattern CODE = Pattern.compile("[A-Z]{2,4}");
    private static final String RELEASABLE = "REL TO ";

    private MarkingText() {}

    /** What a line means; of a line that cannot be understood, that nobody may read. */
    public static Marking read(String text) {
        String line = text.strip().toUpperCase(Locale.ROOT);
        if (line.startsWith("TLP:")) {
            return marking("TLP", text, tlp(line.substring("TLP:".length())));
        }
        if (line.startsWith("PAP:")) {
            return marking("PAP", text, pap(line.substring("PAP:".length())));
        }
        return new Marking(text, "REL", text, banner(line));
    }

    private static Marking marking(String scheme, String text, Condition means) {
        return new Marking(text, scheme, text, List.of(means));
    }

    /** A colour of either version: what version 1 calls white version 2 calls clear. */
    static Condition tlp(String colour) {
        String level = colour.toUpperCase(Locale.ROOT);
        return Arrays.stream(Tlp.values())
                .filter(each -> each.label().equals("TLP:" + level))
                .findFirst()
                .<Condition>map(Condition.Level::new)
                .orElseGet(() ->
                        level.equals("WHITE")
                                ? new Condition.Level(Tlp.CLEAR)
                                : new Condition.Unreadable("TLP:" + colour));
    }

    static Condition pap(String colour) {
        String level = colour.toUpperCase(Locale.ROOT);
        return Arrays.stream(Pap.values())
                .filter(each -> each.name().equals(level.equals("WHITE") ? "CLEAR" : level))
                .findFirst()
                .<Condition>map(Condition.Permissible::new)
                .orElseGet(() -> new Condition.Unreadable("PAP:" + colour));
    }

    private static List<Condition> banner(String line) {
        List<Condition> means = new ArrayList<>();
        for (String part : line.split("//", -1)) {
            String word = part.strip();
            if (word.startsWith(RELEASABLE)) {
                means.add(releasable(word));
            } else if (word.equals("ORCON") || word.equals("ORIGINATOR CONTROLLED")) {
                means.add(new Condition.AskOriginator(Set.of()));
            } else {
                means.add(new Condition.Unreadable(word));
            }
        }
        return means;
    }

    private static Condition releasable(String word) {
        Set<String> groups = new LinkedHashSet<>();
        for (String code : word.substring(RELEASABLE.length()).split(",", -1)) {
            if (!CODE.matcher(code.strip()).matches()) {
                return new Condition.Unreadable(word);
            }
            groups.add("rel-to:" + code.strip());
        }
        return new Condition.OnlyTo(Circle.ofGroups(groups));
    }
}
