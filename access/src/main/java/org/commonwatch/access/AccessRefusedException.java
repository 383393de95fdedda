package org.commonwatch.access;

/** Thrown where something was refused; says so with its remedy. */
public final class AccessRefusedException extends RuntimeException {
    private final transient AccessRefusal refusal;

    public AccessRefusedException(AccessRefusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    /** What was refused, and what to do. */
    public AccessRefusal refusal() {
        return refusal;
    }
}
