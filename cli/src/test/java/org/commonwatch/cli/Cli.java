package org.commonwatch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The command in a process of its own, as people run it. */
final class Cli {
    static final String MAIN = "org.commonwatch.cli.Cwatch";

    private Cli() {}

    static ProcessBuilder command(String... arguments) {
        List<String> line = new ArrayList<>(java());
        line.addAll(Packed.options());
        line.add(MAIN);
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line);
    }

    /** Java for the command; what it itself has to say goes beside the output. */
    static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Xlog:disable",
                // But for what it says of a cache that was made without one of these: it serves.
                "-Xlog:all=warning,cds=off:stderr",
                "--enable-native-access=ALL-UNNAMED");
    }

    /** What a finished command left: its exit code, and all it said. */
    record Result(int exitCode, String out) {}

    static Result run(String... arguments) throws IOException, InterruptedException {
        Process process = command(arguments).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (InputStream said = process.getInputStream()) {
            String out = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), out);
        }
    }

    /** The same within this process: faster, for commands that start no server. */
    static Result runHere(String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int exitCode = Cwatch.command().setOut(out).setErr(out).execute(arguments);
        return new Result(exitCode, said.toString());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static boolean isReady(int port) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                            .timeout(Duration.ofSeconds(5))
                            .build();
            try (HttpClient http = HttpClient.newHttpClient()) {
                return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
            }
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static void await(String what, Duration limit, BooleanSupplier isSo)
            throws InterruptedException {
        Instant end = Instant.now().plus(limit);
        while (!isSo.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not within " + limit + ": " + what);
            }
            Thread.sleep(50);
        }
    }

    /** Every process of this machine that has the directory in its command line. */
    static List<ProcessHandle> processesIn(Path directory) {
        String name = directory.toAbsolutePath().toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(name))
                .toList();
    }
}
