package org.commonwatch.cli.terminal;

/** How the command ends, as {@code cwatch --help} tells it. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;

    /** Done, but there was nothing to do it with. */
    public static final int NOTHING = 3;

    public static final int REFUSED = 4;

    /** Done, but some records could not be read. */
    public static final int PARTIAL = 5;

    /** Done, and what was compared is not the same. */
    public static final int DIFFERENT = 6;

    /** Done, and something that was checked is not valid. */
    public static final int INVALID = 7;

    private ExitCode() {}
}
