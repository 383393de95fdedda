package org.commonwatch.server.gaps;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.insight.knowledge.Window;
import org.commonwatch.server.hindsight.Hindsight;
import org.commonwatch.server.hindsight.Wanted;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.commonwatch.stix.StixId;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Gap reports, for whoever asks by the parameters of an address. */
public final class Gaps {
    private static final int DAYS_LIMIT = 1_100;
    private static final int DELAY_HOURS_LIMIT = 8_784;
    private static final double COST_LIMIT = 1_000_000;

    private final Hindsight hindsight;
    private final Directory directory;
    private final BodyId own;

    /**
     * From what there is.
     *
     * @param own the body that the deployment serves
     */
    public Gaps(Hindsight hindsight, Directory directory, BodyId own) {
        this.hindsight = hindsight;
        this.directory = directory;
        this.own = own;
    }

    /**
     * The report in JSON, as {@code GET /api/v1/gap} answers; recorded before it leaves.
     *
     * @param language of what withheld, and of acts
     */
    public byte[] report(
            Credential who, Function<String, Optional<String>> parameters, Saying.Texts language) {
        boolean all = who.is(Role.AUDITOR) || who.is(Role.OPERATOR);
        Directory.Entry about = about(parameters, who, all);
        var wanted =
                new Wanted(
                        about.id(),
                        window(parameters),
                        Duration.ofHours(delay(parameters)).toSeconds(),
                        supposed(parameters, all));
        double cost = cost(parameters);
        var caller = new Caller(who.party(), who.name());
        var party = new GapText.Party(about.id().toString(), about.name());
        return all
                ? hindsight.whole(
                        caller,
                        wanted,
                        whole ->
                                Answers.bytes(
                                        new WholeText(whole, wanted, cost, language).of(party)))
                : hindsight.own(
                        caller,
                        wanted,
                        told ->
                                Answers.bytes(
                                        OwnText.of(told, party, silent(told, about), language)));
    }

    private Directory.Entry about(
            Function<String, Optional<String>> parameters, Credential who, boolean all) {
        Optional<String> named = parameters.apply("party");
        if (named.isEmpty() && !who.is(Role.ANALYST) && !who.is(Role.AUDITOR)) {
            Requests.needed(parameters, "party");
        }
        StixId itself = who.party();
        Directory.Entry about = directory.party(itself, all, named.orElseGet(itself::toString));
        if (!all && !about.id().equals(itself)) {
            throw new ProblemException(
                    new Problem.NotAllowed(
                            "The gap of another party is told to auditors and operators only.",
                            "Leave out 'party' to ask about your own, or ask an auditor."));
        }
        return about;
    }

    private static Window window(Function<String, Optional<String>> parameters) {
        Instant from = day(parameters, "from");
        Instant to = day(parameters, "to");
        long days = ChronoUnit.DAYS.between(from, to);
        if (days < 1 || days > DAYS_LIMIT) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "From " + from + " to " + to + " there are " + days + " days.",
                            "Ask for a window of 1 to " + DAYS_LIMIT + " days."));
        }
        return new Window(from.getEpochSecond(), to.getEpochSecond());
    }

    private static Instant day(Function<String, Optional<String>> parameters, String name) {
        Instant time = Requests.time(name, Requests.needed(parameters, name));
        if (!time.truncatedTo(ChronoUnit.DAYS).equals(time)) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "The parameter '" + name + "' is " + time + ", within a day.",
                            "Windows are of whole days: write it as 2018-11-24T00:00:00Z."));
        }
        return time;
    }

    private static long delay(Function<String, Optional<String>> parameters) {
        OptionalLong hours = Requests.number(parameters, "delay");
        if (hours.orElse(0) < 0 || hours.orElse(0) > DELAY_HOURS_LIMIT) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "The delay is " + hours.getAsLong() + " hours.",
                            "Give 0 to " + DELAY_HOURS_LIMIT + "."));
        }
        return hours.orElse(0);
    }

    private Optional<Wanted.Supposed> supposed(
            Function<String, Optional<String>> parameters, boolean all) {
        Optional<String> standing = parameters.apply("standing");
        if (standing.isEmpty()) {
            for (String each : List.of("body", "since", "cost")) {
                if (parameters.apply(each).isPresent()) {
                    throw new ProblemException(
                            new Problem.Malformed(
                                    "There is '" + each + "', but no 'standing'.",
                                    "Name the standing that is supposed, or leave it out."));
                }
            }
            return Optional.empty();
        }
        if (!all) {
            throw new ProblemException(
                    new Problem.NotAllowed(
                            "What another standing would have changed is told to auditors and"
                                    + " operators only.",
                            "Leave out 'standing': what single acts would have released is told as"
                                    + " far as it may be. Or ask an auditor."));
        }
        return Optional.of(
                new Wanted.Supposed(
                        parameters.apply("body").map(Gaps::body).orElse(own),
                        standing.get(),
                        parameters.apply("since").map(each -> Requests.time("since", each))));
    }

    private static BodyId body(String name) {
        try {
            return new BodyId(name);
        } catch (IllegalArgumentException notAName) {
            throw new ProblemException(new Problem.NotFound("body", name));
        }
    }

    private static double cost(Function<String, Optional<String>> parameters) {
        String text = parameters.apply("cost").orElse("0");
        try {
            double cost = Double.parseDouble(text);
            if (cost >= 0 && cost <= COST_LIMIT) {
                return cost;
            }
        } catch (NumberFormatException notANumber) {
            // told below, as any other text that is no number
        }
        throw new ProblemException(
                new Problem.Malformed(
                        "The cost of a false alarm is '" + text + "'.",
                        "Give a number from 0 to 1000000, in sessions warned of."));
    }

    private List<GapText.Party> silent(Hindsight.Own told, Directory.Entry about) {
        return directory.parties(about.id(), false).stream()
                .filter(each -> !each.id().equals(about.id()))
                .filter(each -> !told.states().test(each.id()))
                .map(each -> new GapText.Party(each.id().toString(), each.name()))
                .toList();
    }
}
