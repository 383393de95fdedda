package org.commonwatch.server.peers;

import org.commonwatch.stix.StixId;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One exchange with another server.
 *
 * @param party whose server it is, or whom it tells
 * @param every from one round to the next; zero if only by command
 * @param quiet when it tells nobody
 */
public record Connector(
        String name, Kind kind, Ends ends, StixId party, Duration every, Quiet quiet) {
    /** Which way objects go. */
    public enum Kind {
        /** From another server's collection over TAXII. */
        PULL,
        /** Into another server's collection over TAXII. */
        PUSH,
        /** From a feed of MISP. */
        MISP,
        /** Notices to an address of HTTP. */
        WEBHOOK,
        /** Notices to a collector of syslog. */
        SYSLOG,
        /** Notices to people by mail. */
        MAIL;

        /** Whether it tells people or machines what they should know. */
        public boolean tells() {
            return this == WEBHOOK || this == SYSLOG || this == MAIL;
        }

        /** The word for it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What it connects.
     *
     * @param url of discovery, of an API root or of a collection; or a domain whose DNS tells
     * @param remote the collection there: its id, alias or title; empty if the address says it
     * @param collection the collection here
     * @param types of STIX, of which objects go; empty for all
     */
    public record Ends(String url, String remote, UUID collection, Set<String> types) {
        public Ends {
            types = Set.copyOf(types);
        }
    }

    /**
     * How far it has come.
     *
     * @param after up to where all is done, in the words of whose order it is
     * @param next where the round under way goes on; empty if none is
     * @param reached the last date that it has seen; empty if none
     */
    public record Progress(String after, String next, String reached) {
        static final Progress NONE = new Progress("", "", "");
    }

    /**
     * What became of it last.
     *
     * @param due when it is its turn; empty if only by command
     * @param said one sentence; empty if it never was
     */
    public record Last(Optional<Instant> due, Optional<Instant> run, String said, boolean failed) {}
}
