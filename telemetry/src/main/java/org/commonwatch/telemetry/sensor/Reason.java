package org.commonwatch.telemetry.sensor;

/** Why a line was rejected. */
public enum Reason {
    NOT_JSON("not JSON"),
    TRUNCATED("truncated JSON"),
    NOT_AN_OBJECT("not a JSON object"),
    TRAILING_TEXT("text after the object"),
    NUL_BYTES("NUL bytes"),
    TOO_LONG("longer than 1 MiB"),
    TOO_DEEP("nested deeper than " + EveReader.DEPTH_LIMIT),
    NO_TIMESTAMP("no timestamp"),
    UNREADABLE_TIMESTAMP("unreadable timestamp"),
    NO_EVENT_TYPE("no event_type"),
    WRONG_TYPE("wrong type of field"),
    FOREIGN("not of this format"),
    NO_HEADER("no header before it"),
    WRONG_COLUMNS("wrong number of columns"),
    MALFORMED("malformed");

    private final String label;

    Reason(String label) {
        this.label = label;
    }

    /** In a few words, such as {@code truncated JSON}. */
    public String label() {
        return label;
    }
}
