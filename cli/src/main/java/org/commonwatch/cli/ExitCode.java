package org.commonwatch.cli;

/** How the command ends, as {@code cwatch --help} tells it. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int REFUSED = 4;

    /** Done, but some records could not be read. */
    static final int PARTIAL = 5;

    private ExitCode() {}
}
