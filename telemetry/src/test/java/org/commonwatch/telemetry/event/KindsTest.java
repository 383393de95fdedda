package org.commonwatch.telemetry.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // A category that is known decides, in any spelling.
                "A Network Trojan was detected | - | malware",
                "a network trojan was Detected | ET POLICY a program | malware",
                "trojan-activity | - | malware",
                "Recon.Scanning | - | scan",
                "Scan::Port_Scan | - | scan",
                "attack-sqli | - | sql-injection",
                "cowrie.login.failed | - | login-attempt",
                "Attempted Denial of Service | ET SCAN many ranges | dos",
                // Of its class, the signature's words tell more exactly; its rule set does not.
                "A Network Trojan was detected | ET TROJAN Some CnC Checkin | malware-c2",
                "A Network Trojan was detected | ET WEB_SERVER SQL Injection | malware",
                "Web Application Attack | ET WEB_SERVER Possible SQL Injection Attempt"
                        + " | sql-injection",
                "Web Application Attack | GPL EXPLOIT some.dll access | web-attack",
                "Attempted Denial of Service | ET DOS Possible NTP DDoS MON_LIST | reflection",
                "Malware Command and Control Activity Detected | Ransomware | malware-c2",
                "Successful Administrator Privilege Gain | ET ATTACK_RESPONSE CMD Shell"
                        + " | privileged-account-compromise",
                "Potential Corporate Privacy Violation | ET POLICY TOR .exit Query | anonymiser",
                "Potential Corporate Privacy Violation | ET POLICY a client | policy-violation",
                // Of a vague or unknown one the signature decides, and only then the category.
                "Misc Attack | ET DROP Listed Traffic group 7 | bad-reputation",
                "Misc Attack | GPL SCAN something | scan",
                "Misc Attack | - | intrusion-attempt",
                "Misc activity | ETPRO SCAN something | scan",
                "Misc activity | something | other",
                "Generic Protocol Command Decode | SURICATA TLS invalid record | protocol-anomaly",
                "Potentially Bad Traffic | ET WEB_SERVER WebShell Generic | application-compromise",
                "BLACKLIST lookup | a name | bad-reputation",
                "never heard of | SMB Brute-Force | login-attempt",
                "- | ET PHISHING a page | phishing",
                "- | a Torch, not what two of its letters say | other",
                "never heard of | - | other",
                "- | - | other",
                "- | '' | other"
            })
    void theKindFollowsFromCategoryAndSignature(
            @Nullable String category, @Nullable String signature, String kind) {
        assertThat(Kinds.of(category, signature).label()).isEqualTo(kind);
    }

    @Test
    void theNumbersOfAllKindsFitTheirBits() {
        assertThat(Kind.values()).hasSizeLessThanOrEqualTo(60);
        for (Kind kind : Kind.values()) {
            for (Unit unit : Unit.values()) {
                int all = Classification.of(unit, kind, true);
                assertThat(Classification.kind(all)).isEqualTo(kind);
                assertThat(Classification.unit(all)).isEqualTo(unit);
                assertThat(all).isLessThan(1 << Classification.BITS);
            }
        }
    }

    @Test
    void everyKindIsNamedOnceAndOfOneTypeAndClass() {
        assertThat(Kind.values()).extracting(Kind::label).doesNotHaveDuplicates();
        for (Kind kind : Kind.values()) {
            assertThat(kind.label()).matches("[a-z0-9-]{3,30}");
            assertThat(kind.rsitClass()).matches("[a-z-]+");
            assertThat(kind.rsitType()).matches("[a-z0-9-]+");
            assertThat(kind.techniques()).allMatch(id -> id.matches("T\\d{4}(\\.\\d{3})?"));
        }
    }

    @Test
    void aWordThatAnEarlierRowHidesIsNotInTheTable() {
        for (KindTable.Row row : KindTable.WORDS) {
            assertThat(Kinds.of(null, row.word())).as(row.word()).isEqualTo(row.kind());
        }
        for (KindTable.Row row : KindTable.SETS) {
            String begins = row.word().replace("^", "") + " .";
            assertThat(Kinds.of(null, begins)).as(row.word()).isEqualTo(row.kind());
        }
        for (KindTable.Row row : KindTable.CATEGORIES) {
            assertThat(Kinds.of(row.word(), null)).as(row.word()).isEqualTo(row.kind());
        }
        for (KindTable.Row row : KindTable.VAGUE) {
            assertThat(Kinds.of(row.word(), null)).as(row.word()).isEqualTo(row.kind());
        }
    }
}
