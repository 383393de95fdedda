package org.commonwatch.server.sharing;

import java.util.Locale;

/** By which way an answer leaves. All lead through the same door. */
public enum Surface {
    OBJECTS,
    OBJECT,
    MANIFEST,
    VERSIONS,
    SEARCH,
    EXPORT,
    EVENTS,
    COUNTS;

    /** The word for it, such as {@code manifest}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
