package org.commonwatch.server;

/** A server of the same data directory runs, and can be asked instead. */
public final class AlreadyServing extends CannotStart {
    private static final long serialVersionUID = 1;

    private final String url;

    AlreadyServing(String url) {
        super(
                "A server of this data directory runs already, at " + url + ".",
                "Stop it first, or choose another directory with --data.");
        this.url = url;
    }

    /** Where its operator reaches it, on this machine. */
    public String url() {
        return url;
    }
}
