package org.commonwatch.server.membership;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What was found right a short time ago, so that a request costs neither a password's check nor a
 * question to the database. It keeps no secret, but a digest under a key that this process alone
 * has; a name that changes is forgotten at once.
 */
final class Verified {
    /** How many are kept; beyond that, the one that was not used for the longest time goes. */
    static final int LIMIT = 10_000;

    /** How long one is kept: as long as a change made by another process may go unseen. */
    static final Duration KEPT = Duration.ofMinutes(5);

    private static final String HMAC = "HmacSHA256";

    private final InstantSource clock;
    private final SecretKeySpec key;
    private final AtomicLong changes = new AtomicLong();
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** What was presented, so that nobody can learn it from this. */
    record Key(ByteBuffer digest) {}

    private record Entry(Admission admission, Instant since) {}

    Verified(InstantSource clock) {
        this.clock = clock;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, HMAC);
    }

    Key key(String scheme, String name, String secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            String text = scheme + '\0' + name + '\0' + secret;
            return new Key(ByteBuffer.wrap(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    Optional<Admission> find(Key presented) {
        Instant now = clock.instant();
        synchronized (entries) {
            Entry entry = entries.get(presented);
            if (entry == null) {
                return Optional.empty();
            }
            // Too old, over, or of a future that a clock set back made.
            if (entry.since().isAfter(now)
                    || entry.since().plus(KEPT).isBefore(now)
                    || !entry.admission().until().isAfter(now)) {
                entries.remove(presented);
                return Optional.empty();
            }
            return Optional.of(entry.admission());
        }
    }

    /** How many changes there have been; to be asked before what is added is looked up. */
    long changes() {
        return changes.get();
    }

    /** Keeps what was found right, unless anything has changed since then. */
    void add(Key presented, Admission admission, long changesThen) {
        synchronized (entries) {
            if (changes.get() != changesThen) {
                return;
            }
            entries.put(presented, new Entry(admission, clock.instant()));
            if (entries.size() > LIMIT) {
                entries.remove(entries.keySet().iterator().next());
            }
        }
    }

    /** Forgets a name, whose credential is another now. */
    void forget(String name) {
        synchronized (entries) {
            changes.incrementAndGet();
            entries.values().removeIf(entry -> entry.admission().who().name().equals(name));
        }
    }
}
