package org.commonwatch.stix;

/** As much of a text from outside as an error message may repeat. */
final class Excerpt {
    private static final int LIMIT = 60;

    private Excerpt() {}

    /** The text's beginning on one line, without control characters. */
    static String of(String text) {
        String head = text.length() <= LIMIT ? text : text.substring(0, LIMIT) + "…";
        return head.replaceAll("\\p{Cntrl}", "�");
    }
}
