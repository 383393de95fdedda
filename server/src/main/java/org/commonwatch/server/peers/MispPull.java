package org.commonwatch.server.peers;

import org.commonwatch.server.outbound.Limits;
import org.commonwatch.server.outbound.Outbound;
import org.commonwatch.server.outbound.OutboundException;
import org.commonwatch.server.outbound.Wish;
import org.commonwatch.server.peers.Connector.Progress;
import org.commonwatch.server.peers.Provenance.Version;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.misp.MispReader;
import org.commonwatch.stix.misp.MispToStix;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Takes the events of a feed of MISP into a collection of ours, one after the other, as far as they
 * are new or have changed since. An event lies in a file while it is read, and is read twice, since
 * what it says about its use may stand at its end.
 */
final class MispPull {
    private static final Limits LARGE =
            new Limits(Duration.ofSeconds(10), Duration.ofMinutes(10), 1L << 30, 100);
    // What an event alone has; others may have the rest as well.
    private static final Pattern OWN =
            Pattern.compile("(indicator|observed-data|note|vulnerability|grouping)--.*");
    private static final Set<Integer> GONE = Set.of(404, 410);
    private static final int BLOCK = 64 << 10;
    private static final int BATCH = 500;

    private final Connector connector;
    private final Outbound outbound;
    private final Map<String, String> headers;
    private final Into into;
    // UUIDs of events, and the times of their last changes, as far as they are to be fetched.
    private final Map<String, Instant> wanted = new LinkedHashMap<>();

    MispPull(Connector connector, Outbound outbound, Optional<String> authorization, Into into) {
        this.connector = connector;
        this.outbound = outbound;
        this.headers = authorization.map(each -> Map.of("Authorization", each)).orElse(Map.of());
        this.into = into;
        manifest();
    }

    private URI at(String file) {
        String url = connector.ends().url();
        return URI.create(url.endsWith("/") ? url : url + "/").resolve(file);
    }

    private void manifest() {
        JsonObject manifest =
                outbound.send(
                        Wish.get(at("manifest.json"), headers),
                        (head, body) -> {
                            checkGood(head);
                            return object(head, body);
                        });
        List<Version> versions = new ArrayList<>();
        manifest.forEach((uuid, about) -> {
            if (about instanceof JsonObject event && isUuid(uuid)) {
                versions.add(new Version("report--" + uuid, stamp(event)));
            }
        });
        Set<Version> done = into.provenance().cameBy(connector.name(), versions);
        for (Version each : versions) {
            if (!done.contains(each)) {
                wanted.put(each.id().substring("report--".length()), each.at());
            }
        }
    }

    private static boolean isUuid(String text) {
        return text.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}")
                && UUID.fromString(text).toString().equals(text);
    }

    private static Instant stamp(JsonObject event) {
        Json said = event.get("timestamp");
        String text =
                switch (said) {
                    case JsonString string -> string.value();
                    case JsonNumber number -> number.text();
                    case null, default -> "";
                };
        return text.matches("\\d{1,11}")
                ? Instant.ofEpochSecond(Long.parseLong(text))
                : Instant.EPOCH;
    }

    private static void checkGood(Outbound.Head head) {
        if (head.status() / 100 != 2) {
            throw OutboundException.refused(
                    head.status(),
                    "%s answered %d to %s."
                            .formatted(head.from().getHost(), head.status(), head.from().getPath()),
                    "Check the address of the feed, and the secret of the connector.",
                    Duration.ZERO);
        }
    }

    private static JsonObject object(Outbound.Head head, InputStream body) throws IOException {
        try {
            if (new JsonReader().read(body.readAllBytes()) instanceof JsonObject object) {
                return object;
            }
        } catch (RefusedException e) {
            throw notMisp(head.from(), e);
        }
        throw notMisp(head.from(), null);
    }

    private static OutboundException notMisp(URI at, @Nullable Exception e) {
        return new OutboundException(
                at.getHost()
                        + " answers at "
                        + at.getPath()
                        + " otherwise than a feed of MISP does.",
                "Check the address: it is the one in which manifest.json is.",
                e);
    }

    /** What there is to be done. */
    String said() {
        return wanted.size() + " events that are new";
    }

    /** Takes the next event; one that is not there, or is none, keeps no other from being taken. */
    Pull.Step step(Progress progress) {
        if (wanted.isEmpty()) {
            return new Pull.Step(Round.NOTHING, progress);
        }
        String uuid = wanted.keySet().iterator().next();
        Instant stamp = Objects.requireNonNull(wanted.remove(uuid));
        URI from = at(uuid + ".json");
        Optional<Path> fetched = fetched(from);
        if (fetched.isEmpty()) {
            return rejected(from.getPath() + " is not there", progress);
        }
        Path file = fetched.get();
        try {
            Batches batches = new Batches(uuid);
            read(file, from, batches);
            batches.takeBack();
            into.provenance()
                    .came(connector.name(), List.of(new Version("report--" + uuid, stamp)), uuid);
            return new Pull.Step(batches.round(!wanted.isEmpty()), progress);
        } catch (NoEvent e) {
            return rejected(String.valueOf(e.getMessage()), progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(file);
        }
    }

    private Pull.Step rejected(String why, Progress progress) {
        return new Pull.Step(new Round(1, 0, 1, List.of(why), !wanted.isEmpty()), progress);
    }

    /** What lies where an event should is none. */
    private static final class NoEvent extends IOException {
        private static final long serialVersionUID = 1;

        NoEvent(URI from, String why) {
            super(from.getPath() + " is no event: " + why);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Path> fetched(URI from) {
        return outbound.send(
                Wish.get(from, headers),
                LARGE,
                (head, body) -> {
                    if (GONE.contains(head.status())) {
                        return Optional.empty();
                    }
                    checkGood(head);
                    Path file = Files.createTempFile("feed", ".json");
                    Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
                    return Optional.of(file);
                });
    }

    private static void read(Path file, URI from, Batches batches) throws IOException {
        try {
            List<JsonObject> heads = new ArrayList<>();
            read(
                    file,
                    new MispReader.Receiver() {
                        @Override
                        public void event(JsonObject head) {
                            heads.add(head);
                        }
                    });
            if (heads.size() != 1) {
                throw new NoEvent(from, "it has " + heads.size() + " heads");
            }
            MispToStix conversion = new MispToStix(heads.getFirst(), batches);
            read(
                    file,
                    new MispReader.Receiver() {
                        @Override
                        public void attribute(JsonObject attribute) {
                            conversion.attribute(attribute);
                        }

                        @Override
                        public void object(JsonObject object) {
                            conversion.object(object);
                        }
                    });
            conversion.end();
            batches.flush();
        } catch (RefusedException e) {
            throw new NoEvent(from, String.valueOf(e.getMessage()));
        }
    }

    private static void read(Path file, MispReader.Receiver receiver) throws IOException {
        MispReader reader = new MispReader(receiver);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[BLOCK];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                reader.take(block, 0, count);
            }
        }
        reader.end();
    }

    /** Keeps what is made, some objects at a time. */
    private final class Batches implements MispToStix.Receiver {
        private final String event;
        private final Set<String> seen = new HashSet<>();
        private final List<StixObject> batch = new ArrayList<>();
        private final List<Round> rounds = new ArrayList<>(List.of(Round.NOTHING));

        Batches(String event) {
            this.event = event;
        }

        // What was an attribute or an object of the event, and is none any more.
        private void takeBack() {
            for (String each : into.provenance().broughtIn(connector.name(), event)) {
                if (OWN.matcher(each).matches() && !seen.contains(each)) {
                    into.gone(each);
                }
            }
        }

        @Override
        public void stix(JsonObject object) {
            batch.add(StixObject.read(object.toString().getBytes(StandardCharsets.UTF_8)));
            seen.add(batch.getLast().id().toString());
            if (batch.size() == BATCH) {
                flush();
            }
        }

        private void flush() {
            List<String> reasons = new ArrayList<>();
            int fresh = into.keep(batch, event, reasons);
            rounds.set(
                    0,
                    rounds.getFirst()
                            .and(new Round(batch.size(), fresh, reasons.size(), reasons, false)));
            batch.clear();
        }

        private Round round(boolean more) {
            return rounds.getFirst().and(new Round(0, 0, 0, List.of(), more));
        }
    }
}
