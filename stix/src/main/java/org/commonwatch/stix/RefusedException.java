package org.commonwatch.stix;

/** Carries a {@link Refusal} from where a text was parsed to whoever can tell its author. */
public final class RefusedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    /** The reason, for a person. */
    public Refusal refusal() {
        return refusal;
    }
}
