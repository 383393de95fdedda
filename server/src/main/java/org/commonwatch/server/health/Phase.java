package org.commonwatch.server.health;

import java.util.Locale;

/** How far a server has come; it answers its clients only when it is ready. */
public enum Phase {
    /** The embedded database is made or started, or another one is reached. */
    DATABASE,
    /** Tables are made or brought up to date. */
    MIGRATION,
    /** What is needed in memory is read. */
    LOADING,
    READY,
    /** Requests under way are finished, and no others are taken. */
    STOPPING;

    /** The word for it, such as {@code migration}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
