package org.commonwatch.access;

import java.util.Locale;

/** What a party may do in a body. */
public enum Action {
    READ,
    QUERY,
    NOTIFIED,
    CONTRIBUTE,
    ATTEND,
    VOTE;

    /** The word for it, such as {@code contribute}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether something of another goes to the party that does it. */
    public boolean receives() {
        return this == READ || this == QUERY || this == NOTIFIED;
    }

    /** Whether it is done at a session, for which standing may be given for that session alone. */
    public boolean atSession() {
        return this == ATTEND || this == VOTE;
    }
}
