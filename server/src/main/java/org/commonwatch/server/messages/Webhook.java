package org.commonwatch.server.messages;

import org.commonwatch.server.notices.Notice;
import org.commonwatch.server.outbound.Outbound;
import org.commonwatch.server.outbound.OutboundException;
import org.commonwatch.server.outbound.Wish;
import org.commonwatch.stix.json.JsonObject;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts each notice as JSON, signed as Standard Webhooks has it: HMAC-SHA256 over the id, the time
 * and the body, so that the receiver knows who sent it, and that it is no old one again.
 */
public final class Webhook implements Messenger {
    private static final String ALGORITHM = "HmacSHA256";

    private final Outbound outbound;
    private final URI to;
    private final byte[] secret;
    private final InstantSource clock;

    /** To an address, with a secret that its owner knows. */
    public Webhook(Outbound outbound, URI to, String secret, InstantSource clock) {
        this.outbound = outbound;
        this.to = to;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    @Override
    public int together() {
        return 1;
    }

    @Override
    public String send(List<Notice> notices) {
        String said = "";
        for (Notice each : notices) {
            said = post(each);
        }
        return said;
    }

    private String post(Notice notice) {
        String body =
                JsonObject.builder()
                        .put("id", notice.id().toString())
                        .put("kind", notice.kind())
                        .put("at", notice.at().toString())
                        .put("party", notice.party().toString())
                        .put("said", notice.said())
                        .put("link", notice.link())
                        .build()
                        .toString();
        String time = Long.toString(clock.instant().getEpochSecond());
        Map<String, String> headers =
                Map.of(
                        "Content-Type",
                        "application/json",
                        "Webhook-Id",
                        notice.id().toString(),
                        "Webhook-Timestamp",
                        time,
                        "Webhook-Signature",
                        "v1," + signature(notice.id() + "." + time + "." + body));
        return outbound.send(
                Wish.post(to, headers, body.getBytes(StandardCharsets.UTF_8)),
                (head, answer) -> {
                    if (head.status() / 100 != 2) {
                        throw OutboundException.refused(
                                head.status(),
                                to.getHost() + " answered " + head.status() + ".",
                                "Check the address and the secret.",
                                Duration.ZERO);
                    }
                    return "It was answered " + head.status() + ".";
                });
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
