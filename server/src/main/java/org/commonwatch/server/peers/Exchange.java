package org.commonwatch.server.peers;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.exposure.Exposure;
import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.membership.Collections;
import org.commonwatch.server.notices.Notices;
import org.commonwatch.server.outbound.Outbound;
import org.commonwatch.server.outbound.OutboundException;
import org.commonwatch.server.peers.Connector.Progress;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.stix.StixId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Runs connectors: when it is their turn, and when somebody says so. */
public final class Exchange implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final int AT_ONCE = 4;
    private static final Duration UNLIMITED = Duration.ofDays(1);

    private final Connectors connectors;
    private final Collections collections;
    private final Sharing sharing;
    private final Outbound outbound;
    private final Secrets secrets;
    private final InstantSource clock;
    private final Provenance provenance;
    private final Exposure exposure;
    private final Notices notices;
    private final Messengers messengers;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("exchange").factory());
    private final ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor();

    /** What it reads and writes here. */
    public record Here(
            Transactions transactions,
            Collections collections,
            Sharing sharing,
            Exposure exposure,
            Notices notices) {}

    /** Of these connectors, over this way out. */
    public Exchange(
            Connectors connectors,
            Here here,
            Outbound outbound,
            Secrets secrets,
            InstantSource clock) {
        this.connectors = connectors;
        this.collections = here.collections();
        this.sharing = here.sharing();
        this.outbound = outbound;
        this.secrets = secrets;
        this.clock = clock;
        this.provenance = new Provenance(here.transactions(), clock);
        this.exposure = here.exposure();
        this.notices = here.notices();
        this.messengers = new Messengers(outbound, secrets, clock);
    }

    /** From now on runs each when it is its turn. */
    public void start() {
        var _ = clockwork.scheduleWithFixedDelay(this::runDue, 1, 1, TimeUnit.SECONDS);
    }

    private void runDue() {
        try {
            for (String name : connectors.due()) {
                if (!underWay.contains(name) && places.tryAcquire()) {
                    runs.execute(() -> runNow(name));
                }
            }
        } catch (RuntimeException e) {
            if (!clockwork.isShutdown()) {
                LOG.warn("Which connectors are due cannot be told; it is tried again.", e);
            }
        }
    }

    private void runNow(String name) {
        try {
            run(name, UNLIMITED);
        } catch (ProblemException e) {
            LOG.warn("Connector {}: {}", name, e.problem().message());
        } catch (RuntimeException e) {
            LOG.error("Connector {} failed.", name, e);
        } finally {
            places.release();
        }
    }

    /**
     * Runs a round, or goes on with one: to its end, or until so much time is over. Refused while
     * it is under way.
     */
    public Round run(String name, Duration budget) {
        Connectors.Kept kept = connectors.named(name);
        if (!underWay.add(name)) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "The connector '" + name + "' is under way.",
                            "Wait until its round has ended; 'cwatch connector list' tells."));
        }
        try {
            Round round = rounds(kept, System.nanoTime() + budget.toNanos());
            connectors.ended(kept.connector(), round.said(), false, Duration.ZERO);
            return round;
        } catch (OutboundException e) {
            connectors.ended(kept.connector(), e.message(), true, e.pause());
            throw new ProblemException(new Problem.Unprocessable(e.message(), e.remedy()));
        } catch (ProblemException e) {
            connectors.ended(kept.connector(), e.problem().message(), true, Duration.ZERO);
            throw e;
        } catch (RuntimeException e) {
            connectors.ended(kept.connector(), "It failed; the log says why.", true, Duration.ZERO);
            throw e;
        } finally {
            underWay.remove(name);
        }
    }

    private Round rounds(Connectors.Kept kept, long end) {
        Function<Progress, Pull.Step> steps = steps(kept.connector());
        Progress progress = kept.progress();
        Round round = Round.NOTHING;
        do {
            Pull.Step step = steps.apply(progress);
            round = round.and(step.round());
            progress = step.progress();
            connectors.keep(kept.connector().name(), progress);
        } while (round.more() && System.nanoTime() < end && !Thread.interrupted());
        return round;
    }

    private Function<Progress, Pull.Step> steps(Connector connector) {
        return switch (connector.kind()) {
            case PULL -> new Pull(connector, there(connector), into(connector))::step;
            case MISP -> feed(connector)::step;
            case PUSH -> {
                Collection from =
                        sharing.collection(
                                        caller(connector), connector.ends().collection().toString())
                                .collection();
                yield new Push(connector, from, there(connector), sharing, provenance)::step;
            }
            case WEBHOOK, SYSLOG, MAIL -> {
                Collection from =
                        sharing.collection(
                                        caller(connector), connector.ends().collection().toString())
                                .collection();
                yield new Telling(connector, from, sharing, notices, clock)::step;
            }
        };
    }

    private MispPull feed(Connector connector) {
        return new MispPull(
                connector, outbound, secrets.authorization(connector.name()), into(connector));
    }

    private Into into(Connector connector) {
        return new Into(connector, here(connector), sharing, provenance, exposure);
    }

    private Collection here(Connector connector) {
        return collections.find(connector.ends().collection());
    }

    private static Caller caller(Connector connector) {
        return new Caller(connector.party(), "connector:" + connector.name());
    }

    private RemoteCollection there(Connector connector) {
        Remote remote = new Remote(outbound, secrets.authorization(connector.name()));
        return new Discovery(remote, Discovery::records)
                .find(connector.ends().url(), connector.ends().remote());
    }

    /** Whether something is pushed to a party. */
    public boolean reaches(StixId party) {
        return pushing(party).isPresent();
    }

    /** Sends an object once more, revoked, to a party that it was pushed to; says how. */
    public String revoke(StixId party, byte[] revoked) {
        Connector connector =
                pushing(party)
                        .orElseThrow(() ->
                                new OutboundException(
                                        "Nothing is pushed to it any more.",
                                        "Add the connector again."));
        Map<String, String> failures = there(connector).post(List.of(revoked));
        if (!failures.isEmpty()) {
            throw new OutboundException(
                    "It was not taken: " + failures.values().iterator().next(),
                    "Ask its operator.");
        }
        return "revoked through " + connector.name();
    }

    private Optional<Connector> pushing(StixId party) {
        return connectors.all().stream()
                .map(Connectors.Kept::connector)
                .filter(each -> each.kind() == Connector.Kind.PUSH && each.party().equals(party))
                .findFirst();
    }

    /** Tries everything that a connector needs, up to the first that does not hold. */
    public List<Check> test(String name) {
        Connector connector = connectors.named(name).connector();
        List<Check> checks = new ArrayList<>();
        String what = "address";
        try {
            if (!connector.kind().tells()) {
                for (URI each : Discovery.addresses(connector.ends().url(), Discovery::records)) {
                    InetAddress[] found = outbound.addresses(each);
                    String at = found[0].getHostAddress();
                    checks.add(Check.good(what, each.getHost() + " is at " + at));
                }
            }
            what = "secret";
            boolean signs = secrets.authorization(name).isPresent();
            checks.add(Check.good(what, signs ? "there" : "none, so nobody signs in"));
            what = what(connector.kind());
            checks.add(Check.good(what, other(connector)));
        } catch (OutboundException e) {
            checks.add(new Check(what, false, e.message(), e.remedy()));
        }
        return checks;
    }

    private static String what(Connector.Kind kind) {
        return kind.tells() ? "notice" : kind == Connector.Kind.MISP ? "feed" : "collection";
    }

    private String other(Connector connector) {
        return switch (connector.kind()) {
            case MISP -> feed(connector).said();
            case WEBHOOK, SYSLOG, MAIL -> messengers.test(connector);
            case PUSH -> there(connector).address().toString();
            case PULL -> {
                RemoteCollection there = there(connector);
                int some = there.page("", "", connector.ends().types()).objects().size();
                yield there.address() + ", " + some + " objects on its first page";
            }
        };
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        runs.shutdownNow();
    }
}
