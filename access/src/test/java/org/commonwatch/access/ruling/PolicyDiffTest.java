package org.commonwatch.access.ruling;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.Standing;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.ruling.PolicyDiff.Policy;
import org.commonwatch.access.ruling.Worlds.World;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

class PolicyDiffTest {
    private static final Rulebook RULES = new Rulebook(List.of(Charter.trafficLight(Worlds.FORUM)));

    @Test
    void anObserverWouldGainWhatIsGreen() {
        Map<Handling, Long> objects = new LinkedHashMap<>();
        long count = 1_000;
        for (Tlp tlp : Tlp.values()) {
            objects.put(Handling.of(Worlds.OWNER, tlp, Worlds.FORUM), count++);
        }
        var observer = new Standing(Worlds.READER, Worlds.FORUM, "observer", Worlds.always());
        PolicyDiff diff =
                PolicyDiff.between(
                        new Policy(RULES, asking(List.of())),
                        new Policy(RULES, asking(List.of(observer))),
                        List.of(Worlds.READER),
                        objects);
        var gained =
                new PolicyDiff.Share(
                        List.of(Handling.of(Worlds.OWNER, Tlp.GREEN, Worlds.FORUM)), 1_001);
        assertThat(diff.parties())
                .containsExactly(
                        new PolicyDiff.OfParty(
                                Worlds.READER, gained, new PolicyDiff.Share(List.of(), 0)));
    }

    @Test
    void theOtherWayRoundGainsWhatWasLost() {
        Cases.check(random -> {
            World one = Worlds.any(random);
            World other = Worlds.any(random);
            Map<Handling, Long> objects = new LinkedHashMap<>();
            for (int i = 0; i < 10; i++) {
                objects.put(Worlds.handling(random), 1L + random.nextInt(9));
            }
            PolicyDiff there = diff(one, other, objects);
            PolicyDiff back = diff(other, one, objects);
            assertThat(there.parties().getFirst().gained())
                    .isEqualTo(back.parties().getFirst().lost());
            assertThat(there.parties().getFirst().lost())
                    .isEqualTo(back.parties().getFirst().gained());
            assertThat(diff(one, one, objects).parties().getFirst().gained().objects()).isZero();
        });
    }

    private static PolicyDiff diff(World before, World after, Map<Handling, Long> objects) {
        return PolicyDiff.between(
                new Policy(before.rules(), party -> before.asking()),
                new Policy(after.rules(), party -> after.asking()),
                List.of(Worlds.READER),
                objects);
    }

    private static Function<StixId, Asking> asking(List<Standing> standings) {
        return party -> Asking.toRead(Reader.of(party, standings), Worlds.TODAY);
    }
}
