package org.commonwatch.telemetry;

/** Carries a {@link TelemetryRefusal} to whoever can tell the person who asked. */
public final class TelemetryRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient TelemetryRefusal refusal;

    public TelemetryRefusedException(TelemetryRefusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    /** The reason, for a person. */
    public TelemetryRefusal refusal() {
        return refusal;
    }
}
