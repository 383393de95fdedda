package org.commonwatch.cli.demo;

import org.commonwatch.server.Invention;
import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;
import org.commonwatch.telemetry.simulation.world.World;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Worlds of many seeds, each played in a server and a store of its own: what pages, the API and the
 * truth say is the same. As many as {@code -Dseeds} says.
 */
class SeedsTest {
    private static final int FIRST = Integer.getInteger("seeds.first", 1);
    private static final int SEEDS = Integer.getInteger("seeds", 2);
    private static final int DAYS = 150;
    private static final long ATTACKS = 3_000_000;
    private static final LocalDate TODAY = LocalDate.parse("2030-11-20");

    @TempDir private Path folder = Path.of("");

    @Test
    void titlesTheApiAndARecountOfTheTruthAreTheSameInWorldsOfManySeeds() throws Exception {
        int inside = 0;
        int estimates = 0;
        for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
            String told = played(seed);
            estimates += count(told, " the interval of ");
            inside += count(told, "inside the interval of ");
            out(
                    "seed "
                            + seed
                            + told.lines()
                                    .filter(each -> each.contains("numbers of titles"))
                                    .findFirst()
                                    .orElse(""));
        }
        out(
                "%d worlds; the expected gap was inside the 95 %% interval in %d of %d"
                        .formatted(SEEDS, inside, estimates));
    }

    private String played(int seed) throws Exception {
        var wishes =
                new ScenarioFile.Wishes(
                        Optional.of(TODAY),
                        TODAY,
                        OptionalLong.of(seed),
                        OptionalInt.of(DAYS),
                        OptionalLong.of(ATTACKS));
        Scenario scenario = ScenarioFile.read("islands", wishes);
        World world = new World(scenario.plan());
        var begin = scenario.plan().calendar().first().atStartOfDay().toInstant(ZoneOffset.UTC);
        var clock = new StoryClock(begin, InstantSource.system());
        Path data = Files.createDirectory(folder.resolve("seed-" + seed));
        var settings =
                new Settings(
                        data.resolve("server"), 0, Demo.BODY, Optional.of(TestDatabase.empty()));
        var invention = new Invention(scenario.name(), scenario.about(), clock);
        try (RunningServer server = Main.start(settings, invention)) {
            var stage = new Stage(world, scenario, server, clock, data);
            stage.open();
            stage.play();
            Stage.Delivered delivered = stage.deliver();
            var answers = Comparison.Answers.of(stage, delivered, scenario, Demo.BODY);
            var checks = new Checklist();
            new Comparison(scenario, world, answers, checks).checkWhatIsExact();
            stage.inquire();
            new GapCheck(scenario, world, checks).check(stage);
            new SharingCheck(stage, scenario, checks).check();
            new TitleCheck(stage, scenario, world, checks).check(List.of("en", "zh-Hant"));
            var told = new StringWriter();
            checks.conclude(new PrintWriter(told));
            return told.toString();
        }
    }

    private static int count(String text, String word) {
        int count = 0;
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            count++;
        }
        return count;
    }

    private static void out(String text) {
        System.out.println(text);
    }
}
