package org.commonwatch.telemetry.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Kinds;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

class KnownKindsTest {
    private static final List<String> CATEGORIES =
            List.of("Misc Attack", "A Network Trojan was detected", "");
    private static final List<String> SIGNATURES =
            List.of("ET SCAN a", "ET TROJAN CnC a", "ET TOR Known Node Traffic group", "");

    @Test
    void morePairsThanAreKeptAreToldAsTheFirst() {
        KnownKinds known = new KnownKinds();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < KnownKinds.MOST + 500; i++) {
                String signature = SIGNATURES.get(i % SIGNATURES.size()) + " " + i;
                for (String category : CATEGORIES) {
                    assertThat(kind(known, category, signature))
                            .isEqualTo(Kinds.of(category, signature));
                }
            }
        }
    }

    @Test
    void pairsOfAnyLengthAreTold() {
        KnownKinds known = new KnownKinds();
        for (int round = 0; round < 2; round++) {
            for (int length = 0; length < KnownKinds.LENGTH_LIMIT + 20; length++) {
                String signature = "x".repeat(length) + " ransomware";
                assertThat(kind(known, "", signature)).isEqualTo(Kind.RANSOMWARE);
            }
        }
        assertThat(kind(known, "", "")).isEqualTo(Kind.OTHER);
    }

    @Test
    void aCategoryIsNotTakenForTheStartOfASignature() {
        KnownKinds known = new KnownKinds();
        assertThat(kind(known, "Misc Attack", "")).isEqualTo(Kind.INTRUSION_ATTEMPT);
        assertThat(kind(known, "Misc ", "Attack phishing")).isEqualTo(Kind.PHISHING);
        assertThat(kind(known, "", "Misc Attack phishing")).isEqualTo(Kind.PHISHING);
        assertThat(kind(known, "Test", "")).isEqualTo(Kind.TEST);
        assertThat(kind(known, "", "Test")).isEqualTo(Kind.OTHER);
    }

    private static Kind kind(KnownKinds known, String category, String signature) {
        byte[] bytes = (".." + category + "--" + signature + "..").getBytes(StandardCharsets.UTF_8);
        int categoryEnd = 2 + category.length();
        return known.kind(
                bytes, 2, categoryEnd, categoryEnd + 2, categoryEnd + 2 + signature.length());
    }
}
