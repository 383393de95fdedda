package org.commonwatch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.SessionRule;
import org.commonwatch.telemetry.event.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Set;

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
            sessions: {of: [alert], gap: 90s, prefix4: 32, prefix6: 64}
            """;

    @Test
    void theShippedFileIsTheRuleThatCountsWhereNoOtherIsGiven() {
        CountingRule shipped = RuleFile.shipped();
        assertThat(shipped.id()).isEqualTo(CountingRule.ATTACKS.id());
        assertThat(shipped.clauses()).isEqualTo(CountingRule.ATTACKS.clauses());
        assertThat(shipped.establishedSentence())
                .isEqualTo(CountingRule.ATTACKS.establishedSentence());
        assertThat(shipped.sessions()).isPresent().isEqualTo(CountingRule.ATTACKS.sessions());
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
        assertThat(rule.sessions())
                .contains(new SessionRule(Set.of(Unit.ALERT), Duration.ofSeconds(90), 32, 64));
        assertThat(rule.sentence(Unit.SESSION)).contains("all alerts", "one /32", "/64", "90 s");
    }

    @Test
    void aRuleNeedNotCountSessions() {
        CountingRule rule = RuleFile.parse("mine.yaml", RULE.replaceAll("sessions:.*", ""));
        assertThat(rule.sessions()).isEmpty();
        assertThat(rule.sentence(Unit.SESSION)).isEmpty();
    }

    @Test
    void theLimitsOfASessionAreWithinThem() {
        String widest =
                RULE.replace("90s, prefix4: 32, prefix6: 64", "24h, prefix4: 1, prefix6: 1");
        assertThat(RuleFile.parse("mine.yaml", widest).sessions())
                .contains(new SessionRule(Set.of(Unit.ALERT), SessionRule.GAP_LIMIT, 1, 1));
        String least = RULE.replace("90s", "1s");
        assertThat(RuleFile.parse("mine.yaml", least).sessions().orElseThrow().gap())
                .isEqualTo(SessionRule.LEAST_GAP);
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
                "probe: a probe, | ` ` | 'probe' is missing | Write it",
                "unit: alert | unit: session | line 7: 'session' is not known here | one of",
                "[alert] | [context] | line 8: 'context' is not known here | alert",
                "[alert] | [] | line 8: sessions of nothing | [probe, alert]",
                "90s | 90 | line 8: '90' is no gap | such as 30m",
                "90s | 0m | line 8: '0m' is no gap | such as 30m",
                "90s | 25h | line 8: '25h' is no gap | up to 24h",
                "90s | 86401s | line 8: '86401s' is no gap | up to 24h",
                "prefix4: 32 | prefix4: 33 | line 8: '33' is no length | from 1 to 32",
                "prefix6: 64 | prefix6: 65 | line 8: '65' is no length | from 1 to 64",
                "prefix6: 64 | prefix6: 0 | line 8: '0' is no length | from 1 to 64",
                "gap: 90s, | ` ` | line 8: 'gap' is missing | Write it"
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
