package org.commonwatch.archive;

/** Carries an {@link ArchiveRefusal} to whoever can tell the person who named the file. */
public final class ArchiveRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ArchiveRefusal refusal;

    public ArchiveRefusedException(ArchiveRefusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    /** The reason, for a person. */
    public ArchiveRefusal refusal() {
        return refusal;
    }
}
