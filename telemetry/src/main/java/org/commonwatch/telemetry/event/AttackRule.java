package org.commonwatch.telemetry.event;

import org.commonwatch.telemetry.event.CountingRule.Clause;
import org.commonwatch.telemetry.event.CountingRule.Condition;
import org.commonwatch.telemetry.event.CountingRule.Sentences;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rule that counts where no other is given. */
final class AttackRule {
    private AttackRule() {}

    // UDP and ICMP sources are spoofed at will: most "attackers" of a reflection attack are its
    // victims. Nor do a SYN and its answer prove anything, since the answer goes to whoever was
    // named. Only a host that really received the answer can complete the handshake, and only
    // after it does application data flow; that it was of no known protocol ("failed") is no
    // matter. If nothing ever came back, the sensor saw half a conversation and took its state
    // from that half.
    static CountingRule make() {
        return new CountingRule(
                new RuleId("attacks", 1),
                List.of(
                        condition(List.of(Fact.TCP, Fact.CONNECTED), List.of(Fact.ONE_WAY)),
                        condition(List.of(Fact.TCP, Fact.APPLICATION), List.of(Fact.ONE_WAY)),
                        condition(List.of(Fact.LOGIN), List.of(Fact.ONE_WAY))),
                List.of(
                        clause("eve/alert", Unit.ALERT, List.of(), List.of()),
                        clause("eve/flow", Unit.PROBE, List.of(Fact.NEW), List.of()),
                        clause(
                                "eve/flow",
                                Unit.PROBE,
                                List.of(Fact.TCP),
                                List.of(Fact.ESTABLISHED)),
                        clause("snort/alert", Unit.ALERT, List.of(), List.of()),
                        clause("cef/event", Unit.ALERT, List.of(Fact.SEVERITY), List.of()),
                        clause("leef/event", Unit.ALERT, List.of(Fact.SEVERITY), List.of()),
                        clause("zeek/notice", Unit.ALERT, List.of(), List.of()),
                        clause("zeek/intel", Unit.ALERT, List.of(), List.of()),
                        probe("zeek/conn", Fact.NEW, Fact.NO_DATA),
                        probe("zeek/conn", Fact.FAILED, Fact.NO_DATA),
                        probe("zeek/conn", Fact.ABORTED, Fact.NO_DATA),
                        clause("cowrie/login", Unit.ALERT, List.of(), List.of()),
                        clause("cowrie/command", Unit.ALERT, List.of(), List.of()),
                        clause("sshd/login", Unit.ALERT, List.of(Fact.FAILED), List.of()),
                        clause("ocsf/finding", Unit.ALERT, List.of(Fact.SEVERITY), List.of()),
                        clause("idea/event", Unit.ALERT, List.of(), List.of()),
                        clause("web/modsecurity", Unit.ALERT, List.of(), List.of()),
                        clause("firewall/login", Unit.ALERT, List.of(Fact.FAILED), List.of()),
                        clause("firewall/threat", Unit.ALERT, List.of(), List.of()),
                        probe("firewall/traffic", Fact.DENIED),
                        clause("ocsf/login", Unit.ALERT, List.of(Fact.FAILED), List.of()),
                        probe("ocsf/traffic", Fact.DENIED),
                        clause("generic/alert", Unit.ALERT, List.of(), List.of()),
                        clause("generic/login", Unit.ALERT, List.of(Fact.FAILED), List.of()),
                        probe("generic/probe")),
                sentences(),
                Optional.of(
                        new SessionRule(
                                Set.of(Unit.PROBE, Unit.ALERT), Duration.ofMinutes(30), 24, 48)));
    }

    private static Sentences sentences() {
        return new Sentences(
                Map.of(
                        Unit.PROBE,
                        "A probe is a flow that never became an exchange, a connection attempt"
                                + " without data, or traffic that a firewall denied.",
                        Unit.ALERT,
                        "An alert is a record of a sensor's rule that fired, of a failed sign-in,"
                                + " or of a sign-in or command on a decoy.",
                        Unit.CONTEXT,
                        "Every other record is context: matched, but not counted as an attack."),
                "A source is established if it signed in or tried to, or if the record is of TCP,"
                        + " not known to be one-way, and the connection was established or carried"
                        + " application data; else it is claimed.");
    }

    private static Clause clause(String type, Unit unit, List<Fact> when, List<Fact> unless) {
        return new Clause(type, unit, condition(when, unless));
    }

    private static Clause probe(String type, Fact... when) {
        return clause(type, Unit.PROBE, List.of(when), List.of());
    }

    private static Condition condition(List<Fact> when, List<Fact> unless) {
        return new Condition(bits(when), bits(unless));
    }

    private static int bits(List<Fact> facts) {
        return facts.stream().mapToInt(Fact::bit).reduce(0, (all, bit) -> all | bit);
    }
}
