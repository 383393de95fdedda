package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;
import org.commonwatch.server.outbound.Hosts;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Every command that docs/using/connect.md shows, as it is written there, but for its places. */
class ConnectTest {
    private static final Path DOC =
            Stream.of("docs/using/connect.md", "../docs/using/connect.md")
                    .map(Path::of)
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();

    private static final Pattern COMMAND =
            Pattern.compile("^(cwatch [^#\\n]*)|`(cwatch [^`]*)`", Pattern.MULTILINE);

    private static final String ALL = "5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05";

    @TempDir private Path folder = Path.of("");

    @Test
    void everyCommandOfTheGuideDoesWhatItSays() throws Exception {
        List<String> lines =
                COMMAND.matcher(Files.readString(DOC))
                        .results()
                        .map(each -> each.group(1) == null ? each.group(2) : each.group(1))
                        .map(String::strip)
                        .toList();
        assertThat(lines).hasSizeGreaterThan(8);
        sensors();
        try (RunningServer server = serve()) {
            List<String> said = new ArrayList<>();
            for (String line : lines) {
                Cli.Result done = run(line, server);
                // Some of what is simulated is damaged, as lines of sensors are.
                assertThat(done.exitCode())
                        .as(line + "\n" + done.out())
                        .isIn(ExitCode.DONE, line.contains(" ingest ") ? ExitCode.PARTIAL : 0);
                said.add(done.out());
            }
            assertThat(String.join("\n", said)).contains("good  collection", "north");
            assertThat(folder.resolve("etc/suricata/rules/commonwatch.rules"))
                    .content()
                    .contains("evil.example");
            assertThat(folder.resolve("opt/zeek/share/commonwatch.intel"))
                    .content()
                    .contains("#fields", "evil.example");
            assertThat(folder.resolve("lookup.csv")).content().contains("evil.example");
        }
    }

    // What sensors have written by then.
    private void sensors() throws IOException {
        Path out = folder.resolve("simulated");
        Cli.Result made =
                Cli.runHere(
                        "simulate", "--events", "300", "--formats", "eve,zeek", "--out", "" + out);
        assertThat(made.exitCode()).as(made.out()).isZero();
        for (String each :
                List.of(
                        "var/log/suricata",
                        "opt/zeek/logs/2026-01-01",
                        "opt/zeek/share",
                        "etc/suricata/rules")) {
            Files.createDirectories(folder.resolve(each));
        }
        try (Stream<Path> files = Files.list(out)) {
            for (Path each : files.toList()) {
                String name = each.getFileName().toString();
                if (name.startsWith("eve-")) {
                    Files.copy(each, folder.resolve("var/log/suricata").resolve(name));
                } else if (name.startsWith("zeek-")) {
                    Path logs = folder.resolve("opt/zeek/logs/2026-01-01");
                    Path to = logs.resolve(name.replace(".json", ".log.gz"));
                    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(to))) {
                        Files.copy(each, packed);
                    }
                }
            }
        }
    }

    // A server with a list of its party's, and with a connector to itself.
    private RunningServer serve() throws Exception {
        Settings settings =
                new Settings(
                        folder.resolve("data"),
                        new Settings.Listening(
                                InetAddress.ofLiteral("127.0.0.1"),
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                new Settings.Flows(
                                        Settings.Sources.NONE,
                                        new Settings.Outgoing(
                                                Hosts.parse("127.0.0.1"), Optional.empty(), true))),
                        new BodyId("commons"),
                        Optional.of(TestDatabase.empty()),
                        Settings.Limits.USUAL);
        RunningServer server = Main.start(settings).announced();
        Path list =
                Files.writeString(
                        folder.resolve("list.csv"), "value,type,source\nevil.example,domain,s\n");
        operate("party", "add", "CERT-XA", "--standing", "member");
        operate("indicators", "add", "" + list, "--owner", "CERT-XA", "--tlp", "TLP:GREEN");
        Path netrc = folder.resolve("itself.netrc");
        operate(
                "token",
                "add",
                "itself",
                "--party",
                "CERT-XA",
                "--role",
                "reader",
                "--out",
                "" + netrc);
        String[] words = Files.readString(netrc).strip().split("\\s+", -1);
        Path secret = folder.resolve("itself.secret");
        Files.writeString(secret, words[3] + ":" + words[5] + "\n");
        operate(
                "connector",
                "add",
                "from-xa",
                "--from",
                server.url() + "/taxii2/",
                "--remote",
                ALL,
                "--collection",
                ALL,
                "--party",
                "CERT-XA",
                "--secret-file",
                "" + secret);
        return server;
    }

    private void operate(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", "" + folder.resolve("data")));
        Cli.Result done = Cli.runHere(all.toArray(String[]::new));
        assertThat(done.exitCode()).as(done.out()).isZero();
    }

    // Files stand below a folder of ours, and the server is the one that runs here.
    private Cli.Result run(String line, RunningServer server) {
        List<String> words = new ArrayList<>(List.of(line.replace("'", "").split(" ")));
        words.removeFirst();
        words.replaceAll(word -> {
            if (word.startsWith("https://watch.example")) {
                return word.replace("https://watch.example", server.url());
            }
            boolean file = word.startsWith("/") || word.matches(".*\\.(netrc|state|csv)");
            boolean feed = word.equals(words.get(words.indexOf("get") + 1));
            return file && !feed ? "" + folder.resolve(word.replaceFirst("^/", "")) : word;
        });
        boolean person = words.contains("--netrc");
        if (person && !words.contains("--url")) {
            words.addAll(List.of("--url", server.url()));
        } else if (!person) {
            words.addAll(List.of("--data", "" + folder.resolve("data")));
        }
        return Cli.runHere(words.toArray(String[]::new));
    }
}
