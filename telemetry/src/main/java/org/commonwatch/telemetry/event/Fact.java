package org.commonwatch.telemetry.event;

import java.util.Locale;

/**
 * What a sensor's record says that a counting rule can ask about, in the same words for all
 * sensors. Sets of facts are bit masks: {@link #bit} of each, joined.
 */
public enum Fact {
    /** The transport is TCP. */
    TCP,
    /** The flow is new: nothing has answered yet. */
    NEW,
    /** The sensor saw the connection established. */
    CONNECTED,
    /** The sensor saw application data, even if it could not tell of what. */
    APPLICATION,
    /** The sensor knows that nothing ever came back. */
    ONE_WAY,
    /** Somebody tried to sign in. */
    LOGIN,
    /** What was asked for did not happen: a login failed, a request was refused. */
    FAILED,
    /** A firewall or filter let it not through. */
    DENIED,
    /** The connection ended without any payload. */
    NO_DATA,
    /** The connection was aborted by the one that opened it. */
    ABORTED,
    /** The record carries a severity. */
    SEVERITY,
    /** What {@link CountingRule#established} makes of the others. */
    ESTABLISHED;

    /** The fact as a set of one. */
    @SuppressWarnings("EnumOrdinal") // the bit is of this run's memory: nothing keeps it
    public int bit() {
        return 1 << ordinal();
    }

    /** The name in rule files, such as {@code one-way}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
