package org.commonwatch.telemetry.matching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class StrangersTest {
    private final Strangers strangers = new Strangers();

    @Test
    void aNameIsKnownOnceItWasTakenUnlessItIsTooLong() {
        for (int length = 1; length <= Strangers.LENGTH_LIMIT + 1; length++) {
            byte[] name = bytes("x".repeat(length));
            assertThat(strangers.have(name, 0, length)).isFalse();
            strangers.add(name, 0, length);
            assertThat(strangers.have(name, 0, length)).isEqualTo(length <= Strangers.LENGTH_LIMIT);
        }
        assertThat(strangers.have(bytes(""), 0, 0)).isFalse();
    }

    @Test
    void ofMoreNamesThanAreKeptNoneIsTakenForAnother() {
        for (int i = 0; i < 2 * Strangers.MOST; i++) {
            byte[] name = bytes("www.n" + i + ".example");
            assertThat(strangers.have(name, 4, name.length)).isFalse();
            strangers.add(name, 4, name.length);
            assertThat(strangers.have(name, 4, name.length)).isTrue();
        }
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
