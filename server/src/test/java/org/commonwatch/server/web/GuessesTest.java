package org.commonwatch.server.web;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.server.problem.ProblemException;
import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicLong;

/** Wrong passwords are borne for a while, and then one at a time. */
class GuessesTest {
    private static final String HERE = "198.18.0.1";

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoseconds may go round
    private final Guesses guesses = new Guesses(now::get);

    @Test
    void afterTenWrongOnesThereIsOneAMinuteAndSomebodyElsewhereIsNotLockedOut() {
        for (int i = 0; i < Guesses.AT_ONCE; i++) {
            guesses.check("alice", HERE);
            guesses.wrong("alice", HERE);
        }
        assertThatThrownBy(() -> guesses.check("alice", HERE))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Too many wrong passwords");
        guesses.check("bo", HERE);
        guesses.check("alice", "198.18.0.2");
        now.addAndGet(Guesses.EACH.toNanos() - 1);
        assertThatThrownBy(() -> guesses.check("alice", HERE)).isInstanceOf(ProblemException.class);
        now.addAndGet(1);
        guesses.check("alice", HERE);
        guesses.wrong("alice", HERE);
        assertThatThrownBy(() -> guesses.check("alice", HERE)).isInstanceOf(ProblemException.class);
    }

    @Test
    void anAddressThatTriesManyNamesIsStoppedToo() {
        for (int i = 0; i < Guesses.AT_ONCE_OF_ADDRESS; i++) {
            guesses.check("name" + i, HERE);
            guesses.wrong("name" + i, HERE);
        }
        assertThatThrownBy(() -> guesses.check("other", HERE)).isInstanceOf(ProblemException.class);
        now.addAndGet(Guesses.EACH_OF_ADDRESS.toNanos());
        guesses.check("other", HERE);
    }

    @Test
    void theAddressesOfANetworkOfIpv6CountAsOne() {
        for (int i = 0; i < Guesses.AT_ONCE; i++) {
            guesses.wrong("alice", "2001:db8::" + i);
        }
        assertThatThrownBy(() -> guesses.check("alice", "2001:db8::ffff"))
                .isInstanceOf(ProblemException.class);
        guesses.check("alice", "2001:db8:0:1::1");
    }

    @Test
    void noMoreAreKeptThanTheLimit() {
        for (int i = 0; i < Guesses.AT_ONCE; i++) {
            guesses.wrong("alice", HERE);
        }
        wrongElsewhere(Guesses.LIMIT - 1);
        assertThatThrownBy(() -> guesses.check("alice", HERE)).isInstanceOf(ProblemException.class);
        wrongElsewhere(Guesses.LIMIT);
        guesses.check("alice", HERE);
    }

    private void wrongElsewhere(int times) {
        for (int i = 0; i < times; i++) {
            guesses.wrong("alice", "198.19." + i / 256 + '.' + i % 256);
        }
    }
}
