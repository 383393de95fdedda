package org.commonwatch.cli.demo;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.client.Foreground;
import org.commonwatch.cli.client.Port;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.server.Configuration;
import org.commonwatch.server.Invention;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Setting;
import org.commonwatch.server.Settings;
import org.commonwatch.telemetry.simulation.world.World;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code cwatch demo}: a server on an invented world, and what it says of it. */
@Command(
        name = "demo",
        description = {
            "Plays two years of an invented world in a server with its own database: parties",
            "of every standing, sensors, attackers, requests and letters, and a vote. The past",
            "is drawn from the world's plan, the last days are lines that are really counted.",
            "Then it serves until it is interrupted. All data is synthetic and made anew."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch demo                       and look around until Ctrl-C",
            "  cwatch demo --check               the same steps, compared with the truth",
            "  cwatch demo --days 200 --attacks 1000000",
            ""
        })
public final class Demo implements Callable<Integer> {
    /** Within which the parties of every scenario share. */
    static final BodyId BODY = new BodyId("commons");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--check",
            description = "Compares every figure with the world's truth, and ends.")
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

    @Mixin private ScenarioOptions options = new ScenarioOptions();

    @Override
    public Integer call() throws Exception {
        var steps = new Steps(spec.commandLine().getErr());
        Scenario scenario = options.scenario(InstantSource.system());
        World world = new World(scenario.plan());
        var begin = scenario.plan().calendar().first().atStartOfDay().toInstant(ZoneOffset.UTC);
        var clock = new StoryClock(begin, InstantSource.system());
        var invention = new Invention(scenario.name(), scenario.about(), clock);
        RunningServer server = Foreground.start(this::prepare, invention).announced();
        try {
            steps.done("server and database run at " + server.url());
            var stage = new Stage(world, scenario, server, clock, data);
            Comparison.Answers answers = play(server, stage, scenario, steps);
            var checks = new Checklist();
            var comparison = new Comparison(scenario, world, answers, checks);
            PrintWriter out = spec.commandLine().getOut();
            comparison.tell(out);
            if (check) {
                comparison.check();
                stage.inquire();
                new GapCheck(scenario, world, checks).check(stage);
                new SharingCheck(stage, scenario, checks).check();
                new TitleCheck(stage, scenario, world, checks).check(List.of("en"));
                checks.conclude(out);
                steps.done("checked: every figure equals the world's truth");
                return ExitCode.DONE;
            }
            invite(server, stage);
            throw new Stop(ExitCode.FAILED, server.end().get(), "Start the demo again.");
        } finally {
            server.close();
        }
    }

    private Settings prepare() {
        spec.commandLine().getErr().println("cwatch: demo on synthetic data in " + data);
        DemoDirectory.renew(data);
        return Configuration.read(
                        Map.of(
                                Setting.DATA,
                                data.resolve("server").toString(),
                                Setting.PORT,
                                Integer.toString(port),
                                Setting.BODY,
                                BODY.name()),
                        Map.of())
                .settings();
    }

    private Comparison.Answers play(
            RunningServer server, Stage stage, Scenario scenario, Steps steps) throws IOException {
        stage.open();
        steps.done(
                "%d parties, %d sensors"
                        .formatted(
                                scenario.institutions().parties().size(),
                                scenario.plan().sensors().size()));
        stage.play();
        steps.done("%,d days up to now".formatted(scenario.plan().calendar().count()));
        if (!check) {
            open(server, "See what rose, while the last days are counted, in a browser:");
        }
        Stage.Delivered delivered = stage.deliver();
        steps.done("%,d lines of the last days".formatted(delivered.lines()));
        var answers = Comparison.Answers.of(stage, delivered, scenario, BODY);
        steps.done("read again what the server has");
        return answers;
    }

    private void invite(RunningServer server, Stage stage) {
        PrintWriter err = spec.commandLine().getErr();
        String sightings = server.url() + TaxiiReading.sightings(BODY);
        err.println();
        err.println("Read the sightings as the member, then as the party without standing:");
        for (String name : List.of("member", "outsider")) {
            err.println(
                    "  curl --netrc-file "
                            + stage.netrcFile(name)
                            + " -H 'Accept: application/taxii+json;version=2.1' '"
                            + sightings
                            + "?limit=2'");
        }
        err.println("Ask what rose, and before what:");
        err.println("  cwatch surges --operator --data " + data.resolve("server"));
        open(server, "Then see what rose, in a browser:");
        err.println("The server runs at " + server.url() + " until Ctrl-C.");
        err.flush();
    }

    private void open(RunningServer server, String why) {
        PrintWriter err = spec.commandLine().getErr();
        server.firstLink()
                .ifPresent(link -> {
                    err.println("Become an operator with a name and password of your own, once:");
                    err.println("  " + link);
                });
        err.println(why);
        err.println("  " + server.url() + "/console/surges");
        err.flush();
    }
}
