package org.commonwatch.insight;

/** Thrown where something was refused; says so with its remedy. */
public final class InsightRefusedException extends RuntimeException {
    private final transient InsightRefusal refusal;

    public InsightRefusedException(InsightRefusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    /** What was refused, and what to do. */
    public InsightRefusal refusal() {
        return refusal;
    }
}
