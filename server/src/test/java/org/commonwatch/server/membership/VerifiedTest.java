package org.commonwatch.server.membership;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.commonwatch.testkit.SettableClock;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

class VerifiedTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2030-03-04T00:00:00Z"));
    private final Verified verified = new Verified(clock);

    @Test
    void whatWasFoundRightIsKnownForSomeMinutesAndNotLonger() {
        Verified.Key key = verified.key("basic", "alice", "secret");
        verified.add(key, named("alice"), verified.changes());
        clock.move(Verified.KEPT);
        assertThat(verified.find(key)).contains(named("alice"));
        assertThat(verified.find(verified.key("basic", "alice", "other"))).isEmpty();
        assertThat(verified.find(verified.key("bearer", "alice", "secret"))).isEmpty();
        clock.move(Duration.ofMillis(1));
        assertThat(verified.find(key)).isEmpty();
        clock.move(Duration.ofMillis(-1));
        assertThat(verified.find(key)).as("gone, not only old").isEmpty();
    }

    @Test
    void aClockThatGoesBackMakesNothingKnownForLonger() {
        Verified.Key key = verified.key("basic", "alice", "secret");
        verified.add(key, named("alice"), verified.changes());
        clock.move(Duration.ofSeconds(-1));
        assertThat(verified.find(key)).isEmpty();
    }

    @Test
    void aNameThatChangesIsForgottenEvenWhileItIsBeingLookedUp() {
        Verified.Key old = verified.key("basic", "alice", "old");
        Verified.Key other = verified.key("basic", "bob", "secret");
        verified.add(old, named("alice"), verified.changes());
        verified.add(other, named("bob"), verified.changes());
        long changesThen = verified.changes();
        verified.forget("alice");
        assertThat(verified.find(old)).isEmpty();
        assertThat(verified.find(other)).contains(named("bob"));
        verified.add(old, named("alice"), changesThen);
        assertThat(verified.find(old)).as("looked up before the change").isEmpty();
    }

    @Test
    void onlySoManyAreKeptAndThoseInUseStay() {
        Verified.Key first = verified.key("basic", "user", "0");
        for (int i = 0; i <= Verified.LIMIT; i++) {
            verified.add(verified.key("basic", "user", "" + i), named("user"), verified.changes());
            verified.find(first);
        }
        assertThat(verified.find(first)).isPresent();
        assertThat(verified.find(verified.key("basic", "user", "1"))).isEmpty();
        assertThat(verified.find(verified.key("basic", "user", "2"))).isPresent();
    }

    private static Admission named(String name) {
        return Admission.lasting(
                new Credential(
                        name, new StixId("identity", new UUID(4, 4)), Set.of(Role.READER), Tlp.RED),
                Admission.How.PASSWORD);
    }
}
