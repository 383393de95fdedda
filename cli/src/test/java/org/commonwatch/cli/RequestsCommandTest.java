package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The record of 2018, worked through at the command line by those whose work it is. */
class RequestsCommandTest {
    private static final Path CHARTER =
            Path.of("../access/src/main/resources/scenarios/2018/charter.yaml");
    private static final String FACTS =
            """
            - {id: op-1, matter: op-1, source: operator, document: minutes, recorded: 2017-09-30,
               affiliation: {party: Secretariat, group: "secretariat:assembly", from: 1956}}
            - {id: op-2, matter: op-2, source: operator, document: minutes, recorded: 2017-09-30,
               decision: {id: D-1984, body: assembly, organ: general-assembly, kind: grant,
                          taken: 1984-05/1984-09, effect: another is admitted}}
            """;
    private static final Pattern ID = Pattern.compile("\\b(draft|request|letter)-[0-9a-z]+");

    @TempDir private Path folder = Path.of("");
    private final Map<String, Path> people = new TreeMap<>();
    private final StringBuilder url = new StringBuilder();

    @Test
    void aRequestIsWorkedThroughFromItsDraftToItsLapse() throws Exception {
        Settings settings =
                new Settings(
                        folder.resolve("data"),
                        0,
                        new BodyId("commons"),
                        Optional.of(TestDatabase.empty()));
        try (RunningServer server = Main.start(settings).announced()) {
            url.append(server.url());
            prepare(server);
            String request = send();
            secretariatReceives(request);
            pressIsTold(request);
            secretariatRefuses(request);
            applicantWritesAgain(request);
            assertThat(as("auditor", "request", "show", request, "--at", "2019-01-31").out())
                    .contains("Request " + request + " is lapsed")
                    .contains("no answer within 60 days, which is no refusal")
                    .contains("said to a third party, which moves nothing")
                    .contains("answer due 2018-12-28T12:00:00Z", "ask general-secretariat");
            assertThat(as("secretary", "overdue", "--at", "2018-12-28").out())
                    .contains("Nothing is overdue.");
            assertThat(as("secretary", "overdue", "--at", "2018-12-31").out())
                    .contains(request, "lapsed, due 2018-12-28T12:00:00Z, 3 days over");
            assertThat(as("clerk", "request", "list", "--at", "2018-11-24", "--json").out())
                    .contains("\"states\":[\"re applied\"]");
            outsidersLearnNothing(request);
        }
    }

    private void prepare(RunningServer server) throws IOException {
        try (Client operator = Client.operator(server.operatorUrl(), server.operatorToken())) {
            operator.post("/api/v1/taxii/roots", Map.of("name", "assembly"));
        }
        String charter =
                Files.readString(CHARTER)
                        .replaceAll("(\\{seeks: \\[observer].*)}", "$1, answer-days: 60}");
        operator("charter", "adopt", Files.writeString(folder.resolve("c.yaml"), charter) + "");
        for (String party : List.of("Bureau", "Secretariat", "Audit", "Press")) {
            operator("party", "add", party);
        }
        operator("world", "assert", Files.writeString(folder.resolve("f.yaml"), FACTS) + "");
        user("clerk", "Bureau", server);
        user("signer", "Bureau", server);
        user("secretary", "Secretariat", server);
        user("general", "Secretariat", server);
        user("auditor", "Audit", server);
        user("reporter", "Press", server);
    }

    private void operator(String... words) {
        Cli.Result done = Cli.runHere(with(words, "--data", folder.resolve("data").toString()));
        assertThat(done.exitCode()).as(done.out()).isZero();
    }

    private void user(String name, String party, RunningServer server) throws IOException {
        String role =
                switch (name) {
                    case "general" -> "signer";
                    case "reporter" -> "clerk";
                    default -> name;
                };
        try (Client operator = Client.operator(server.operatorUrl(), server.operatorToken())) {
            operator.post(
                    "/api/v1/users",
                    Map.of(
                            "name",
                            name,
                            "party",
                            party,
                            "roles",
                            List.of(role),
                            "password",
                            "password-of-" + name));
        }
        people.put(
                name,
                Files.writeString(
                        folder.resolve(name + ".netrc"),
                        "machine 127.0.0.1 login " + name + " password password-of-" + name));
    }

    private static String[] with(String[] words, String... more) {
        String[] all = new String[words.length + more.length];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    private Cli.Result run(String who, String... words) {
        return Cli.runHere(with(words, "--url", url.toString(), "--netrc", people.get(who) + ""));
    }

    private Cli.Result as(String who, String... words) {
        Cli.Result done = run(who, words);
        assertThat(done.exitCode()).as(done.out()).isZero();
        return done;
    }

    private static String id(String sort, Cli.Result said) {
        Matcher ids = ID.matcher(said.out());
        while (ids.find()) {
            if (ids.group(1).equals(sort)) {
                return ids.group();
            }
        }
        throw new AssertionError("no " + sort + " in " + said.out());
    }

    private String send() throws IOException {
        Path document = Files.writeString(folder.resolve("letter.txt"), "Dear Secretary General");
        Cli.Result drafted =
                as(
                        "clerk",
                        "request",
                        "draft",
                        "--body",
                        "assembly",
                        "--seeks",
                        "observer",
                        "--session",
                        "87th General Assembly",
                        "--ground",
                        "observer status at the 87th General Assembly",
                        "--drafted",
                        "2018-09-20",
                        "--channel",
                        "post",
                        "--to",
                        "Secretary General",
                        "--sent",
                        "2018-09-25",
                        "--document",
                        document.toString(),
                        "--paper",
                        "letter of September");
        String draft = id("draft", drafted);
        assertThat(drafted.out()).contains("waits for another person of your party to sign it");
        assertThat(as("signer", "inbox").out()).contains("sign", draft, "clerk drafted");
        assertThat(as("signer", "request", "sign", draft, "--show").out())
                .contains("clerk drafted", "Secretary General");
        Cli.Result own = run("clerk", "request", "sign", draft);
        assertThat(own.exitCode()).isEqualTo(ExitCode.REFUSED);
        as("signer", "request", "sign", draft);
        return id("request", drafted);
    }

    private void secretariatReceives(String request) {
        assertThat(as("secretary", "inbox", "--at", "2018-09-30").out())
                .contains("answer", request, "due 2018-11-24, 55 days left", "receive");
        Cli.Result letters = as("secretary", "letter", "list", "--request", request);
        assertThat(letters.out()).contains("sent 2018-09-25 by post, not known to be received");
        as("secretary", "letter", "record", id("letter", letters), "--received", "2018-10-01");
        assertThat(as("clerk", "letter", "list").out()).contains("received 2018-10-01");
    }

    private void pressIsTold(String request) {
        signed(
                "secretary",
                "general",
                "letter",
                "draft",
                "--to",
                "Press",
                "--role",
                "third-party",
                "--channel",
                "e-mail",
                "--sent",
                "2018-10-17",
                "--request",
                request);
        assertThat(as("reporter", "letter", "list").out())
                .contains("Secretariat to Press, sent 2018-10-17 by e-mail");
        as(
                "clerk",
                "letter",
                "record",
                "--from",
                "Secretariat",
                "--to",
                "a news agency",
                "--role",
                "third-party",
                "--channel",
                "e-mail",
                "--sent",
                "2018-10-17",
                "--received",
                "2018-10-17",
                "--request",
                request,
                "--shown-by",
                "the agency's report");
        assertThat(as("clerk", "request", "show", request, "--at", "2018-10-17").out())
                .contains("is received", "said to a third party, which moves nothing");
    }

    private void secretariatRefuses(String request) {
        signed(
                "secretary",
                "general",
                "decision",
                "draft",
                "--request",
                request,
                "--organ",
                "general-secretariat",
                "--kind",
                "refuse",
                "--cites",
                "D-1984",
                "--taken",
                "2018-10-18",
                "--to",
                "Bureau",
                "--channel",
                "e-mail",
                "--sent",
                "2018-10-18");
        assertThat(as("clerk", "request", "show", request, "--at", "2018-10-20").out())
                .contains("is refused", "decided by assembly/general-secretariat, citing D-1984");
        assertThat(
                        as(
                                        "clerk",
                                        "request",
                                        "show",
                                        request,
                                        "--at",
                                        "2018-10-20",
                                        "--contested",
                                        "assembly/general-secretariat")
                                .out())
                .contains("is received", "does not take assembly/general-secretariat");
    }

    private void applicantWritesAgain(String request) {
        String letter =
                signed(
                        "clerk",
                        "signer",
                        "letter",
                        "draft",
                        "--to",
                        "assembly",
                        "--role",
                        "body",
                        "--channel",
                        "post",
                        "--sent",
                        "2018-10-29",
                        "--request",
                        request);
        signed(
                "clerk",
                "signer",
                "request",
                "step",
                request,
                "re-applied",
                "--at",
                "2018-10-29T12:00:00Z",
                "--evidence",
                letter);
    }

    /** Has something drafted and signed, and tells the letter in it, if there is one. */
    private String signed(String writer, String signer, String... words) {
        Cli.Result drafted = as(writer, words);
        as(signer, words[0], "sign", id("draft", drafted));
        return drafted.out().contains("letter-") ? id("letter", drafted) : "";
    }

    private void outsidersLearnNothing(String request) {
        Cli.Result hidden = run("reporter", "request", "show", request);
        Cli.Result absent = run("reporter", "request", "show", "request-none");
        assertThat(hidden.exitCode()).isEqualTo(ExitCode.REFUSED).isEqualTo(absent.exitCode());
        assertThat(hidden.out().replace(request, ""))
                .isEqualTo(absent.out().replace("request-none", ""));
        assertThat(as("reporter", "request", "list").out()).contains("No requests.");
        Cli.Result draft =
                run("auditor", "request", "draft", "--body", "assembly", "--seeks", "observer");
        assertThat(draft.exitCode()).isEqualTo(ExitCode.REFUSED);
        String other =
                id(
                        "draft",
                        as(
                                "clerk",
                                "request",
                                "draft",
                                "--body",
                                "assembly",
                                "--seeks",
                                "observer"));
        assertThat(as("clerk", "request", "withdraw", other).out()).contains("is withdrawn");
    }

    @Test
    void whatIsMissingIsToldAndEachHasAnExample() {
        Cli.Result none = Cli.runHere("request");
        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(none.out()).contains("No request of a world is named.", "'sign'");
        assertThat(Cli.runHere("request", "--at", "2018-10-01", "R3").exitCode())
                .isEqualTo(ExitCode.USAGE);
        for (String command :
                List.of(
                        "request list",
                        "request show",
                        "request draft",
                        "request step",
                        "request sign",
                        "request withdraw",
                        "letter list",
                        "letter draft",
                        "letter record",
                        "letter sign",
                        "decision draft",
                        "decision sign",
                        "inbox",
                        "overdue")) {
            Cli.Result help = Cli.runHere((command + " --help").split(" "));
            assertThat(help.out()).as(command).contains("Example", "  cwatch ");
        }
    }
}
