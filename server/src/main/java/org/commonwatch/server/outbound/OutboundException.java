package org.commonwatch.server.outbound;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** Why another machine was not spoken to, or did not answer as it should. */
public final class OutboundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;
    private final int status;
    private final Duration wait;

    private OutboundException(
            String message, String remedy, int status, Duration wait, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
        this.status = status;
        this.wait = wait;
    }

    /** With one sentence of what happened, and one of what to do. */
    public OutboundException(String message, String remedy) {
        this(message, remedy, 0, Duration.ZERO, null);
    }

    /** The same, with what it comes from, for the log. */
    public OutboundException(String message, String remedy, @Nullable Throwable cause) {
        this(message, remedy, 0, Duration.ZERO, cause);
    }

    /**
     * An answer that is a refusal.
     *
     * @param wait how long the other side wants to be left alone
     */
    public static OutboundException refused(
            int status, String message, String remedy, Duration wait) {
        return new OutboundException(message, remedy, status, wait, null);
    }

    /** What happened. */
    public String message() {
        return String.valueOf(getMessage());
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }

    /** The status of the answer; 0 if there was none, or none that says so. */
    public int status() {
        return status;
    }

    /** How long the other side wants to be left alone. */
    public Duration pause() {
        return wait;
    }
}
