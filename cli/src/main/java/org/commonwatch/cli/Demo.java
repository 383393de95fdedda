package org.commonwatch.cli;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.Foreground;
import org.commonwatch.cli.client.Netrc;
import org.commonwatch.cli.client.Port;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.ingest.SegmentSender;
import org.commonwatch.cli.terminal.Bar;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.commonwatch.telemetry.simulation.Truth;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

@Command(
        name = "demo",
        description = {
            "Does everything once on generated data: starts a server with its own database,",
            "adds parties, indicators and a sensor, delivers lines, and reads as two parties.",
            "Then it serves until it is interrupted. All data is synthetic and made anew."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch demo                       and look around until Ctrl-C",
            "  cwatch demo --check               the same steps, compared with the truth",
            ""
        })
final class Demo implements Callable<Integer> {
    private static final BodyId BODY = new BodyId("commons");
    private static final String SENSOR = "north";
    private static final String OWNER = "CERT-XA";
    private static final String MEMBER = "CERT-XB";
    private static final String OUTSIDER = "CERT-XC";
    private static final int INDICATORS = 2_000;
    private static final int HOURS = 14 * 24;
    private static final Instant START = Instant.parse("2030-03-04T00:00:00Z");
    private static final int USUAL_LINES = 200_000;
    private static final int AT_ONCE = 4;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--check",
            description = "Compares every figure with the generator's truth, and ends.")
    private boolean check;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue =
                    "${env:CWATCH_DEMO_DATA:-${sys:user.home}/.local/share/commonwatch-demo}",
            description = "The demo's own directory, emptied first (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = ServerOptions.PORT,
            converter = Port.ToServe.class,
            description = "Where to listen on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "" + USUAL_LINES,
            description = "How many lines to generate (default: ${DEFAULT-VALUE}).")
    private long lines;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "Which lines: the same seed, the same lines (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        RunningServer server = Foreground.start(this::prepare).announced();
        try {
            step(err, "server and database run at " + server.url());
            Story story = play(server);
            story.tell(spec.commandLine().getOut());
            if (check) {
                story.check();
                step(err, "checked: every figure equals the generator's truth");
                return ExitCode.DONE;
            }
            invite(err, server);
            throw new Stop(ExitCode.FAILED, server.end().get(), "Start the demo again.");
        } finally {
            server.close();
        }
    }

    private Settings prepare() {
        spec.commandLine().getErr().println("cwatch: demo on synthetic data in " + data);
        DemoDirectory.renew(data);
        return new Settings(data.resolve("server"), port, BODY, Optional.empty());
    }

    private Story play(RunningServer server) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Client operator = Client.operator(server.url(), server.operatorToken());
        party(operator, OWNER, "member");
        party(operator, MEMBER, "member");
        party(operator, OUTSIDER, "none");
        Netrc sensor = token(operator, SENSOR, OWNER, "sensor");
        Netrc member = token(operator, "member", MEMBER, "reader");
        Netrc outsider = token(operator, "outsider", OUTSIDER, "reader");
        step(err, "3 parties: two members, one without standing; 1 sensor, 2 readers");

        operator.post(
                "/api/v1/indicators?owner=" + MEMBER + "&tlp=TLP:AMBER",
                "text/csv",
                BodyPublishers.ofString(SyntheticIndicators.list(INDICATORS)));
        step(err, "%,d synthetic indicators of %s, TLP:AMBER".formatted(INDICATORS, MEMBER));

        Plan plan = new Plan(seed, lines, HOURS, START, INDICATORS);
        Simulation simulation = new Simulation(plan, SENSOR);
        SegmentSender.Delivered delivered;
        try (Bar bar = new Bar("generate, deliver, count", "MB", 1 << 20, err)) {
            var sender = new SegmentSender(sensor.client(server.url()), AT_ONCE);
            delivered =
                    sender.deliver(
                            "generated lines",
                            new SimulatedLines(simulation),
                            SegmentSender.Form.TOLD,
                            // The size is not known before; lines are about as long as these.
                            (place, soFar) ->
                                    bar.to(place.bytes(), lines * SimulatedLines.USUAL_LINE_BYTES));
        }
        step(err, "%,d lines delivered and counted".formatted(delivered.lines()));
        Truth truth = simulation.truth();
        return new Story(
                delivered,
                operator.get("/api/v1/counts"),
                TaxiiReading.of(member.client(server.url()), BODY),
                TaxiiReading.of(outsider.client(server.url()), BODY),
                truth);
    }

    private static void party(Client operator, String name, String standing) {
        operator.post("/api/v1/parties", Map.of("name", name, "standing", standing));
    }

    // Tokens go into files of the demo's directory, for curl; none is ever printed.
    private Netrc token(Client operator, String name, String party, String role) {
        var wanted =
                new TreeMap<>(
                        Map.of("name", name, "party", party, "role", role, "tlp", "TLP:AMBER"));
        String token = operator.post("/api/v1/tokens", wanted).path("token").asString();
        Netrc netrc = new Netrc(name, token);
        Netrc.create(netrcFile(name));
        netrc.write(netrcFile(name));
        return netrc;
    }

    private Path netrcFile(String name) {
        return data.resolve(name + ".netrc");
    }

    private void invite(PrintWriter err, RunningServer server) {
        String sightings = server.url() + TaxiiReading.sightings(BODY);
        err.println();
        err.println("Read the sightings as the member, then as the party without standing:");
        for (String name : List.of("member", "outsider")) {
            err.println(
                    "  curl --netrc-file "
                            + netrcFile(name)
                            + " -H 'Accept: application/taxii+json;version=2.1' '"
                            + sightings
                            + "?limit=2'");
        }
        err.println("The server runs at " + server.url() + " until Ctrl-C.");
        err.flush();
    }

    private static void step(PrintWriter err, String what) {
        err.println("  done  " + what);
        err.flush();
    }
}
