package org.commonwatch.access.ruling;

import java.util.Locale;

/** Who is told about a ruling. */
public enum Audience {
    /** Whose object it is: told everything that concerns it. */
    OWNER,
    /** The body's office: told what the body's rules and acts did, not what an owner said. */
    SECRETARIAT,
    /**
     * Whoever asks for another, of an object that it may read itself: told what the body's rules
     * and acts did, and neither whose object it is nor what its owner said.
     */
    ANALYST,
    /** Who asked: told what it may do; of what is hidden no more than of what never was. */
    REQUESTER,
    /** Whoever examines rulings: told everything. */
    AUDITOR;

    /** The word for it, such as {@code auditor}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
