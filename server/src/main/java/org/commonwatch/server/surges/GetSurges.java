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

/**
 * {@code GET /api/v1/surges?unit=…}: what rose above what was to be expected, each episode once.
 */
final class GetSurges implements HandlerFunction<ServerResponse> {
    private final SurgeRoutes.Desk desk;

    /** A dated occasion. */
    record Near(String id, String name, String date) {}

    /** A surge. */
    record Told(
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
        static Told of(Surge surge, Reasons reasons, String why) {
            return new Told(
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
     * @param runs simulated, from the seed
     */
    record Budget(
            double episodes, int days, int calmDays, Enough thresholds, int runs, long seed) {}

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
            List<Told> surges) {}

    GetSurges(SurgeRoutes.Desk desk) {
        this.desk = desk;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential reader = request.principal().map(Credential::signedIn).orElseThrow();
        Asked asked = Asked.of(request);
        Asked.Found found = asked.find(desk.counts(), reader);
        Watching.Read read = desk.watching().read(found.all());
        Calendar calendar = desk.elections().calendar();
        List<Surge> surges = desk.watching().surges(found.counted(), read, calendar);
        var reasons = new Reasons(Languages.SHIPPED, Languages.SHIPPED.asked(request));
        String why = reasons.of(read.method(), found.all().size());
        // Where it is not the usual one, each surge says so itself.
        String said = read.method() == Watching.Method.EARS ? why : "";
        var budget = Watching.BUDGET;
        return Answers.ok(
                new All(
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
                                Enough.of(read.thresholds()),
                                read.runs().count(),
                                read.runs().seed()),
                        !found.drawn().isEmpty(),
                        surges.stream().map(each -> Told.of(each, reasons, said)).toList()));
    }
}
