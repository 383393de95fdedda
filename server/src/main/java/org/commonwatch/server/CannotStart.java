package org.commonwatch.server;

/** Why a server does not start, for the person who tried. */
public sealed class CannotStart extends RuntimeException permits AlreadyServing {
    private static final long serialVersionUID = 1;

    private final String message;
    private final String remedy;

    CannotStart(String message, String remedy) {
        super(message);
        this.message = message;
        this.remedy = remedy;
    }

    /** What happened: one sentence that names the value. */
    public String message() {
        return message;
    }

    /** What to do next, as an instruction. */
    public String remedy() {
        return remedy;
    }
}
