package org.commonwatch.server;

import org.commonwatch.access.BodyId;
import org.commonwatch.database.Database;
import org.commonwatch.server.pipeline.Merging;
import org.commonwatch.server.retention.Retention;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A server in a process of its own that does nothing but its upkeep, at once, until it ends. */
final class UpkeepProcess {
    private static final String BEGUN = "upkeep has begun";

    private final Process process;

    private UpkeepProcess(Process process) {
        this.process = process;
    }

    /** Starts it, and returns when it begins. */
    static UpkeepProcess begin(Path data, Database database) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UpkeepProcess.class.getName(),
                        data.toString(),
                        database.url(),
                        database.user());
        builder.environment().put("SECRET", database.password());
        Process process = builder.redirectErrorStream(true).start();
        StringBuilder said = new StringBuilder();
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.endsWith(BEGUN)) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
                return new UpkeepProcess(process);
            }
            said.append(line).append('\n');
        }
        throw new IOException(said.toString());
    }

    /** Kills it with no warning; false if it had done everything. */
    boolean kill() throws InterruptedException {
        process.destroyForcibly();
        return process.waitFor() != 0;
    }

    /** Waits until everything is done. */
    int end() throws InterruptedException {
        return process.waitFor();
    }

    public static void main(String[] arguments) throws IOException {
        Settings settings =
                new Settings(
                        Path.of(arguments[0]),
                        Settings.Listening.here(0),
                        new BodyId("commons"),
                        Optional.of(
                                Database.at(arguments[1], arguments[2], System.getenv("SECRET"))),
                        Settings.Limits.USUAL);
        try (RunningServer server = Main.start(settings)) {
            System.out.println(BEGUN);
            Merging merging = server.context().getBean(Merging.class);
            while (merging.step()) {
                // until there is no more
            }
            server.context().getBean(Retention.class).runByItself();
        }
    }
}
