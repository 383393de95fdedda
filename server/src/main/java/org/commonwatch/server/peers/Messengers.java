package org.commonwatch.server.peers;

import org.commonwatch.server.messages.Mail;
import org.commonwatch.server.messages.Messenger;
import org.commonwatch.server.messages.Syslog;
import org.commonwatch.server.messages.Webhook;
import org.commonwatch.server.notices.Notice;
import org.commonwatch.server.outbound.Outbound;
import org.commonwatch.server.outbound.OutboundException;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Makes what a connector tells by. */
final class Messengers {
    private final Outbound outbound;
    private final Secrets secrets;
    private final InstantSource clock;

    Messengers(Outbound outbound, Secrets secrets, InstantSource clock) {
        this.outbound = outbound;
        this.secrets = secrets;
        this.clock = clock;
    }

    Messenger of(Connector connector) {
        URI to = address(connector);
        String secret = secrets.text(connector.name()).orElse("");
        return switch (connector.kind()) {
            case WEBHOOK -> {
                if (secret.isEmpty()) {
                    throw new OutboundException(
                            "There is no secret to sign with.",
                            "Put one that the receiver knows into the connector's secret file.");
                }
                yield new Webhook(outbound, to, secret, clock);
            }
            case SYSLOG -> new Syslog(outbound, to);
            case MAIL -> new Mail(outbound, to, envelope(connector, secret), clock);
            case PULL, PUSH, MISP ->
                    throw new IllegalArgumentException(connector.kind() + " tells nobody");
        };
    }

    private static URI address(Connector connector) {
        try {
            return URI.create(connector.ends().url());
        } catch (IllegalArgumentException e) {
            throw new OutboundException(
                    "'" + connector.ends().url() + "' is no address.", "Add it anew.", e);
        }
    }

    // The recipients, and before an angle the sender: watch@x.example>a@x.example,b@x.example
    private static Mail.Envelope envelope(Connector connector, String secret) {
        String[] parts = connector.ends().remote().split(">", 2);
        if (parts.length < 2) {
            throw new OutboundException(
                    "'" + connector.ends().remote() + "' names no sender and recipients.",
                    "Write them as sender@x.example>recipient@x.example,another@x.example.");
        }
        return new Mail.Envelope(parts[0].strip(), parts[1].strip(), secret);
    }

    /** Sends a notice that says that it is none. */
    String test(Connector connector) {
        Notice test =
                new Notice(
                        UUID.randomUUID(),
                        "test",
                        clock.instant(),
                        connector.party(),
                        "This is a test of the connector '" + connector.name() + "'.",
                        "/");
        return of(connector).send(List.of(test));
    }
}
