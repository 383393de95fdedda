package org.commonwatch.server;

/** Why a setting cannot be what it is set to, for the person who did. */
public final class BadSetting extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String message;
    private final String remedy;

    BadSetting(String message, String remedy) {
        super(message);
        this.message = message;
        this.remedy = remedy;
    }

    /** What is wrong: one sentence that names the value, unless it is secret. */
    public String message() {
        return message;
    }

    /** What to do next, as an instruction. */
    public String remedy() {
        return remedy;
    }
}
