package org.commonwatch.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Another Commonwatch: a process that starts a PostgreSQL, says so, and never closes it. */
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private Child(Process process) {
        this.process = process;
        this.answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Runs in the child. */
    public static void main(String[] words) throws IOException {
        try {
            EmbeddedPostgres.start(Path.of(words[0]));
            System.out.println("started");
        } catch (DatabaseException e) {
            System.out.println("refused: " + e.refusal());
        }
        int end = System.in.read(); // until the parent goes
        Runtime.getRuntime().halt(end == -1 ? 0 : 1);
    }

    static Child start(Path home) throws IOException {
        return start(home, List.of(), Map.of());
    }

    static Child start(Path home, List<String> before, Map<String, String> environment)
            throws IOException {
        var words = new ArrayList<>(before);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        environment.forEach((name, value) -> words.add("-D" + name + "=" + value));
        words.addAll(List.of(Child.class.getName(), home.toString()));
        var builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return new Child(builder.start());
    }

    /** What it said, once it says it. */
    String answer() throws IOException {
        return String.valueOf(answers.readLine());
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
