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
    /** Into a collection of another server. */
    PUSH,
    /** In a notice of what is new. */
    NOTICE,
    COUNTS,
    /** In a form that sensors read. */
    FEED,
    /** What waits for an office to look at it. */
    REVIEWS,
    /** As another party would see it. */
    VIEW_AS,
    /** Why an object is permitted, or is not. */
    RULINGS,
    /** What a party would see if it were otherwise. */
    WHAT_IF,
    /** What others knew of that which hit a party, and could not tell it. */
    GAP,
    /** Which party may read which object. */
    MATRIX;

    /** The word for it, such as {@code manifest}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
