package org.commonwatch.stix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

class StixObjectTest {
    private static final String TOOL = "tool--5e57c739-391a-4eb3-b6be-7d15ca92d5ed";
    private static final String ONE = "identity--8d1f0b5c-8a39-4a34-9d0c-0a3a1c1b7d11";
    private static final String OTHER = "identity--8d1f0b5c-8a39-4a34-9d0c-0a3a1c1b7d12";
    private static final String CREATED = "2018-11-24T08:00:00.000Z";
    private static final String LATER = "2018-11-24T09:00:00.000Z";
    private static final String LATEST = "2018-11-24T09:00:00.001Z";

    @Test
    void anObjectKeepsItsBytesAndAllItsProperties() {
        String text =
                "{ \"x_own\" : 1.50, \"type\":\"x-thing\",\n\"id\":"
                        + " \"x-thing--8d1f0b5c-8a39-4a34-9d0c-0a3a1c1b7d11\" }";
        StixObject object = read(text);
        assertThat(object.text()).isEqualTo(text);
        assertThat(object.type()).isNull();
        assertThat(object.version()).isEmpty();
        assertThat(object.properties().names()).containsExactly("x_own", "type", "id");
        byte[] given = object.bytes();
        given[0] = 'x';
        assertThat(object.text()).isEqualTo(text);
    }

    @Test
    void whatCannotBeToldFromOthersIsNoObject() {
        refused("[]", "'[]' is not an object");
        refused("{}", "has no type");
        refused("{\"type\":7}", "type is 7");
        refused("{\"type\":\"tool\"}", "'' is not a STIX identifier");
        refused("{\"type\":\"tool\",\"id\":\"tool--1\"}", "'tool--1' is not a STIX identifier");
        refused("{\"type\":\"malware\",\"id\":\"" + TOOL + "\"}", "its id is " + TOOL);
        refused(tool(ONE, "2018", false), "'2018' is not a time");
        refused("{", "ends too early");
    }

    @Test
    void markingsAndReferencesAreFoundWhereverTheyAre() {
        StixObject object =
                read(
                        """
                        {"type":"tool","id":"%s","created_by_ref":"%s",
                         "object_marking_refs":["%s"],
                         "granular_markings":[{"selectors":["name"],"lang":"de"},
                             {"selectors":["name","labels.[0]"],"marking_ref":"%s"}],
                         "extensions":{"x":{"of_ref":"%s","by_refs":["%s","none",1]}}}
                        """
                                .formatted(
                                        TOOL,
                                        ONE,
                                        Tlp.GREEN.marking(),
                                        Tlp.RED.marking(),
                                        OTHER,
                                        TOOL));
        assertThat(object.markings()).containsExactly(Tlp.GREEN.marking());
        assertThat(object.granularMarkings())
                .containsExactly(
                        new GranularMarking(null, "de", List.of("name")),
                        new GranularMarking(
                                Tlp.RED.marking(), null, List.of("name", "labels.[0]")));
        assertThat(object.references().stream().map(StixId::toString))
                .containsExactly(
                        ONE,
                        Tlp.GREEN.marking().toString(),
                        Tlp.RED.marking().toString(),
                        OTHER,
                        TOOL);
    }

    @Test
    void aVersionFollowsAnotherAsTheStandardAllows() {
        StixObject first = read(tool(ONE, CREATED, false));
        StixObject revoked = read(tool(ONE, LATER, true));
        assertThat(Succession.of(first, first)).isEqualTo(Succession.SAME);
        assertThat(Succession.of(first, revoked)).isEqualTo(Succession.NEWER);
        assertThat(Succession.of(revoked, first)).isEqualTo(Succession.OLDER);
        assertThat(Succession.of(revoked, read(tool(ONE, LATER, false))))
                .isEqualTo(Succession.CONTRADICTORY);
        assertThat(Succession.of(revoked, read(tool(ONE, LATEST, false))))
                .isEqualTo(Succession.AFTER_REVOCATION);
        assertThat(Succession.of(read(tool(OTHER, LATER, false)), first))
                .isEqualTo(Succession.BY_ANOTHER);
        String anew = tool(ONE, LATER, false).replace(CREATED, LATER);
        assertThat(Succession.of(first, read(anew))).isEqualTo(Succession.CREATED_AGAIN);
        assertThat(Succession.of(first, read(tool(ONE, "2018-11-24T08:00:00Z", false))))
                .isEqualTo(Succession.CONTRADICTORY);
    }

    @Test
    void theOrderOfVersionsIsTotal() {
        Cases.check(random -> {
            StixObject a = anyVersion(random);
            StixObject b = anyVersion(random);
            StixObject c = anyVersion(random);
            int ab = Integer.signum(StixObject.ORDER.compare(a, b));
            assertThat(Integer.signum(StixObject.ORDER.compare(b, a))).isEqualTo(-ab);
            assertThat(ab == 0).isEqualTo(a.equals(b));
            if (ab <= 0 && StixObject.ORDER.compare(b, c) <= 0) {
                assertThat(StixObject.ORDER.compare(a, c)).isLessThanOrEqualTo(0);
            }
            if (a.id().equals(b.id())) {
                Succession there = Succession.of(a, b);
                Succession back = Succession.of(b, a);
                assertThat(back)
                        .isEqualTo(
                                switch (there) {
                                    case NEWER -> Succession.OLDER;
                                    case OLDER -> Succession.NEWER;
                                    default -> there;
                                });
            }
        });
    }

    private static StixObject anyVersion(RandomGenerator random) {
        String[] times = {CREATED, LATER, LATEST, "2018-11-24T08:00:00Z"};
        String text =
                tool(
                        random.nextBoolean() ? ONE : OTHER,
                        Cases.any(times, random),
                        random.nextInt(3) == 0);
        if (random.nextInt(5) == 0) {
            text = text.replaceAll("\"(modified|created)\":\"[^\"]*\",", "");
        }
        return read(random.nextInt(3) == 0 ? text.replace("5ed\"", "5ee\"") : text);
    }

    private static String tool(String by, String modified, boolean revoked) {
        return """
        {"type":"tool","id":"%s","created_by_ref":"%s","created":"%s","modified":"%s",\
        "revoked":%s}\
        """
                .formatted(TOOL, by, CREATED, modified, revoked);
    }

    private static StixObject read(String text) {
        return StixObject.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(message);
    }
}
