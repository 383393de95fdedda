package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** What people do wrong on ordinary days is told with what to do, and never as a defect. */
class MistakesTest {
    private static final String ALERT =
            """
            {"timestamp":"2030-03-04T05:06:07.000000+0000","flow_id":1,"event_type":"alert",\
            "src_ip":"192.0.2.1","src_port":1,"dest_ip":"198.51.100.1","dest_port":2,\
            "proto":"TCP","alert":{"signature_id":1,"signature":"s","category":"c","severity":1}}
            """;

    @TempDir private Path folder = Path.of("");

    @Test
    void aListThatIsMissingOrAFolder() throws Exception {
        withToken();
        told(1, "There is no file '" + folder.resolve("none") + "'", indicators("none"));
        Files.createDirectory(folder.resolve("lists"));
        told(1, "is a folder", indicators("lists"));
    }

    private String[] indicators(String file) {
        return new String[] {
            "indicators",
            "add",
            "" + folder.resolve(file),
            "--owner",
            "A",
            "--tlp",
            "TLP:GREEN",
            "--data",
            "" + folder
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "99999999999", "http"})
    void aPortThatThereIsNot(String port) {
        String words = "There is no port '" + port + "'. Give a number from ";
        told(2, words, "ingest", "f", "--netrc", "n", "--port", port);
        told(2, "The setting port is '" + port + "' (from --port)", "serve", "--port", port);
        told(2, words, "demo", "--port", port);
    }

    @Test
    void portZeroIsOnlyForThoseWhoListen() {
        told(2, "There is no port '0'. Give", "ingest", "f", "--netrc", "n", "--port", "0");
    }

    @Test
    void aDataDirectoryThatIsNone() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "precious");
        told(1, "cannot be made or used", "party", "add", "A", "--data", file + "/none");
        assertThat(file).hasContent("precious");
    }

    @ParameterizedTest
    @CsvSource({"200,<html>hello</html>", "404,not found", "500,{\"half\":"})
    void somethingElseOnThePort(int status, String answer) throws Exception {
        HttpServer other =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        other.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        other.start();
        try {
            String port = "" + other.getAddress().getPort();
            String words = ":" + port + "/ does not answer as Commonwatch does (status " + status;
            Path file = Files.writeString(folder.resolve("eve.json"), ALERT);
            Path netrc = Files.writeString(folder.resolve("n"), "login a password b");
            told(1, words, "ingest", "" + file, "--netrc", "" + netrc, "--port", port);
        } finally {
            other.stop(0);
        }
    }

    @Test
    void aDemoWhereNothingCanBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "precious");
        String port = "" + Cli.freePort();
        told(1, "cannot be used: ", "demo", "--port", port, "--data", file + "/demo");
        told(1, "cannot be used: " + file, "demo", "--port", port, "--data", "" + file);
        assertThat(file).hasContent("precious");
    }

    @Test
    void aDemoOfTooManyAttacks() throws Exception {
        Cli.Result result =
                Cli.run("demo", "--attacks", "-5", "--port", "0", "--data", folder + "/demo");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("alerts").contains("-5").doesNotContain("defect");
        assertThat(Cli.processesIn(folder)).isEmpty();
    }

    @Test
    void anythingThatCannotBeReadOrWritten() {
        Cli.Result result =
                Cli.runHere("ingest", "f", "--netrc", folder.resolve("none").toString());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).contains("there is no " + folder.resolve("none"));
        told(3, "'" + folder + "' names no file.", "count", "" + folder);
        told(2, "name '  ' is blank", "count", "" + folder, "--sensor", "  ");
    }

    @Test
    void aTokensFileThatIsThereIsRefusedBeforeTheServerIsAsked() throws Exception {
        withToken();
        Path out = Files.writeString(folder.resolve("out"), "a token");
        told(2, "is there already", token(out));
        assertThat(out).hasContent("a token");
        told(1, "cannot be written", token(folder.resolve("none/out")));
    }

    @Test
    void aTokensFileGoesAgainIfThereIsNoToken() throws Exception {
        withToken();
        Path out = folder.resolve("out");
        told(1, "holds no token", token(out));
        assertThat(out).doesNotExist();
    }

    private String[] token(Path out) {
        return new String[] {
            "token",
            "add",
            "north",
            "--party",
            "A",
            "--role",
            "sensor",
            "--out",
            "" + out,
            "--data",
            "" + folder
        };
    }

    @Test
    void aMissingFileAmongOthersIsToldAndTheOthersAreCounted() throws Exception {
        Path one = Files.writeString(folder.resolve("one.json"), ALERT);
        Path two = Files.writeString(folder.resolve("two.json"), ALERT + "no json\n");
        Path none = folder.resolve("none.json");
        Cli.Result result = told(1, "There is no file", "count", "" + one, "" + none, "" + two);
        assertThat(result.out())
                .contains("lines 3 = 2 counted")
                .contains(two + ": line 2 (byte " + ALERT.length() + ") rejected")
                .contains("A probe is a flow that never")
                .contains("An alert is a record")
                .contains("A source is established if");
        Cli.Result rejected = told(5, two + ": line 2", "count", "" + one, "" + two);
        assertThat(rejected.out()).doesNotContain("There is no file");
        assertThat(Cli.runHere("count", "" + one).exitCode()).isZero();
        assertThat(told(1, "There is no file", "count", "" + none).out())
                .doesNotContain("counting rule");
    }

    @Test
    void aDamagedFileCountsUpToTheDamage() throws Exception {
        Path damaged = folder.resolve("damaged.gz");
        byte[] whole = gzip(ALERT.repeat(20_000));
        Files.write(damaged, Arrays.copyOf(whole, whole.length - 100));
        Path one = Files.writeString(folder.resolve("one.json"), ALERT);
        Cli.Result result = told(5, "is damaged at byte", "count", "" + damaged, "" + one);
        assertThat(result.out()).contains("An alert is a record").containsPattern("lines \\d\\d,");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private void withToken() throws IOException {
        Path token = Files.writeString(folder.resolve("operator.token"), "secret");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    }

    private static Cli.Result told(int exitCode, String words, String... arguments) {
        Cli.Result result = Cli.runHere(arguments);
        assertThat(result.out()).contains(words).doesNotContain("defect").doesNotContain("\tat ");
        assertThat(result.exitCode()).as(result.out()).isEqualTo(exitCode);
        return result;
    }
}
