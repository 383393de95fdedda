package org.commonwatch.stix.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.Tlp;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class LossesTest {
    private static final String ONE = "tool--5e57c739-391a-4eb3-b6be-7d15ca92d5ed";
    private static final String OTHER = "tool--8d1f0b5c-8a39-4a34-9d0c-0a3a1c1b7d11";

    private final List<Loss> found = new ArrayList<>();
    private final Losses losses = new Losses(found::add);

    @Test
    void whatIsThereTwiceIsToldButNotAnotherVersion() {
        losses.met(0, tool(ONE, ",\"modified\":\"2018-11-24T08:00:00.000Z\",\"n\":1"));
        losses.met(1, tool(ONE, ",\"n\":1.0,\"modified\":\"2018-11-24T08:00:00Z\""));
        losses.met(2, tool(ONE, ",\"modified\":\"2018-11-24T08:00:00.000Z\",\"n\":2"));
        losses.met(3, tool(ONE, ",\"modified\":\"2018-11-24T08:00:00.001Z\",\"n\":2"));
        losses.met(4, tool(OTHER, ""));
        losses.met(5, tool(OTHER, ""));
        assertThat(found)
                .extracting(loss -> loss.index() + " " + loss.kind())
                .containsExactly("1 CONTRADICTORY", "2 CONTRADICTORY", "5 REPEATED");
        assertThat(losses.count(Loss.Kind.CONTRADICTORY)).isEqualTo(2);
        assertThat(losses.isComplete()).isTrue();
    }

    @Test
    void whatIsReferredToAndNeverComesIsToldInTheEnd() {
        String missing = "identity--4d1f0b5c-8a39-4a34-9d0c-0a3a1c1b7d11";
        losses.met(
                0,
                tool(
                        ONE,
                        ",\"a_ref\":\"%s\",\"b_refs\":[\"%s\",\"%s\",\"%s\"]"
                                .formatted(OTHER, missing, ONE, Tlp.RED.marking())));
        losses.met(1, tool(OTHER, ",\"c_ref\":\"" + missing + "\""));
        assertThat(found).isEmpty();
        losses.end();
        assertThat(found)
                .singleElement()
                .satisfies(loss -> {
                    assertThat(loss.kind()).isEqualTo(Loss.Kind.DANGLING);
                    assertThat(loss.index()).isZero();
                    assertThat(loss.id()).hasToString(missing);
                });
    }

    @Test
    void asManyIdsAreAwaitedAsTheLimitAndOneMoreIsSaidToBeMissed() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < Losses.AWAITED_LIMIT; i++) {
            ids.add("\"identity--" + new UUID(0x4000, Long.MIN_VALUE + i) + "\"");
        }
        losses.met(0, tool(ONE, ",\"a_refs\":" + ids));
        assertThat(losses.isComplete()).isTrue();
        losses.met(1, tool(OTHER, ",\"a_refs\":[" + ids.getFirst() + "]"));
        assertThat(losses.isComplete()).isTrue();
        losses.met(2, tool(OTHER, ",\"n\":1,\"a_ref\":\"identity--" + new UUID(0x4000, 7) + "\""));
        assertThat(losses.isComplete()).isFalse();
        losses.end();
        assertThat(losses.count(Loss.Kind.DANGLING)).isEqualTo(Losses.AWAITED_LIMIT);
    }

    @Test
    void fingerprintsAreWhatAMapIsUpToTheirLimit() {
        Cases.check(
                200,
                random -> {
                    Map<Long, Long> map = new HashMap<>();
                    Fingerprints prints = new Fingerprints(3_000);
                    for (int i = random.nextInt(4_000); i > 0; i--) {
                        long key = random.nextLong(5_000) - 100;
                        long value = 1 + random.nextLong(9);
                        assertThat(prints.get(key)).isEqualTo(map.getOrDefault(key, 0L));
                        if (map.size() < 3_000 || map.containsKey(key)) {
                            map.put(key, value);
                        }
                        prints.put(key, value);
                        assertThat(prints.full()).isEqualTo(map.size() == 3_000);
                    }
                });
    }

    private static StixObject tool(String id, String more) {
        String text = "{\"type\":\"tool\",\"id\":\"" + id + "\"" + more + "}";
        return StixObject.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
