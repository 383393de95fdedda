package org.commonwatch.server.sharing;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Span;
import org.commonwatch.access.Standing;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.marking.Marking;
import org.commonwatch.access.ruling.Asking;
import org.commonwatch.access.ruling.Handling;
import org.commonwatch.access.ruling.Reader;
import org.commonwatch.access.ruling.Ruling;
import org.commonwatch.access.world.Party;
import org.commonwatch.server.membership.Root;
import org.commonwatch.server.record.Answer.Asked;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was ruled at any time, as the facts were known then; all facts are of one moment. */
public final class Past {
    private final Sharing sharing;
    private final Policy policy;

    Past(Sharing sharing, Policy policy) {
        this.sharing = sharing;
        this.policy = policy;
    }

    /** Every instant at which a ruling may have become another, in order. */
    public List<Instant> turns() {
        return List.copyOf(policy.turns());
    }

    /** How what bears a number is to be handled; empty if nobody can tell. */
    public Optional<Handling> handling(int number) {
        return policy.handling(number);
    }

    /** The bodies that share here. */
    public List<BodyId> bodies() {
        return policy.roots().stream().map(Root::body).toList();
    }

    /** Every party. */
    public List<Party> parties() {
        return policy.parties();
    }

    /** What a party is called. */
    public String name(StixId party) {
        return policy.name(party);
    }

    /** A party at a time. */
    public Then at(StixId party, Instant at) {
        return new Then(policy.standpoint(party, AsOf.then(at)));
    }

    /** Has the record say that who asks is told of a gap. */
    public void record(Caller caller, String asked, Then about, byte[] body) {
        sharing.record(caller, new Asked(Surface.GAP.label(), asked), about.standpoint, body);
    }

    /** A party at one time. */
    public static final class Then {
        private final Policy.Standpoint standpoint;

        private Then(Policy.Standpoint standpoint) {
            this.standpoint = standpoint;
        }

        /** Whether all that was ruled at an earlier time is still so. */
        public boolean isAs(Then earlier) {
            return standpoint.readers().equals(earlier.standpoint.readers())
                    && standpoint.rules().equals(earlier.standpoint.rules())
                    && !standpoint
                            .policy()
                            .hasEnd(
                                    earlier.standpoint.asOf().validAt(),
                                    standpoint.asOf().validAt());
        }

        /** The same if it had one standing more. */
        public Then with(BodyId body, String type) {
            var more = new Standing(standpoint.party(), body, type, Span.since(Instant.MIN));
            return new Then(standpoint.as(reader -> reader.with(more)));
        }

        /** The types of standing that a body has, from most to least; none if it has no rules. */
        public List<String> types(BodyId body) {
            return standpoint.rules().charter(body).map(Charter::words).stream()
                    .flatMap(words -> words.standings().stream())
                    .map(each -> each.name())
                    .toList();
        }

        /** What withholds all of what is handled so; empty if at least a part may be read. */
        public Optional<Ruling.Withhold> withheld(Handling handling) {
            for (Reader reader : standpoint.readers()) {
                Asking asking = Asking.toRead(reader, standpoint.asOf());
                if (standpoint.rules().hidden(asking, handling).isEmpty()
                        && standpoint.rules().rule(asking, handling)
                                instanceof Ruling.Withhold withheld) {
                    return Optional.of(withheld);
                }
            }
            return Optional.empty();
        }

        /** Whether an owner's numbers in a body may be stated to it. */
        public boolean states(StixId owner, BodyId body) {
            return standpoint.hidden(open(owner, body, Charter.STATISTICS)).isPresent();
        }

        /** Whether it could give others in a body what it knew. */
        public boolean mayGive(BodyId body) {
            return standpoint.mayAdd(open(standpoint.party(), body, Charter.INTELLIGENCE));
        }

        private static Handling open(StixId owner, BodyId body, String dataClass) {
            return new Handling(owner, body, dataClass, "", List.of(Marking.of(Tlp.CLEAR)));
        }
    }
}
