package org.commonwatch.cli.stix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ConformanceTest {
    private static final Path CASES =
            Path.of(System.getProperty("house"))
                    .resolve("../shared/data/stix/corpora/sco_ids.jsonl");

    @Test
    void aCaseIsAnsweredByItsOperation() throws IOException {
        assertThat(
                        answers(
                                "{\"case\":\"a\",\"op\":\"sco-id\",\"object\":"
                                        + "{\"type\":\"ipv4-addr\",\"value\":\"198.51.100.3\"}}\n"))
                .containsExactly(
                        "{\"case\":\"a\",\"result\":"
                                + "\"ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4\"}");
        assertThat(
                        answers(
                                "{\"case\":7,\"op\":\"sco-id\",\"object\":"
                                        + "{\"type\":\"process\",\"pid\":1}}"))
                .singleElement()
                .asString()
                .matches("\\{\"case\":7,\"result\":\"process--[0-9a-f-]{14}4[0-9a-f-]{21}\"}");
    }

    @Test
    void casesAboutPatternsAreAnswered() throws IOException {
        String bundle =
                "{\"objects\":[{\"type\":\"observed-data\",\"number_observed\":1,"
                        + "\"first_observed\":\"2026-03-01T00:00:00Z\","
                        + "\"last_observed\":\"2026-03-01T00:00:00Z\",\"object_refs\":[\"a--1\"]},"
                        + "{\"type\":\"a\",\"id\":\"a--1\",\"b\":1}]}";
        String match = "{\"op\":\"match\",\"pattern\":\"%s\",\"observations\":[" + bundle + "]}\n";
        String syntax = "{\"op\":\"syntax\",\"pattern\":\"%s\"}\n";
        assertThat(
                        answers(
                                match.formatted("[a:b = 1]")
                                        + match.formatted("[a:b = 2]")
                                        + match.formatted("[a:b = ]")
                                        + match.formatted(
                                                "[a:b = 1] REPEATS 1 TIMES REPEATS 1 TIMES")
                                        + syntax.formatted("[a:b = 1]")
                                        + syntax.formatted("[a:b = ]")))
                .extracting(line -> line.replaceAll(".*\"result\":\"([^\"]*)\".*", "$1"))
                .containsExactly("match", "no-match", "error", "no-match", "valid", "invalid");
    }

    @Test
    void whatCannotBeAnsweredIsAnError() throws IOException {
        error("", "null", "no value");
        error("7", "null", "A case is an object");
        error("{\"case\":\"a\"", "null", "The text ends");
        error("{\"case\":\"a\"}", "\"a\"", "no such operation; there are");
        error("{\"case\":\"a\",\"op\":\"juggle\"}", "\"a\"", "no such operation");
        error("{\"case\":\"a\",\"op\":\"sco-id\"}", "\"a\"", "no object 'object'");
        error("{\"case\":\"a\",\"op\":\"sco-id\",\"object\":{}}", "\"a\"", "no type of observable");
        error(
                "{\"case\":\"a\",\"op\":\"sco-id\",\"object\":"
                        + "{\"type\":\"autonomous-system\",\"number\":1e999}}",
                "\"a\"",
                "beyond the range");
        error("[".repeat(100_000), "null", "nested more than");
    }

    private static void error(String line, String name, String problem) throws IOException {
        assertThat(answers(line + "\n"))
                .singleElement()
                .asString()
                .startsWith("{\"case\":" + name + ",\"result\":\"error\",\"problem\":\"")
                .contains(problem);
    }

    @Test
    void aLineBeyondTheLimitIsAnErrorAndTheNextIsAnswered() throws IOException {
        String longest = " ".repeat(CaseLines.LINE_LIMIT - 2) + "{}";
        List<String> answers = answers(longest + "\n " + longest + "\n{\"case\":3}\n");
        assertThat(answers).hasSize(3);
        assertThat(answers.get(0)).contains("no such operation");
        assertThat(answers.get(1)).contains("over " + CaseLines.LINE_LIMIT + " bytes");
        assertThat(answers.get(2)).contains("\"case\":3");
    }

    @Test
    void anyLinesAreAnsweredByAsMany() throws IOException {
        String[] pieces = {
            "{",
            "}",
            "\"case\":",
            "\"op\":",
            "\"sco-id\"",
            ",",
            "\"object\":",
            "{\"type\":\"url\"}",
            "\n",
            "[",
            "1",
            "\"",
            "\\",
            "ä"
        };
        Cases.check(
                300,
                random -> {
                    StringBuilder text = new StringBuilder();
                    for (int i = random.nextInt(20); i > 0; i--) {
                        text.append(Cases.any(pieces, random));
                    }
                    assertThat(answers(text + "\n")).hasSize((int) (text + "\n").lines().count());
                });
    }

    @Test
    void anAnswerDoesNotWaitForTheNextCase() throws IOException, InterruptedException {
        PipedOutputStream cases = new PipedOutputStream();
        PipedOutputStream out = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(cases);
        PipedInputStream answers = new PipedInputStream(out);
        Thread answering = Thread.ofVirtual().start(() -> answer(in, out));
        for (int i = 1; i <= 2; i++) {
            cases.write(("{\"case\":" + i + "}\n").getBytes(StandardCharsets.UTF_8));
            cases.flush();
            assertThat(line(answers)).contains("\"case\":" + i);
        }
        cases.close();
        answering.join();
    }

    private static void answer(InputStream in, OutputStream out) {
        try {
            Conformance.answer(in, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            line.append((char) b);
        }
        return line.toString();
    }

    @Test
    void thePublishedIdsAreAnswered() throws IOException {
        assumeTrue(Files.exists(CASES), "the data for development is elsewhere");
        List<String> cases = Files.readAllLines(CASES);
        List<String> answers = answers(String.join("\n", cases));
        assertThat(answers).hasSize(cases.size());
        for (int i = 0; i < cases.size(); i++) {
            String id =
                    cases.get(i).replaceFirst("(?s).*\"id\": \"([a-z0-9-]*)\", \"case\".*", "$1");
            assertThat(answers.get(i)).endsWith("\"result\":\"" + id + "\"}");
        }
    }

    private static List<String> answers(String lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Conformance.answer(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
