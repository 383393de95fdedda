package org.commonwatch.server.procedure;

import org.commonwatch.access.Moment;

import java.time.Instant;

/** Moments as a world's file has them, so that what is answered can be said again. */
public final class Dated {
    private static final String MIDNIGHT = "T00:00:00Z";

    private Dated() {}

    /** Such as {@code 2018-10-17}, or {@code 2018-09-21/2018-09-30} if it is not known better. */
    public static String text(Moment moment) {
        String earliest = text(moment.earliest());
        return moment.earliest().equals(moment.latest())
                ? earliest
                : earliest + "/" + text(moment.latest());
    }

    private static String text(Instant instant) {
        String text = instant.toString();
        return text.endsWith(MIDNIGHT)
                ? text.substring(0, text.length() - MIDNIGHT.length())
                : text;
    }
}
