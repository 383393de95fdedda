package org.commonwatch.access.marking;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

class MarkingTest {
    private static final String ORIGINAL = "{\"any\" : \"bytes\"}";

    @Test
    void bothVersionsOfTheTrafficLightAreReadByTheirOfficialIds() {
        assertThat(version1("613f2e26-407d-48c7-9eca-b8e91df99dc9"))
                .containsExactly(new Condition.Level(Tlp.CLEAR));
        assertThat(version1("5e57c739-391a-4eb3-b6be-7d15ca92d5ed"))
                .containsExactly(new Condition.Level(Tlp.RED));
        assertThat(version1("5e57c739-391a-4eb3-b6be-7d15ca92d5ee"))
                .containsExactly(new Condition.Unreadable("no official id of TLP 1"));
        assertThat(version2("939a9414-2ddd-4d32-a0cd-375ea402b003"))
                .containsExactly(new Condition.Level(Tlp.AMBER_STRICT));
        assertThat(version2("939a9414-2ddd-4d32-a0cd-375ea402b004"))
                .containsExactly(new Condition.Unreadable("no official id of TLP 2.0"));
        assertThat(Tlp.AMBER).isNotEqualTo(Tlp.AMBER_STRICT);
    }

    @Test
    void markingsOnOneLineAreRead() {
        assertThat(MarkingText.read("TLP:WHITE").means())
                .containsExactly(new Condition.Level(Tlp.CLEAR));
        assertThat(MarkingText.read("pap:amber").means())
                .containsExactly(new Condition.Permissible(Pap.AMBER));
        assertThat(MarkingText.read("REL TO XA, XB//ORCON").means())
                .containsExactly(
                        new Condition.OnlyTo(Circle.ofGroups(Set.of("rel-to:XA", "rel-to:XB"))),
                        new Condition.AskOriginator(Set.of()));
    }

    @Test
    void whatCannotBeReadIsNamed() {
        for (String text : List.of("TLP:PURPLE", "PAP:", "REL TO", "REL TO 12", "SECRET//ORCON")) {
            Marking marking = MarkingText.read(text);
            assertThat(marking.original()).isEqualTo(text);
            assertThat(marking.means())
                    .as(text)
                    .anyMatch(each -> each instanceof Condition.Unreadable);
        }
        assertThat(extension("00000000-0000-4000-8000-000000000000", Map.of("novel", "x")))
                .singleElement()
                .isInstanceOf(Condition.Unreadable.class);
    }

    @Test
    void aDistributionOfMispIsReadFromADefinition() {
        String id = "11111111-1111-4111-8111-111111111111";
        assertThat(extension(id, Map.of("misp_distribution", Map.of("level", "0"))))
                .containsExactly(new Condition.OnlyTo(Circle.of(Set.of())));
        Map<String, Object> group =
                Map.of("level", "4", "sharing_group", "g", "organisations", List.of("o"));
        assertThat(extension(id, Map.of("misp_distribution", group)))
                .containsExactly(
                        new Condition.OnlyTo(
                                Circle.ofGroups(Set.of(MispDistribution.ORGANISATION + "o"))));
        assertThat(extension(id, Map.of("misp_distribution", Map.of("level", "4"))))
                .containsExactly(new Condition.Unreadable("MISP distribution 4"));
    }

    @Test
    void aPolicyOfTheInformationExchangePolicyIsReadWhole() {
        Map<String, String> policy =
                Map.of(
                        "iep_version", "2.0",
                        "name", "example",
                        "tlp", "green",
                        "permitted_actions", "INTERNALLY VISIBLE ACTIONS",
                        "attribution", "must-not",
                        "encrypt_in_transit", "MAY",
                        "end_date", "2019-01-01T00:00:00Z");
        assertThat(extension("11111111-1111-4111-8111-111111111111", policy))
                .containsExactlyInAnyOrder(
                        new Condition.Level(Tlp.GREEN),
                        Condition.Duty.to(Phrase.ACT_UNSEEN),
                        Condition.Duty.to(Phrase.DO_NOT_NAME_SOURCE),
                        new Condition.Expiry(Instant.parse("2019-01-01T00:00:00Z")));
    }

    @Test
    void anAccessControlMarkingIsReadWhole() {
        Map<String, Object> marking =
                Map.of(
                        "policy_reference",
                        "urn:isa:policy:acs:ns:v3.0?privdefault=deny&sharedefault=deny",
                        "access_privilege",
                        List.of(
                                Map.of(
                                        "privilege_action", "ALL",
                                        "rule_effect", "permit",
                                        "privilege_scope",
                                                Map.of(
                                                        "entity", List.of("ALL"),
                                                        "permitted_nationalities",
                                                                List.of("XA", "XB")))),
                        "control_set",
                        Map.of("classification", "U"));
        assertThat(extension("3a65884d-005a-4290-8335-cb2d778a83ce", marking))
                .containsExactlyInAnyOrder(
                        new Condition.OnlyTo(
                                Circle.ofGroups(
                                        Set.of(
                                                "acs-permitted_nationalities:XA",
                                                "acs-permitted_nationalities:XB"))),
                        Condition.Duty.NO_ONWARD,
                        new Condition.Duty(
                                Saying.of(Phrase.HANDLE_AS)
                                        .with("control", "classification")
                                        .with("value", "U")));
        assertThat(
                        extension(
                                "3a65884d-005a-4290-8335-cb2d778a83ce",
                                Map.of("control_set", Map.of("classification", "S"))))
                .contains(new Condition.Unreadable("ACS: classification S"));
    }

    /** Whatever is missing or of another shape never means that more may read. */
    @Test
    void anAccessControlMarkingThatIsBrokenIsForNobody() {
        String policy = "urn:isa:policy:acs:ns:v3.0?privdefault=deny&sharedefault=deny";
        for (Map<String, ?> broken :
                List.<Map<String, ?>>of(
                        Map.of(),
                        Map.of("policy_reference", policy),
                        Map.of("policy_reference", policy, "access_privilege", "ALL"),
                        Map.of("policy_reference", policy, "access_privilege", List.of()),
                        Map.of("policy_reference", policy, "access_privilege", List.of("ALL")),
                        Map.of(
                                "policy_reference",
                                policy,
                                "access_privilege",
                                List.of(
                                        Map.of(
                                                "privilege_action", "ALL",
                                                "rule_effect", "permit"))))) {
            assertThat(extension("3a65884d-005a-4290-8335-cb2d778a83ce", broken))
                    .as(broken.toString())
                    .anyMatch(each ->
                            each instanceof Condition.Unreadable
                                    || each.equals(new Condition.OnlyTo(Circle.of(Set.of()))));
        }
    }

    @Test
    void everyDistributionOfMispIsRead() {
        var group = new MispDistribution.SharingGroup("g", List.of("a", "b"));
        Marking event = misp(0, Optional.empty(), Optional.empty());
        assertThat(event.means()).containsExactly(new Condition.OnlyTo(Circle.of(Set.of())));
        assertThat(misp(3, Optional.empty(), Optional.empty()).means()).isEmpty();
        assertThat(misp(4, Optional.of(group), Optional.empty()).means())
                .containsExactly(
                        new Condition.OnlyTo(Circle.ofGroups(Set.of("misp-org:a", "misp-org:b"))));
        assertThat(misp(5, Optional.empty(), Optional.of(event)).means()).isEqualTo(event.means());
        for (int level : List.of(4, 5, 6, -1)) {
            assertThat(misp(level, Optional.empty(), Optional.empty()).means())
                    .containsExactly(new Condition.Unreadable("MISP distribution " + level));
        }
    }

    @Test
    void theOriginalIsGivenOnByteForByte() {
        assertThat(MarkingDefinition.read(ORIGINAL, Map.of()).original()).isEqualTo(ORIGINAL);
        assertThat(misp(1, Optional.empty(), Optional.empty()).original()).isEqualTo(ORIGINAL);
    }

    // Putting together is a meet.

    @Test
    void puttingTogetherIsIdempotentCommutativeAndAssociative() {
        Cases.check(random -> {
            Conditions a = any(random);
            Conditions b = any(random);
            Conditions c = any(random);
            assertThat(a.meet(a)).isEqualTo(a);
            assertThat(a.meet(b)).isEqualTo(b.meet(a));
            assertThat(a.meet(b).meet(c)).isEqualTo(a.meet(b.meet(c)));
            assertThat(a.meet(Conditions.NONE)).isEqualTo(a);
        });
    }

    /** What is put together demands what each part demands, or more. */
    @Test
    void puttingTogetherNeverWidens() {
        Cases.check(random -> {
            Conditions a = any(random);
            Conditions both = a.meet(any(random));
            assertThat(both.meet(a)).isEqualTo(both);
        });
    }

    private static Conditions any(RandomGenerator random) {
        Set<Condition> all = new LinkedHashSet<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            Instant at = Instant.EPOCH.plusSeconds(random.nextInt(3));
            StixId party = new StixId("identity", new UUID(0, random.nextInt(2)));
            all.add(
                    switch (random.nextInt(8)) {
                        case 0 -> new Condition.Level(Cases.any(Tlp.values(), random));
                        case 1 -> new Condition.Permissible(Cases.any(Pap.values(), random));
                        case 2 -> new Condition.Embargo(at);
                        case 3 -> new Condition.Expiry(at);
                        case 4 -> Condition.NotTo.party(party);
                        case 5 -> new Condition.OnlyTo(Circle.of(Set.of(party)));
                        case 6 -> Condition.Duty.NO_ONWARD;
                        default -> new Condition.AskOriginator(Set.of(party));
                    });
        }
        return new Conditions(all);
    }

    private static List<Condition> version1(String uuid) {
        return MarkingDefinition.read(
                        ORIGINAL,
                        Map.of(
                                "type",
                                "marking-definition",
                                "id",
                                "marking-definition--" + uuid,
                                "definition_type",
                                "tlp",
                                "definition",
                                Map.of("tlp", "white")))
                .means();
    }

    private static List<Condition> version2(String uuid) {
        return MarkingDefinition.read(
                        ORIGINAL,
                        Map.of(
                                "type",
                                "marking-definition",
                                "id",
                                "marking-definition--" + uuid,
                                "extensions",
                                Map.of(
                                        "extension-definition"
                                                + "--60a3c5c5-0d10-413e-aab3-9e08dde9e88d",
                                        Map.of("tlp_2_0", "amber+strict"))))
                .means();
    }

    private static List<Condition> extension(String uuid, Map<String, ?> extension) {
        return MarkingDefinition.read(
                        ORIGINAL,
                        Map.of(
                                "type", "marking-definition",
                                "id", "marking-definition--75ad3822-3fbe-4de8-ac94-f02f01bf778b",
                                "extensions", Map.of("extension-definition--" + uuid, extension)))
                .means();
    }

    private static Marking misp(
            int level, Optional<MispDistribution.SharingGroup> group, Optional<Marking> event) {
        return MispDistribution.read(ORIGINAL, level, group, event);
    }
}
