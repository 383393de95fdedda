package org.commonwatch.server;

import org.commonwatch.access.BodyId;
import org.commonwatch.database.Database;
import org.commonwatch.server.doctor.Place;
import org.commonwatch.server.health.ToldSetting;
import org.commonwatch.server.ingest.kafka.KafkaPlan;
import org.commonwatch.server.ingest.syslog.SyslogPlan;
import org.commonwatch.server.oidc.Trust;
import org.commonwatch.server.outbound.Hosts;
import org.commonwatch.server.pseudonyms.Networks;
import org.commonwatch.server.web.Area;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every setting of a server; {@link Configuration} tells where they come from.
 *
 * @param data directory of all that is kept: the embedded database, the operator's token
 * @param listening where, and how, clients are heard
 * @param body the body within which parties share; also the TAXII API root
 * @param database a PostgreSQL that somebody else keeps; empty for the embedded one
 * @param limits how much at once
 */
public record Settings(
        Path data, Listening listening, BodyId body, Optional<Database> database, Limits limits) {
    /** A file that marks the directory it is in, or beside: what is there is generated. */
    public static final String SYNTHETIC = "SYNTHETIC-DATA";

    /**
     * Where clients are heard, and whom the server calls.
     *
     * @param port 0 takes any free one
     * @param tls without it, only this machine can be a client
     * @param issuer who else is trusted to say who they are
     * @param flows what comes in and goes out beside what clients ask
     */
    public record Listening(
            InetAddress address, int port, Optional<Tls> tls, Optional<Trust> issuer, Flows flows) {
        public Listening {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("there is no port " + port);
            }
            if (tls.isEmpty() && !address.isLoopbackAddress()) {
                throw new IllegalArgumentException(
                        "without a certificate, "
                                + address.getHostAddress()
                                + " is not listened on");
            }
        }

        /** The same of a server that hears only clients, and calls nobody. */
        public Listening(InetAddress address, int port, Optional<Tls> tls, Optional<Trust> issuer) {
            this(address, port, tls, issuer, Flows.NONE);
        }

        /** Everybody who signs in there has a name of the server's own. */
        public Listening(InetAddress address, int port, Optional<Tls> tls) {
            this(address, port, tls, Optional.empty());
        }

        static Listening here(int port) {
            return new Listening(InetAddress.ofLiteral("127.0.0.1"), port, Optional.empty());
        }
    }

    /**
     * Where sensors are heard that do not speak HTTP.
     *
     * @param inbox a folder with a folder for each sensor
     */
    public record Sources(
            Optional<Path> inbox, Optional<KafkaPlan> kafka, Optional<SyslogPlan> syslog) {
        /** Nowhere. */
        public static final Sources NONE =
                new Sources(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Files in the form PEM, read again when they change. */
    public record Tls(Path certificate, Path key, Optional<Path> clientAuthorities) {}

    /**
     * How much at once.
     *
     * @param contentBytes the longest body of a TAXII client's request
     * @param pageObjects the most objects of a page
     * @param partyRate how often a party may ask, in requests a second
     * @param intake of what sensors deliver
     */
    public record Limits(int contentBytes, int pageObjects, int partyRate, Intake intake) {
        /**
         * A body is held whole while it is read: ten MiB are some ten thousand objects, more than
         * clients in use send at once, and bear many clients beside each other in one GB.
         */
        public static final Limits USUAL = new Limits(10 << 20, 1_000, 50);

        /** With the usual intake. */
        public Limits(int contentBytes, int pageObjects, int partyRate) {
            this(contentBytes, pageObjects, partyRate, Intake.USUAL);
        }
    }

    /**
     * How what sensors deliver is taken in.
     *
     * @param groupMillis how long a delivery waits for others to be committed with
     * @param sensorRate how many lines a second each sensor may deliver
     * @param rawDays how long deliveries are kept as they came; 0 if they are not
     */
    public record Intake(int groupMillis, int sensorRate, int rawDays) {
        /** Fewer lines than one machine counts, more than a sensor has. */
        public static final Intake USUAL = new Intake(200, 1_000_000, 0);
    }

    /**
     * What comes in and goes out beside what clients ask.
     *
     * @param sources where sensors are heard that do not speak HTTP
     * @param outgoing whom the server itself may call
     * @param own networks whose addresses leave as pseudonyms
     * @param shown as what people see the deployment
     */
    public record Flows(Sources sources, Outgoing outgoing, Networks own, Shown shown) {
        /** Nothing. */
        public static final Flows NONE = new Flows(Sources.NONE, Outgoing.NONE);

        /** Under the usual name. */
        public Flows(Sources sources, Outgoing outgoing, Networks own) {
            this(sources, outgoing, own, Shown.USUAL);
        }

        /** Without networks of one's own. */
        public Flows(Sources sources, Outgoing outgoing) {
            this(sources, outgoing, Networks.NONE);
        }
    }

    /**
     * As what people see the deployment.
     *
     * @param name what it is called
     * @param zone in which pages show times
     * @param told every setting as an operator reads it; empty if nothing was read to make these
     */
    public record Shown(String name, ZoneId zone, List<ToldSetting> told) {
        /** One that nobody has named. */
        public static final Shown USUAL = new Shown("Commonwatch", ZoneId.of("UTC"), List.of());
    }

    /**
     * Whom the server itself may call.
     *
     * @param authorities a file in the form PEM: whom to trust besides those that Java trusts
     * @param scheduled whether connectors run when it is their turn
     */
    public record Outgoing(Hosts hosts, Optional<Path> authorities, boolean scheduled) {
        /** Nobody. */
        public static final Outgoing NONE = new Outgoing(Hosts.NONE, Optional.empty(), true);

        private Outgoing byCommand() {
            return new Outgoing(hosts, authorities, false);
        }
    }

    public Settings {
        checkFree(body);
    }

    static void checkFree(BodyId body) {
        if (Area.TAKEN.contains(body.name())) {
            throw new IllegalArgumentException(
                    "a body cannot be called '" + body + "': the address is taken");
        }
    }

    /** A server for clients of this machine, with the usual limits. */
    public Settings(Path data, int port, BodyId body, Optional<Database> database) {
        this(data, Listening.here(port), body, database, Limits.USUAL);
    }

    /** Where the archive of events is. */
    public Path archive() {
        return data.resolve("archive");
    }

    /** Whether all that is kept there is generated and means nobody, as the directory is marked. */
    public boolean isSynthetic() {
        return Files.exists(data.resolve(SYNTHETIC))
                || Files.exists(data.toAbsolutePath().resolveSibling(SYNTHETIC));
    }

    /** Where a server of these settings lives. */
    Place place() {
        List<Path> secrets =
                Stream.concat(
                                Stream.of(data.resolve("operator.token")),
                                listening.tls().map(Tls::key).stream())
                        .toList();
        return new Place(
                data, secrets, listening.tls().map(Tls::certificate), database.map(Database::url));
    }

    /** The same for one command on this machine, at any port that is free. */
    public Settings forOneCommand() {
        Listening here =
                new Listening(
                        Listening.here(0).address(),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        new Flows(
                                Sources.NONE,
                                listening.flows().outgoing().byCommand(),
                                listening.flows().own(),
                                listening.flows().shown()));
        return new Settings(data, here, body, database, limits);
    }
}
