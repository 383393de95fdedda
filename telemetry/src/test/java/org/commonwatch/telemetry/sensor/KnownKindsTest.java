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

    /** So many pairs of the same bytes that some stand where others are looked for. */
    @Test
    void aCategoryIsNotTakenForTheStartOfASignature() {
        for (int round = 0; round < 20; round++) {
            KnownKinds known = new KnownKinds();
            for (int i = 0; i < KnownKinds.MOST / 34; i++) {
                String end = "ransomware " + round + " " + i;
                for (int blanks = 0; blanks <= 32; blanks++) {
                    String before = " ".repeat(blanks);
                    String after = " ".repeat(32 - blanks);
                    assertThat(kind(known, "Test" + before, after + end)).isEqualTo(Kind.TEST);
                }
                String whole = "Test" + " ".repeat(32) + end;
                assertThat(kind(known, "", whole)).isEqualTo(Kind.RANSOMWARE);
            }
        }
    }

    private static Kind kind(KnownKinds known, String category, String signature) {
        byte[] bytes = (".." + category + "--" + signature + "..").getBytes(StandardCharsets.UTF_8);
        int categoryEnd = 2 + category.length();
        return known.kind(
                bytes, 2, categoryEnd, categoryEnd + 2, categoryEnd + 2 + signature.length());
    }
}
