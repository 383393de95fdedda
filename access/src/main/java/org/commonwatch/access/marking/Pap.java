package org.commonwatch.access.marking;

import org.commonwatch.access.saying.Phrase;

import java.util.Locale;

/** The levels of the Permissible Actions Protocol, from widest to narrowest. */
public enum Pap {
    CLEAR(Phrase.PERMISSIBLE_CLEAR),
    GREEN(Phrase.PERMISSIBLE_GREEN),
    AMBER(Phrase.PERMISSIBLE_AMBER),
    RED(Phrase.PERMISSIBLE_RED);

    private final Phrase means;

    Pap(Phrase means) {
        this.means = means;
    }

    /** The label, such as {@code PAP:AMBER}. */
    public String label() {
        return "PAP:" + name().toUpperCase(Locale.ROOT);
    }

    /** What may be done, in words, after the label. */
    Phrase means() {
        return means;
    }
}
