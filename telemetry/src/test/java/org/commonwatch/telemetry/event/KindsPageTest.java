package org.commonwatch.telemetry.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The published page is made of the tables; {@code -Dgolden.write=true} writes it anew. */
class KindsPageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("house"), "docs", "reference", "kinds.md");

    private static final String HEAD =
            """
            # Kinds

            What an alert amounts to: the taxonomy `@ID@`. It stands beside every number that is
            told apart by kind; a change that can change a count is a new version. Each kind belongs
            to a type of the [Reference Security Incident Taxonomy][RSIT] (RSIT 1003) and names
            techniques of [MITRE ATT&CK](https://attack.mitre.org) (Enterprise). A probe is always
            `scan`; context has no kind.

            This page is made from the tables in the code, and a test keeps it so.

            [RSIT]: https://github.com/enisaeu/Reference-Security-Incident-Taxonomy-Task-Force

            """;

    private static final String MIDDLE =
            """

            ## How the kind is told

            By the sensor's category and the signature's name. Letter case makes no difference, nor
            does what stands between words.

            1. A category that is known decides. If its kind is general, the signature's words may
               tell it more exactly: a kind of the same class of RSIT. General are @GENERAL@.
            2. Of a category that is vague or unknown, the signature decides: by its words, else by
               its rule set.
            3. Of a signature that says nothing, the vague category decides, or the words of one
               that is unknown. If these say nothing either, it is `other`.

            Records without either have their kind by their sort: a failed sign-in (sshd, OCSF,
            firewalls) is a `login-attempt`, a hit of Zeek's intelligence framework a
            `bad-reputation`, an alert of ModSecurity without a known tag a `web-attack`. What a
            firewall's threats are stands in its mapping.
            """;

    @Test
    void thePublishedPageIsWhatTheTablesSay() throws IOException {
        String page = page();
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("run this test with -Dgolden.write=true, and read the difference")
                .isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder(HEAD.replace("@ID@", Kinds.ID.toString()));
        page.append("| Kind | What it is | RSIT | ATT&CK |\n|---|---|---|---|\n");
        for (Kind kind : Kind.values()) {
            page.append(
                    "| `%s` | %s | %s: %s | %s |%n"
                            .formatted(
                                    kind.label(),
                                    kind.sentence(),
                                    kind.rsitClass(),
                                    kind.rsitType(),
                                    String.join(", ", kind.techniques())));
        }
        String general =
                KindTable.GENERAL.stream()
                        .map(kind -> "`" + kind.label() + "`")
                        .collect(Collectors.joining(", "));
        page.append(MIDDLE.replace("@GENERAL@", general));
        page.append("\n## Categories\n\n").append(byKind(KindTable.CATEGORIES));
        page.append("\n## Vague categories\n\n").append(byKind(KindTable.VAGUE));
        page.append("\n## Words of signatures\n\nThe first row that applies counts.\n\n");
        page.append(inOrder(KindTable.WORDS));
        page.append("\n## Rule sets, and words that tell less\n\n");
        page.append(
                "The first row that applies counts. Behind `^` is what the signature begins with.");
        page.append(" The rule sets ETPRO and GPL are read as ET.\n\n");
        return page.append(inOrder(KindTable.SETS)).toString();
    }

    private static String byKind(List<KindTable.Row> rows) {
        Map<Kind, String> words = new LinkedHashMap<>();
        rows.forEach(row -> words.merge(row.kind(), row.word(), (all, word) -> all + "; " + word));
        return table(
                words.entrySet().stream()
                        .map(entry -> line(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining()));
    }

    private static String inOrder(List<KindTable.Row> rows) {
        StringBuilder lines = new StringBuilder();
        for (int from = 0, to = 1; from < rows.size(); from = to, to++) {
            Kind kind = rows.get(from).kind();
            while (to < rows.size() && rows.get(to).kind() == kind) {
                to++;
            }
            lines.append(
                    line(
                            kind,
                            rows.subList(from, to).stream()
                                    .map(KindTable.Row::word)
                                    .collect(Collectors.joining("; "))));
        }
        return table(lines.toString());
    }

    private static String table(String lines) {
        return "| Kind | Words |\n|---|---|\n" + lines;
    }

    private static String line(Kind kind, String words) {
        return "| `" + kind.label() + "` | " + words + " |\n";
    }
}
