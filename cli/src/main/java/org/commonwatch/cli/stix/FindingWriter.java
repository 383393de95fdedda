package org.commonwatch.cli.stix;

import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonPrinter;
import org.commonwatch.stix.validation.Finding;
import org.commonwatch.stix.validation.Severity;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Tells what was found in a file. */
interface FindingWriter {
    /** Tells a finding. */
    void write(Finding finding);

    /** Tells of the whole file. */
    void sum(Findings findings, boolean strict);

    /** For people: the first findings of each kind, and how many more there are. */
    record AsText(String file, PrintWriter out, Map<String, Long> counts) implements FindingWriter {
        /** Of one kind as many are told. */
        static final int TOLD = 10;

        AsText(String file, PrintWriter out) {
            this(file, out, new HashMap<>());
        }

        @Override
        public void write(Finding finding) {
            String kind = kind(finding);
            if (counts.merge(kind, 1L, Long::sum) > TOLD) {
                return;
            }
            out.printf(
                    "%s: %s: %s%n    %s; %s%n",
                    file,
                    finding.path().isEmpty() ? "the object" : finding.path(),
                    kind,
                    finding.message(),
                    finding.remedy());
        }

        // Such as "warning S035 in 2.11 (kill-chain-names)".
        private static String kind(Finding finding) {
            StringBuilder kind = new StringBuilder();
            kind.append(finding.severity() == Severity.ERROR ? "error" : "warning");
            if (!finding.rule().requirement().isEmpty()) {
                kind.append(' ').append(finding.rule().requirement());
            }
            kind.append(" in ").append(finding.rule().section());
            if (!finding.rule().check().isEmpty()) {
                kind.append(" (").append(finding.rule().check()).append(')');
            }
            return kind.toString();
        }

        @Override
        public void sum(Findings findings, boolean strict) {
            counts.entrySet().stream()
                    .filter(entry -> entry.getValue() > TOLD)
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry ->
                            out.printf(
                                    "%s: %,d more: %s%n",
                                    file, entry.getValue() - TOLD, entry.getKey()));
            out.printf(
                    "%s: %s: %,d objects, %,d errors, %,d warnings%n",
                    file,
                    findings.isValid(strict) ? "valid" : "not valid",
                    findings.objects(),
                    findings.errors(),
                    findings.warnings());
        }
    }

    /** For programs: a line of JSON for each finding, and a last one for the file. */
    record AsJson(String file, PrintWriter out) implements FindingWriter {
        @Override
        public void write(Finding finding) {
            line(
                    JsonObject.builder()
                            .put("file", file)
                            .put("object", finding.object())
                            .put("path", finding.path())
                            .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                            .put("check", finding.rule().check())
                            .put("requirement", finding.rule().requirement())
                            .put("section", finding.rule().section())
                            .put("message", finding.message())
                            .put("remedy", finding.remedy()));
        }

        @Override
        public void sum(Findings findings, boolean strict) {
            line(
                    JsonObject.builder()
                            .put("file", file)
                            .put("valid", JsonBoolean.of(findings.isValid(strict)))
                            .put("objects", JsonNumber.of(findings.objects()))
                            .put("errors", JsonNumber.of(findings.errors()))
                            .put("warnings", JsonNumber.of(findings.warnings())));
        }

        private void line(JsonObject.Builder members) {
            out.println(JsonPrinter.compact(members.build()));
        }
    }
}
