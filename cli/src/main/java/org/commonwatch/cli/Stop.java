package org.commonwatch.cli;

/** Ends the command with a message, what to do, and an exit code. */
final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String message;
    private final String remedy;
    private final int exitCode;

    Stop(int exitCode, String message, String remedy) {
        super(message);
        this.message = message;
        this.remedy = remedy;
        this.exitCode = exitCode;
    }

    String message() {
        return message;
    }

    String remedy() {
        return remedy;
    }

    int exitCode() {
        return exitCode;
    }
}
