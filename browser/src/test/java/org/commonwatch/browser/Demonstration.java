package org.commonwatch.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code cwatch demo} in a process of its own. */
final class Demonstration implements AutoCloseable {
    static final String PASSWORD = "a long pass phrase";

    private static final Pattern LINK = Pattern.compile("http://\\S+/set-up\\?key=\\S+");
    private static final Pattern SERVES =
            Pattern.compile("The server runs at (http://\\S+) until Ctrl-C");

    private final Process process;
    private final Path data;
    private final String url;
    private final String link;

    private Demonstration(Process process, Path data, String url, String link) {
        this.process = process;
        this.data = data;
        this.url = url;
        this.link = link;
    }

    /** Plays a world into a directory and serves it at any port. */
    static Demonstration start(Path data, String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of("demo", "--port", "0", "--data", "" + data));
        line.addAll(List.of(options));
        Process process = cwatch(line).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new StringBuilder();
        String link = "";
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String each = lines.readLine(); each != null; each = lines.readLine()) {
            said.append(each).append('\n');
            Matcher linked = LINK.matcher(each);
            if (linked.find()) {
                link = linked.group();
            }
            Matcher serves = SERVES.matcher(each);
            if (serves.find()) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(more -> {}));
                return new Demonstration(process, data, serves.group(1), link);
            }
        }
        throw new IllegalStateException("the demo does not serve:\n" + said);
    }

    String url() {
        return url;
    }

    /** With which somebody becomes the operator, once. */
    String link() {
        return link;
    }

    /** Gives somebody the right to sign in. */
    void add(String name, String party, String roles) throws IOException, InterruptedException {
        Process adding =
                cwatch(
                                List.of(
                                        "user",
                                        "add",
                                        name,
                                        "--party",
                                        party,
                                        "--role",
                                        roles,
                                        "--password-stdin",
                                        "--data",
                                        "" + data.resolve("server")))
                        .redirectErrorStream(true)
                        .start();
        try (OutputStream in = adding.getOutputStream()) {
            in.write(PASSWORD.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(adding.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (adding.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }

    private static ProcessBuilder cwatch(List<String> arguments) {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx768m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.commonwatch.cli.Cwatch"));
        line.addAll(arguments);
        return new ProcessBuilder(line);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
