package org.commonwatch.access.marking;

import java.util.Locale;

/** The levels of the Permissible Actions Protocol, from widest to narrowest. */
public enum Pap {
    CLEAR("no limit on what is done with it"),
    GREEN("active measures that are not against the source are permitted"),
    AMBER("only passive measures that the source cannot see"),
    RED("only on systems that cannot be seen from outside");

    private final String means;

    Pap(String means) {
        this.means = means;
    }

    /** The label, such as {@code PAP:AMBER}. */
    public String label() {
        return "PAP:" + name().toUpperCase(Locale.ROOT);
    }

    /** What may be done, in words. */
    public String means() {
        return means;
    }
}
