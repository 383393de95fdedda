package org.commonwatch.access;

import java.util.Locale;

/** What a party is to a body, from most to least: a body's own terms are mapped onto these. */
public enum StandingKind {
    MEMBER,
    ASSOCIATE,
    OBSERVER,
    APPLICANT,
    NONE;

    /** The word for it, such as {@code member}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
