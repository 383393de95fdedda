package org.commonwatch.server.recalls;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.exposure.Exposure;
import org.commonwatch.server.exposure.Exposure.Given;
import org.commonwatch.server.exposure.Exposure.Part;
import org.commonwatch.server.exposure.Exposure.Place;
import org.commonwatch.server.exposure.Exposure.Stretch;
import org.commonwatch.server.exposure.Revocation;
import org.commonwatch.server.outbound.Outbound;
import org.commonwatch.server.outbound.OutboundException;
import org.commonwatch.server.outbound.Wish;
import org.commonwatch.server.peers.Exchange;
import org.commonwatch.server.peers.Secrets;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.recalls.Book.Due;
import org.commonwatch.server.recalls.Book.Open;
import org.commonwatch.server.recalls.Recall.Exposed;
import org.commonwatch.server.recalls.Recall.Way;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Follows what was taken back to everybody who was given it, and heeds what others take back. */
public final class Recalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recalls.class);
    private static final int ANSWER = 1 << 16;
    private static final int STOP_SECONDS = 5;
    private static final String ADDRESS = "/api/v1/recalls";

    private final Book book;
    private final Narrowings narrowings;
    private final Set<Long> begun = new HashSet<>();
    private final Peers peers;
    private final Sharing sharing;
    private final Exposure exposure;
    private final Exchange exchange;
    private final Out out;
    private final InstantSource clock;
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("recalls").factory());

    /** How others are told, and known. */
    public record Out(Outbound outbound, Secrets secrets, Signer signer) {}

    /** What was shared here, and who has too much of it. */
    public record Here(Transactions transactions, Sharing sharing, Exposure exposure) {}

    /** Of what is shared here, to these peers. */
    public Recalls(Here here, Peers peers, Exchange exchange, Out out, InstantSource clock) {
        this.book = new Book(here.transactions(), clock);
        this.narrowings = new Narrowings(here.transactions(), clock);
        this.peers = peers;
        this.sharing = here.sharing();
        this.exposure = here.exposure();
        this.exchange = exchange;
        this.out = out;
        this.clock = clock;
    }

    /** From now on tells whoever is to be told. */
    public void start() {
        var _ = clockwork.scheduleWithFixedDelay(this::follow, 1, 1, TimeUnit.SECONDS);
    }

    /** The last recalls, and what came of each. */
    public List<Recall> all() {
        return book.all();
    }

    /** Who may still have what, by party and way. */
    public List<Exposed> exposed() {
        return book.exposed();
    }

    /** Finds whom each recall concerns, and tells those whose turn it is. */
    void follow() {
        try {
            sharing.lookForNarrowed();
            narrowings.open().forEach(this::narrow);
            book.open().forEach(each -> book.concerns(each, ways(each)));
            // Who is away is asked once in a turn, so that others need not wait.
            Set<StixId> away = new HashSet<>();
            List<Due> due = book.due();
            while (!due.isEmpty() && !clockwork.isShutdown()) {
                for (Due each : due) {
                    if (!away.contains(each.party()) && !tell(each)) {
                        away.add(each.party());
                    }
                }
                due = book.due();
            }
        } catch (RuntimeException e) {
            if (!clockwork.isShutdown()) {
                LOG.warn("What was recalled could not be followed; it is tried again.", e);
            }
        }
    }

    private void narrow(Narrowings.Open narrowing) {
        // Once at once, and once when all that was under way has left.
        boolean last = narrowings.isPast(narrowing);
        if (!begun.add(narrowing.number()) && !last) {
            return;
        }
        Optional<Place> next = Optional.of(Place.BEGIN);
        while (next.isPresent()) {
            Stretch some = exposure.of(narrowing.party(), narrowing.audience(), next.get());
            Map<Given, Way> ways = new LinkedHashMap<>();
            for (Given each : some.too()) {
                ways.put(each, way(each.owner(), each.object(), narrowing.party()));
            }
            narrowings.recall(narrowing, ways);
            next = some.next();
        }
        if (last) {
            narrowings.followed(narrowing);
            begun.remove(narrowing.number());
        }
    }

    private Map<StixId, Way> ways(Open recall) {
        Map<StixId, Way> ways = new LinkedHashMap<>();
        for (StixId party : exposure.of(recall.owner(), recall.object())) {
            ways.put(party, way(recall.owner(), recall.object(), party));
        }
        return ways;
    }

    private Way way(StixId owner, String object, StixId party) {
        if (peers.of(party).isPresent()) {
            return Way.NOTICE;
        }
        boolean own =
                exchange.reaches(party)
                        && exposure.last(party, owner, object)
                                .map(each -> StixObject.read(each.getBytes(StandardCharsets.UTF_8)))
                                .flatMap(StixObject::createdBy)
                                .filter(owner::equals)
                                .isPresent();
        return own ? Way.REVOCATION : Way.NONE;
    }

    private boolean tell(Due due) {
        StixId owner = due.recall().owner();
        String object = due.recall().object();
        try {
            Part reads = exposure.reads(due.party(), owner, object);
            if (reads == Part.WHOLE) {
                book.done(due, "It may read it again.");
            } else if (due.way() == Way.NOTICE) {
                book.done(due, notify(due, reads == Part.NONE));
            } else {
                String text = exposure.last(due.party(), owner, object).orElseThrow();
                byte[] revoked = Revocation.of(text, clock.instant());
                book.done(due, exchange.revoke(due.party(), revoked));
            }
            return true;
        } catch (OutboundException e) {
            book.failed(due, e.message());
        } catch (ProblemException e) {
            book.failed(due, e.problem().message());
        } catch (RefusedException e) {
            book.failed(due, e.refusal().message());
        }
        return false;
    }

    private String notify(Due due, boolean parts) {
        Peer peer =
                peers.of(due.party())
                        .orElseThrow(() ->
                                new OutboundException("It is no peer any more.", "Add it again."));
        JsonObject notice =
                JsonObject.builder()
                        .put("notice", due.id().toString())
                        .put("to", peer.key())
                        .put("object", due.recall().object())
                        .put("parts", parts ? JsonBoolean.TRUE : JsonBoolean.FALSE)
                        .put("reason", due.reason())
                        .put("at", due.recall().begun().toString())
                        .build();
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        out.secrets()
                .authorization(peer.name())
                .ifPresent(each -> headers.put("Authorization", each));
        byte[] body = out.signer().signed(notice).toString().getBytes(StandardCharsets.UTF_8);
        String url =
                peer.url().endsWith("/")
                        ? peer.url().substring(0, peer.url().length() - 1)
                        : peer.url();
        return out.outbound()
                .send(
                        Wish.post(URI.create(url + ADDRESS), headers, body),
                        (head, answer) -> {
                            byte[] text = answer.readNBytes(ANSWER);
                            if (head.status() != 200) {
                                throw new OutboundException(
                                        "The peer answered " + head.status() + ".",
                                        "Check the secret and the key.");
                            }
                            return checked(due, peer, text);
                        });
    }

    // What the peer signed, as it stands.
    private static String checked(Due due, Peer peer, byte[] answer) {
        Statement said = Statement.read(answer);
        boolean good =
                Signer.isSigned(
                                said.statement(),
                                said.signature(),
                                Base64.getDecoder().decode(peer.key()))
                        && text(said.statement(), "notice").equals(due.id().toString())
                        && text(said.statement(), "object").equals(due.recall().object());
        if (!good) {
            throw new OutboundException(
                    "The peer's receipt is not signed with the key that is known.",
                    "Ask its operator whether its key has changed.");
        }
        return said.statement().toString();
    }

    /**
     * Heeds a notice of a peer: takes out what is its word here, and signs that it did. The same
     * notice again is answered the same.
     */
    public byte[] heed(Caller caller, byte[] body) {
        Peer peer = peers.of(caller.party()).orElseThrow(() -> refused("Its sender is no peer."));
        Statement said;
        UUID notice;
        try {
            said = Statement.read(body);
            notice = UUID.fromString(text(said.statement(), "notice"));
        } catch (OutboundException | IllegalArgumentException unreadable) {
            throw refused("It is none.");
        }
        byte[] key = Base64.getDecoder().decode(peer.key());
        if (!Signer.isSigned(said.statement(), said.signature(), key)
                || !text(said.statement(), "to").equals(out.signer().publicKey())) {
            throw refused("It is not signed with the key that is known, or not meant for us.");
        }
        Optional<String> before = book.receipt(caller.party(), notice);
        if (before.isPresent()) {
            return before.get().getBytes(StandardCharsets.UTF_8);
        }
        String object = text(said.statement(), "object");
        boolean parts = JsonBoolean.TRUE.equals(said.statement().get("parts"));
        int purged = exposure.recall(caller, object, parts);
        Instant now = clock.instant();
        String receipt =
                out.signer()
                        .signed(
                                JsonObject.builder()
                                        .put("notice", notice.toString())
                                        .put("object", object)
                                        .put("purged", JsonNumber.of(purged))
                                        .put("at", now.toString())
                                        .build())
                        .toString();
        book.keep(caller.party(), notice, receipt);
        return receipt.getBytes(StandardCharsets.UTF_8);
    }

    private static ProblemException refused(String why) {
        return new ProblemException(
                new Problem.Malformed(
                        "The notice is not heeded. " + why,
                        "Have the operators of both servers add each other's key anew."));
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? text.value() : "";
    }

    /** What is signed, and how. */
    private record Statement(JsonObject statement, String signature) {
        static Statement read(byte[] text) {
            try {
                Json json = new JsonReader().read(text);
                if (json instanceof JsonObject all
                        && all.get("statement") instanceof JsonObject statement
                        && all.get("signature") instanceof JsonString signature) {
                    return new Statement(statement, signature.value());
                }
            } catch (RefusedException unreadable) {
                // told below
            }
            throw new OutboundException("It is no signed statement.", "Ask the other side.");
        }
    }

    @Override
    public void close() {
        clockwork.shutdown();
        try {
            if (!clockwork.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                clockwork.shutdownNow();
            }
        } catch (InterruptedException e) {
            clockwork.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
