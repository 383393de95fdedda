package org.commonwatch.server.peers;

import org.commonwatch.server.outbound.Outbound;
import org.commonwatch.server.outbound.Outbound.Head;
import org.commonwatch.server.outbound.OutboundException;
import org.commonwatch.server.outbound.Wish;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Another server of TAXII 2.1, spoken to under one name. */
final class Remote {
    private static final String TAXII = "application/taxii+json;version=2.1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 4;
    private static final int TOO_MANY = 429;
    private static final int AWAY = 503;
    private static final int WORDS = 300;

    private final Outbound outbound;
    private final Map<String, String> headers;

    Remote(Outbound outbound, Optional<String> authorization) {
        this.outbound = outbound;
        Map<String, String> said = new HashMap<>();
        said.put("Accept", TAXII);
        authorization.ifPresent(each -> said.put("Authorization", each));
        this.headers = Map.copyOf(said);
    }

    /** Reads what is there, if it is what was asked for. */
    <T> T get(URI from, Outbound.Reading<T> reading) {
        return send(Wish.get(from, headers), reading);
    }

    /** The same of one JSON object. */
    JsonObject get(URI from) {
        return get(from, Remote::object);
    }

    /** Has a list of objects taken; the answer is a status of it. */
    JsonObject post(URI to, byte[] envelope) {
        Map<String, String> said = new HashMap<>(headers);
        said.put("Content-Type", TAXII);
        return send(Wish.post(to, said, envelope), Remote::object);
    }

    private <T> T send(Wish wish, Outbound.Reading<T> reading) {
        for (int attempt = 1; ; attempt++) {
            Got<T> got =
                    outbound.send(
                            wish,
                            (head, body) ->
                                    head.status() / 100 == 2
                                            ? new Got<>(
                                                    Optional.of(reading.read(head, body)), head, "")
                                            : new Got<>(Optional.empty(), head, why(body)));
            if (got.read().isPresent()) {
                return got.read().get();
            }
            Duration wait = wait(got.head());
            if (wait.isZero() || wait.compareTo(PATIENCE) > 0 || attempt == ATTEMPTS) {
                throw refused(got.head(), got.why(), wait);
            }
            pause(wait);
        }
    }

    private record Got<T>(Optional<T> read, Head head, String why) {}

    // How long the other side wants to be left alone; not at all, unless it says so.
    private static Duration wait(Head head) {
        if (head.status() != TOO_MANY && head.status() != AWAY) {
            return Duration.ZERO;
        }
        return head.header("Retry-After")
                .filter(each -> each.matches("\\d{1,6}"))
                .map(each -> Duration.ofSeconds(Math.max(1, Long.parseLong(each))))
                .orElse(Duration.ofSeconds(1));
    }

    static void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutboundException("The round was broken off.", "It goes on next time.", e);
        }
    }

    private static OutboundException refused(Head head, String why, Duration wait) {
        String message =
                "%s answered %d to %s%s"
                        .formatted(
                                head.from().getHost(),
                                head.status(),
                                head.from().getPath(),
                                why.isEmpty() ? "." : ": " + why);
        String remedy =
                switch (head.status()) {
                    case 401, 403 -> "Check the secret of the connector, and what it may do there.";
                    case 404 -> "Check the address and the collection.";
                    case 406, 415 -> "Check that it speaks TAXII 2.1.";
                    case 413 -> "Ask its operator how much it takes at once.";
                    case TOO_MANY, AWAY -> "It is asked again later.";
                    default -> "Ask its operator.";
                };
        return OutboundException.refused(head.status(), message, remedy, wait);
    }

    private static String why(InputStream body) throws IOException {
        byte[] text = body.readNBytes(WORDS * WORDS);
        try {
            JsonObject error = (JsonObject) new JsonReader().read(text);
            String title = text(error, "title");
            String more = text(error, "description");
            return shortened(more.isEmpty() || more.equals(title) ? title : title + " " + more);
        } catch (RefusedException | ClassCastException noJson) {
            return "";
        }
    }

    // What others say goes into the log and to terminals.
    private static String shortened(String words) {
        String plain = words.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.substring(0, Math.min(WORDS, plain.length()));
    }

    private static JsonObject object(Head head, InputStream body) throws IOException {
        try {
            if (new JsonReader().read(body.readAllBytes()) instanceof JsonObject object) {
                return object;
            }
        } catch (RefusedException e) {
            throw notTaxii(head, e.refusal().message(), e);
        }
        throw notTaxii(head, "It is no JSON object.", null);
    }

    static OutboundException notTaxii(Head head, String why, @Nullable Exception cause) {
        return new OutboundException(
                "%s answers at %s otherwise than TAXII 2.1 does: %s"
                        .formatted(head.from().getHost(), head.from().getPath(), why),
                "Check the address: it is that of discovery, of an API root or of a collection.",
                cause);
    }

    /** A member that is text; empty if it is not there. */
    static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? text.value() : "";
    }
}
