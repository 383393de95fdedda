package org.commonwatch.cli.stix;

import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;

/** {@code cwatch stix conformance}: answers cases, so that any suite can ask what this does. */
@Command(
        name = "conformance",
        description = {
            "Answers cases of JSON on standard input, a line for a line and in their order:",
            "{\"case\":…,\"op\":\"sco-id\",\"object\":{…}} with the object's deterministic id,",
            "{\"case\":…,\"op\":\"syntax\",\"pattern\":…} with \"valid\" or \"invalid\",",
            "{\"case\":…,\"op\":\"match\",\"pattern\":…,\"observations\":[BUNDLE…]} with",
            "\"match\" or \"no-match\",",
            "as {\"case\":…,\"result\":…}; what it cannot answer with the result \"error\"."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Example:%n",
        header = {"  cwatch stix conformance < cases.jsonl", ""})
final class Conformance implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        PrintStream out = System.out;
        answer(System.in, out);
        return out.checkError() ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** Answers every line, and hands on what it has whenever no more is waiting to be read. */
    static void answer(InputStream in, OutputStream to) throws IOException {
        CaseLines lines = new CaseLines(in);
        OutputStream out = new BufferedOutputStream(to, 1 << 16);
        Answers answers = new Answers();
        while (lines.next()) {
            out.write(answers.to(lines));
            out.write('\n');
            if (!lines.isMoreWaiting()) {
                out.flush();
            }
        }
        out.flush();
    }
}
