package org.commonwatch.server.surges;

import org.commonwatch.insight.level.Calibration.Thresholds;
import org.commonwatch.insight.surge.Calendar;
import org.commonwatch.insight.surge.Surge;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Languages;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code GET /api/v1/surges?unit=…}: what rose above what was to be expected, each episode once; of
 * everything, or of each kind or sector by itself.
 */
final class GetSurges implements HandlerFunction<ServerResponse> {
    private final SurgeRoutes.Desk desk;

    /** A dated occasion. */
    record Near(String id, String name, String date) {}

    /**
     * A surge.
     *
     * @param of the kind or sector that was looked at by itself; null if everything was
     */
    record Told(
            @Nullable String of,
            String from,
            String to,
            String earliest,
            String latest,
            double ratio,
            double low,
            double high,
            double excess,
            List<Surge.Share> kinds,
            List<Surge.Share> sectors,
            @Nullable Near nearest,
            String reason) {
        static Told of(PartsOf.Rise rise, Reasons reasons, String why) {
            Surge surge = rise.surge();
            return new Told(
                    rise.of().isEmpty() ? null : rise.of(),
                    surge.extent().from().toString(),
                    surge.extent().to().toString(),
                    surge.extent().earliest().toString(),
                    surge.extent().latest().toString(),
                    surge.size().ratio(),
                    surge.size().interval().low(),
                    surge.size().interval().high(),
                    surge.size().excess(),
                    surge.parts().kinds(),
                    surge.parts().sectors(),
                    surge.nearest()
                            .map(each -> new Near(each.id(), each.name(), each.date().toString()))
                            .orElse(null),
                    why.isEmpty() ? reasons.of(surge) : reasons.of(surge) + " " + why);
        }
    }

    /**
     * How alarms were chosen.
     *
     * @param episodes so many false ones are accepted in so many days
     * @param calmDays as many quiet days end an episode
     * @param thresholds null where each part has its own, of a share of the budget
     * @param runs simulated, from the seed
     */
    record Budget(
            double episodes,
            int days,
            int calmDays,
            @Nullable Enough thresholds,
            int runs,
            long seed) {}

    /**
     * From where on something is an alarm.
     *
     * @param ramp null where nothing is said of ramps
     */
    record Enough(double spike, @Nullable Double ramp) {
        static Enough of(Thresholds thresholds) {
            return new Enough(
                    thresholds.spike(),
                    Double.isInfinite(thresholds.ramp()) ? null : thresholds.ramp());
        }
    }

    /** How what was to be expected is told, and why so. */
    record Method(String name, String why) {}

    /**
     * The answer.
     *
     * @param drawn whether any of the counts were drawn from the plan of an invented world
     * @param leftOut how many kinds or sectors were not looked at, for there are too many
     */
    record All(
            String knownAt,
            String unit,
            String rule,
            String cadence,
            String judgedFrom,
            String judgedTo,
            Method method,
            Budget budget,
            boolean drawn,
            int leftOut,
            List<Told> surges) {}

    GetSurges(SurgeRoutes.Desk desk) {
        this.desk = desk;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential reader = request.principal().map(Credential::signedIn).orElseThrow();
        Asked asked = Asked.of(request);
        Asked.Found found = asked.find(desk.counts(), reader);
        Calendar calendar = desk.elections().calendar();
        Optional<PartsOf> parts =
                request.param("each")
                        .map(Terms::each)
                        .map(each -> PartsOf.of(found.counted(), each));
        PartsOf.Judged judged =
                parts.isPresent()
                        ? parts.get().judged(desk.watching(), calendar)
                        : whole(found, calendar);
        var reasons = new Reasons(Languages.SHIPPED, Languages.SHIPPED.asked(request));
        return Answers.ok(told(asked, found, judged, parts, reasons));
    }

    private PartsOf.Judged whole(Asked.Found found, Calendar calendar) {
        Watching.Read read = desk.watching().read(found.all());
        return new PartsOf.Judged(
                read,
                desk.watching().surges(found.counted(), read, calendar).stream()
                        .map(each -> new PartsOf.Rise("", each))
                        .toList());
    }

    private static All told(
            Asked asked,
            Asked.Found found,
            PartsOf.Judged judged,
            Optional<PartsOf> parts,
            Reasons reasons) {
        Watching.Read read = judged.read();
        String why = reasons.of(read.method(), found.all().size());
        // Where it is not the usual one, each surge says so itself.
        String said = read.method() == Watching.Method.EARS ? why : "";
        var budget = Watching.BUDGET;
        return new All(
                found.knownAt().toString(),
                asked.what().unit(),
                found.rule(),
                Asked.word(asked.cadence()),
                found.all().start(read.from()).toString(),
                found.all().start(found.all().size()).toString(),
                new Method(read.method().name().toLowerCase(Locale.ROOT), why),
                new Budget(
                        budget.episodes(),
                        budget.days(),
                        budget.calmDays(),
                        parts.isPresent() ? null : Enough.of(read.thresholds()),
                        read.runs().count(),
                        read.runs().seed()),
                !found.drawn().isEmpty(),
                parts.map(PartsOf::leftOut).orElse(0),
                judged.rises().stream().map(each -> Told.of(each, reasons, said)).toList());
    }
}
