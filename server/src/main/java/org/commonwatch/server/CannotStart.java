package org.commonwatch.server;

/** Why a server does not start, for the person who tried. */
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String remedy;

    CannotStart(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    /** What to do next, as an instruction. */
    public String remedy() {
        return remedy;
    }
}
