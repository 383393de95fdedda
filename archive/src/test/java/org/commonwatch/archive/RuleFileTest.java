package org.commonwatch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {
    private static final String RULE =
            """
            rule: mine
            version: 3
            sentences: {probe: a probe, alert: an alert, context: context, established: est}
            established: [{when: [tcp, connected]}]
            records:
              - {type: eve/flow, unit: probe, when: [new], unless: [established]}
              - {type: eve/flow, unit: alert}
            """;

    @Test
    void theShippedFileIsTheRuleThatCountsWhereNoOtherIsGiven() {
        CountingRule shipped = RuleFile.shipped();
        assertThat(shipped.id()).isEqualTo(CountingRule.ATTACKS.id());
        assertThat(shipped.clauses()).isEqualTo(CountingRule.ATTACKS.clauses());
        assertThat(shipped.establishedSentence())
                .isEqualTo(CountingRule.ATTACKS.establishedSentence());
        for (Unit unit : Unit.values()) {
            assertThat(shipped.sentence(unit)).isEqualTo(CountingRule.ATTACKS.sentence(unit));
        }
        for (int facts = 0; facts < 1 << Fact.values().length; facts++) {
            assertThat(shipped.concluded(facts)).isEqualTo(CountingRule.ATTACKS.concluded(facts));
        }
    }

    @Test
    void aRuleIsWhatItsFileSays() {
        CountingRule rule = RuleFile.parse("mine.yaml", RULE);
        assertThat(rule.id()).hasToString("mine/3");
        int flow = rule.type("eve/flow");
        int connected = rule.concluded(Fact.TCP.bit() | Fact.CONNECTED.bit());
        assertThat(connected & Fact.ESTABLISHED.bit()).isNotZero();
        assertThat(rule.unit(flow, Fact.NEW.bit())).isEqualTo(Unit.PROBE);
        assertThat(rule.unit(flow, connected | Fact.NEW.bit())).isEqualTo(Unit.ALERT);
        assertThat(rule.unit(rule.type("eve/alert"), 0)).isEqualTo(Unit.CONTEXT);
        assertThat(rule.sentence(Unit.PROBE)).isEqualTo("a probe");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "version: 3 | version: 0 | line 2: '0' is no version | whole number",
                "rule: mine | rule: My Rule | line 1: 'My Rule' is no name | small letters",
                "unit: alert | unit: allert | line 7: 'allert' is not known here | 'alert'",
                "[new] | [neu] | line 6: 'neu' is not known here | 'new'",
                "type: eve/flow, unit: alert | type: flow, unit: alert | line 7: 'flow' is no type"
                        + " | such as eve/alert",
                "records: | recordz: | 'recordz' is not known here | 'records'",
                "probe: a probe, | ` ` | 'probe' is missing | Write it"
            })
    void whatIsNotKnownIsRefusedWithItsLine(
            String part, String instead, String message, String remedy) {
        String text = RULE.replace(part, instead);
        assertThatThrownBy(() -> RuleFile.parse("mine.yaml", text))
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class,
                        e -> {
                            assertThat(e.refusal().message()).contains(message);
                            assertThat(e.refusal().remedy()).contains(remedy);
                        });
    }
}
