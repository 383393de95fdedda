package org.commonwatch.server.membership;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Passwords that people choose, kept as Argon2id (RFC 9106). Checking one takes some 20 MB and tens
 * of milliseconds, so only a few are checked at a time.
 */
final class Passwords {
    /** How many are checked at the same time; bounds the memory that guessing can take. */
    static final int PLACES = 4;

    /** How long one waits for a place. */
    static final int WAIT_SECONDS = 2;

    /** The shortest that is taken (NIST SP 800-63B), in characters. */
    static final int SHORTEST = 8;

    /** The longest that is taken, in characters. */
    static final int LONGEST = 1_000;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int THREADS = 1;
    private static final int MEMORY_KIB = 19 << 10;
    private static final int PASSES = 2;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, THREADS, MEMORY_KIB, PASSES);
    private final String nobodys = nobodys();
    private final Semaphore places;

    Passwords() {
        this(PLACES);
    }

    Passwords(int places) {
        this.places = new Semaphore(places, true);
    }

    /** What is kept of a password; refuses one that is too short, too long or cannot be typed. */
    String kept(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST || CONTROL.matcher(password).find()) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "The password has "
                                    + length
                                    + " characters, or a control character among them.",
                            "Choose one of "
                                    + SHORTEST
                                    + " to "
                                    + LONGEST
                                    + " characters, such as four words."));
        }
        return encoded(password);
    }

    /** A place in which one password may be checked. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for a place; refuses if there is none in time. */
    Place place() {
        try {
            if (!places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new ProblemException(new Problem.SignInsBusy(WAIT_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(new Problem.SignInsBusy(WAIT_SECONDS));
        }
        return places::release;
    }

    /** Whether this is the password that was kept; takes as long if none was. */
    boolean matches(String password, Optional<String> kept) {
        boolean same = argon2.matches(normal(password), kept.orElse(nobodys));
        return same && kept.isPresent();
    }

    // Random bytes in place of the hash of anything: checked with as much work, and made with none.
    static String nobodys() {
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(MEMORY_KIB, PASSES, THREADS, random(SALT_BYTES), random(HASH_BYTES));
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    private String encoded(String password) {
        return Objects.requireNonNull(argon2.encode(normal(password)));
    }

    // One letter can be typed as one character or as two (RFC 8265 §4.2).
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }
}
