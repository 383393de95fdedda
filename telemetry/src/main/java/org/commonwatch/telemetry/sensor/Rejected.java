package org.commonwatch.telemetry.sensor;

import java.util.regex.Pattern;

/**
 * A line that cannot be counted.
 *
 * @param line its number in the whole input, from 1
 * @param offset bytes of the input before it
 * @param detail what in it, quoted from the input and cut short; may be empty
 */
public record Rejected(long line, long offset, Reason reason, String detail) {
    private static final int DETAIL_LIMIT = 60;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    public Rejected {
        String head =
                detail.length() <= DETAIL_LIMIT ? detail : detail.substring(0, DETAIL_LIMIT) + "…";
        detail = CONTROL.matcher(head).replaceAll("�");
    }

    /** The reason in a few words, such as {@code unreadable timestamp 'yesterday'}. */
    public String why() {
        return detail.isEmpty() ? reason.label() : reason.label() + " '" + detail + "'";
    }
}
