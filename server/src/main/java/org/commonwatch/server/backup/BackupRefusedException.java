package org.commonwatch.server.backup;

/** Why a file cannot be restored, for the person who tried. */
public final class BackupRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String message;
    private final String remedy;

    BackupRefusedException(String message, String remedy) {
        super(message);
        this.message = message;
        this.remedy = remedy;
    }

    /** What is wrong: one sentence that names the part. */
    public String message() {
        return message;
    }

    /** What to do next, as an instruction. */
    public String remedy() {
        return remedy;
    }
}
