package org.commonwatch.server.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.junit.jupiter.api.Test;

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
