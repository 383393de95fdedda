package org.commonwatch.server.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;

import org.assertj.core.data.Percentage;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.Optional;

class PasswordsTest {
    @Test
    void onlyThePasswordThatWasKeptMatches() {
        Passwords passwords = new Passwords();
        String kept = passwords.kept("four words and more");
        assertThat(kept).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches("four words and more", Optional.of(kept))).isTrue();
        assertThat(passwords.matches("four words and morf", Optional.of(kept))).isFalse();
        assertThat(passwords.matches("four words and more", Optional.empty())).isFalse();
        assertThat(passwords.kept("four words and more")).as("salted").isNotEqualTo(kept);
    }

    // What takes the time is the memory that is gone through, and how often.
    @Test
    void whereNoPasswordIsKeptCheckingIsAsMuchWork() {
        Passwords passwords = new Passwords();
        String kept = passwords.kept("four words and more");
        String nobodys = Passwords.nobodys();
        assertThat(shape(nobodys)).isEqualTo(shape(kept));
        assertThat(nobodys).isNotEqualTo(Passwords.nobodys());
        assertThat(passwords.matches("four words and more", Optional.of(nobodys))).isFalse();
        long real = taken(() -> passwords.matches("four words and morf", Optional.of(kept)));
        long none = taken(() -> passwords.matches("four words and morf", Optional.empty()));
        assertThat(real).isGreaterThan(19L << 20);
        assertThat(none).isCloseTo(real, Percentage.withPercentage(1));
    }

    // The costs as they are, and how long the salt and the hash are.
    private static String shape(String kept) {
        String[] fields = kept.split("\\$", -1);
        return fields[1] + fields[2] + fields[3] + fields[4].length() + " " + fields[5].length();
    }

    private static long taken(Runnable task) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        task.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void whoFindsNoPlaceInTimeIsToldToComeAgain() {
        Passwords passwords = new Passwords(1);
        try (Passwords.Place _ = passwords.place()) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(passwords::place)
                    .satisfies(e -> {
                        assertThat(e.problem()).isInstanceOf(Problem.SignInsBusy.class);
                        assertThat(e.problem().status()).isEqualTo(503);
                    });
        }
        passwords.place().close();
    }
}
