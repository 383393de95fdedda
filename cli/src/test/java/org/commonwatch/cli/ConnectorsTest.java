package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;
import org.commonwatch.server.outbound.Hosts;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One server takes from another what the commands say. */
class ConnectorsTest {
    private static final String ALL = "5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05";

    @TempDir private Path folder = Path.of("");

    @Test
    void aCollectionIsPulledIntoAnotherServerByCommand() throws Exception {
        try (RunningServer source = Main.start(settings("source")).announced();
                RunningServer own = Main.start(settings("own")).announced()) {
            assertThat(own.url()).isNotEqualTo(source.url());
            run("source", "party", "add", "CERT-XB", "--standing", "member");
            Path netrc = folder.resolve("xb.netrc");
            run(
                    "source",
                    "token",
                    "add",
                    "xb",
                    "--party",
                    "CERT-XB",
                    "--role",
                    "reader",
                    "--out",
                    netrc.toString());
            Path list =
                    Files.writeString(
                            folder.resolve("list.csv"), "value,type,source\na.example,domain,s\n");
            run(
                    "source",
                    "indicators",
                    "add",
                    list.toString(),
                    "--owner",
                    "CERT-XB",
                    "--tlp",
                    "TLP:GREEN");
            Path secret = folder.resolve("xa.secret");
            String[] words = Files.readString(netrc).strip().split("\\s+", -1);
            Files.writeString(secret, words[3] + ":" + words[5] + "\n");
            run("own", "party", "add", "CERT-XA", "--standing", "member");
            assertThat(
                            run(
                                    "own",
                                    "connector",
                                    "add",
                                    "from-xa",
                                    "--from",
                                    source.url() + "/taxii2/",
                                    "--remote",
                                    ALL,
                                    "--collection",
                                    ALL,
                                    "--party",
                                    "CERT-XA",
                                    "--secret-file",
                                    secret.toString()))
                    .contains("from-xa  is added");
            Path kept = folder.resolve("own").resolve("secrets").resolve("from-xa");
            assertThat(Files.getPosixFilePermissions(kept))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(run("own", "connector", "test", "from-xa")).contains("good  collection");
            assertThat(run("own", "taxii", "pull", "from-xa")).contains("1 objects: 1 new");
            assertThat(run("own", "taxii", "pull", "from-xa", "--json")).contains("\"objects\":0");
            assertThat(run("own", "connector", "list")).contains("from-xa  pull");
            assertThat(result("own", "taxii", "push", "from-xa").exitCode())
                    .isEqualTo(ExitCode.REFUSED);
            assertThat(run("own", "connector", "remove", "from-xa")).contains("has ended");
            assertThat(result("own", "connector", "list").exitCode()).isEqualTo(ExitCode.NOTHING);
        }
    }

    @Test
    void peopleAreToldAndSensorsAreFedByCommand() throws Exception {
        HttpServer receiver =
                HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        receiver.createContext(
                "/hook",
                exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        receiver.start();
        try (RunningServer own = Main.start(settings("own")).announced()) {
            run("own", "party", "add", "CERT-XA", "--standing", "member");
            Path netrc = folder.resolve("xa.netrc");
            run(
                    "own",
                    "token",
                    "add",
                    "xa",
                    "--party",
                    "CERT-XA",
                    "--role",
                    "reader",
                    "--out",
                    netrc.toString());
            Path secret = Files.writeString(folder.resolve("hook.secret"), "of both");
            run(
                    "own",
                    "connector",
                    "add",
                    "hook",
                    "--webhook",
                    "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook",
                    "--party",
                    "CERT-XA",
                    "--collection",
                    ALL,
                    "--quiet",
                    "22:00-06:00",
                    "--secret-file",
                    secret.toString());
            assertThat(run("own", "connector", "test", "hook"))
                    .contains("good  notice: It was answered 204.");
            assertThat(result("own", "connector", "notices").exitCode())
                    .isEqualTo(ExitCode.NOTHING);
            Path list =
                    Files.writeString(
                            folder.resolve("list.csv"), "value,type,source\na.example,domain,s\n");
            run("own", "indicators", "add", "" + list, "--owner", "CERT-XA", "--tlp", "TLP:GREEN");
            Path feed = folder.resolve("feed.csv");
            var fed =
                    as(own, netrc, "feeds", "get", "indicators.csv", "--out", "" + feed, "--json");
            assertThat(fed.exitCode()).as(fed.out()).isZero();
            assertThat(fed.out()).contains("\"feed\":\"indicators.csv\"");
            assertThat(Files.readString(feed)).contains("a.example");
            var none = as(own, netrc, "feeds", "get", "none.such", "--out", "" + feed);
            assertThat(none.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(Files.readString(feed)).contains("a.example");
            // Who reads does not decide: that is for analysts.
            assertThat(as(own, netrc, "indicators", "proposals", "list").exitCode())
                    .isEqualTo(ExitCode.REFUSED);
        } finally {
            receiver.stop(0);
        }
    }

    private static Cli.Result as(RunningServer server, Path netrc, String... command)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--netrc", netrc.toString(), "--url", server.url()));
        return Cli.runHere(all.toArray(String[]::new));
    }

    private Settings settings(String name) {
        return new Settings(
                folder.resolve(name),
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
    }

    private String run(String server, String... command) throws Exception {
        Cli.Result result = result(server, command);
        assertThat(result.exitCode()).as(List.of(command) + ": " + result.out()).isZero();
        return result.out();
    }

    private Cli.Result result(String server, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--data", folder.resolve(server).toString()));
        return Cli.runHere(all.toArray(String[]::new));
    }
}
