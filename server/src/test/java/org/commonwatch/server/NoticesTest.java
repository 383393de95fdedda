package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import jakarta.mail.internet.MimeMessage;

import org.commonwatch.server.House.Who;
import org.commonwatch.server.watch.SilentSensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Notices to a receiver of HTTP, a collector of syslog and a mailbox, each a real one. */
class NoticesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ALL = "5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05";
    private static final String OBJECTS = "/commons/collections/" + ALL + "/objects/";
    private static final String GREEN = "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da";
    private static final String AMBER = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82";
    private static final String SECRET = "a secret of both";

    @TempDir private Path folder = Path.of("");

    /** What came to the receiver of HTTP. */
    private record Posted(String id, String time, String signature, String body) {}

    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Who> whos = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        InetAddress here = InetAddress.ofLiteral("127.0.0.1");
        HttpServer receiver = HttpServer.create(new InetSocketAddress(here, 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/hook", this::receive);
        receiver.start();
        open.add(() -> receiver.stop(0));
        ports.add(receiver.getAddress().getPort());
        House house = House.calling(folder.resolve("data"), "127.0.0.1");
        open.addFirst(house);
        whos.add(house.party("CERT-XA", "member", "member", "reader"));
        whos.add(house.party("CERT-XB", "observer", "observer", "reader"));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private House house() {
        return (House) open.getFirst();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        if (!refused) {
            var headers = exchange.getRequestHeaders();
            posted.add(
                    new Posted(
                            headers.getFirst("Webhook-Id"),
                            headers.getFirst("Webhook-Timestamp"),
                            headers.getFirst("Webhook-Signature"),
                            body));
        }
        exchange.sendResponseHeaders(refused ? 503 : 204, -1);
        exchange.close();
    }

    private void connector(String kind, String party, String url, String more) throws Exception {
        Path secrets = Files.createDirectories(folder.resolve("data").resolve("secrets"));
        if (kind.equals("webhook")) {
            Path file = Files.writeString(secrets.resolve(kind), SECRET);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        house().operate(
                        "/api/v1/connectors",
                        ("{\"name\":\"%s\",\"kind\":\"%s\",\"url\":\"%s\",\"collection\":\"%s\","
                                        + "\"party\":\"%s\"%s}")
                                .formatted(kind, kind, url, ALL, party, more));
    }

    private void webhook(String party, String more) throws Exception {
        connector("webhook", party, "http://127.0.0.1:" + ports.getFirst() + "/hook", more);
    }

    private void run(String name) throws Exception {
        house().operate("/api/v1/connectors/" + name + "/run", "{}");
    }

    private void post(int number, String marking, String name) throws Exception {
        String object =
                """
                {"objects":[{"type":"indicator","spec_version":"2.1",\
                "id":"indicator--00000000-0000-4000-8000-%012d","name":"%s",\
                "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",\
                "pattern":"[url:value = 'u']","pattern_type":"stix",\
                "valid_from":"2026-01-01T00:00:00Z","object_marking_refs":["%s"]}]}\
                """
                        .formatted(number, name, marking);
        byte[] body = object.getBytes(StandardCharsets.UTF_8);
        assertThat(house().post(whos.getFirst(), OBJECTS, House.TAXII, body).statusCode())
                .isEqualTo(202);
    }

    private JsonNode notices() throws Exception {
        return House.json(house().get(Optional.of(house().operator()), "/api/v1/notices", "*/*"))
                .path("notices");
    }

    private void await(Callable<Boolean> holds) throws Exception {
        for (int i = 0; i < 300 && !holds.call(); i++) {
            Thread.sleep(50);
        }
        assertThat(holds.call()).as(notices().toString()).isTrue();
    }

    @Test
    void whatIsNewForAPartyIsPostedSignedAndAgainUntilItIsTaken() throws Exception {
        post(1, GREEN, "before");
        webhook("CERT-XB", "");
        run("webhook");
        post(2, GREEN, "for all");
        post(3, AMBER, "for members");
        refusals.set(2);
        run("webhook");
        await(() -> posted.size() == 1);
        Posted one = posted.getFirst();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signed =
                (one.id() + "." + one.time() + "." + one.body()).getBytes(StandardCharsets.UTF_8);
        assertThat(one.signature())
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed)));
        assertThat(Long.parseLong(one.time()))
                .isBetween(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond() + 1);
        JsonNode body = JSON.readTree(one.body());
        assertThat(body.path("id").asString()).isEqualTo(one.id());
        assertThat(body.path("kind").asString()).isEqualTo("new-objects");
        assertThat(body.path("said").asString())
                .startsWith("1 new in ")
                .contains("1 indicator", "for all")
                .doesNotContain("before", "for members");
        await(() -> notices().toString().contains("\"attempts\":3"));
        run("webhook");
        Thread.sleep(1_500);
        assertThat(posted).hasSize(1);
        // It stands in the record as what the party was given.
        assertThat(
                        new String(
                                house().get(
                                                Optional.of(whos.getFirst()),
                                                "/api/v1/deliveries?object=indicator--00000000-"
                                                        + "0000-4000-8000-000000000002",
                                                "*/*")
                                        .body(),
                                StandardCharsets.UTF_8))
                .contains("CERT-XB", "notice");
    }

    @Test
    void aSilentSensorIsToldOnceUntilItIsHeardAgain() throws Exception {
        webhook("CERT-XA", "");
        Who sensor = house().token("CERT-XA", "north", "sensor", "TLP:AMBER");
        house().ingest(sensor, "one", "{}\n".getBytes(StandardCharsets.UTF_8));
        SilentSensors sensors = house().part(SilentSensors.class);
        sensors.look();
        assertThat(notices()).isEmpty();
        for (int episode = 1; episode <= 2; episode++) {
            house().execute("UPDATE intake SET heard = now() - interval '2 days'");
            sensors.look();
            sensors.look();
            int so = episode;
            await(() -> posted.size() == so);
            assertThat(posted.getLast().body()).contains("silent-sensor", "'north'");
            house().execute("UPDATE intake SET heard = now()");
            sensors.look();
        }
        assertThat(notices()).hasSize(2);
    }

    @Test
    void nobodyIsDisturbedInQuietHoursAndWhatNobodyTakesIsADeadLetter() throws Exception {
        LocalTime now = LocalTime.now(ZoneOffset.UTC);
        webhook(
                "CERT-XA",
                ",\"quiet\":\"%s-%s\""
                        .formatted(
                                now.minusHours(1).toString().substring(0, 5),
                                now.plusHours(2).toString().substring(0, 5)));
        try (ServerSocket nobody = new ServerSocket(0)) {
            ports.add(nobody.getLocalPort());
        }
        connector("syslog", "CERT-XA", "tcp://127.0.0.1:" + ports.getLast(), "");
        Who sensor = house().token("CERT-XA", "north", "sensor", "TLP:AMBER");
        house().ingest(sensor, "one", "{}\n".getBytes(StandardCharsets.UTF_8));
        house().execute("UPDATE intake SET heard = now() - interval '2 days'");
        house().part(SilentSensors.class).look();
        await(() -> notices().toString().contains("quiet hour"));
        assertThat(posted).isEmpty();
        await(() -> notices().toString().contains("could not be spoken to"));
        assertThat(notices().toString()).doesNotContain("dead");
        house().execute("UPDATE notice SET at = now() - interval '2 days'");
        house().execute("UPDATE notice_sending SET due = now() WHERE connector = 'syslog'");
        await(() -> notices().toString().contains("\"state\":\"dead\""));
        var bad =
                house().send(
                                house().operator(),
                                "POST",
                                "/api/v1/connectors",
                                "{\"name\":\"x\",\"kind\":\"mail\",\"url\":\"smtp://h:25\","
                                        + "\"collection\":\"%s\",\"party\":\"CERT-XA\","
                                                .formatted(ALL)
                                        + "\"quiet\":\"late\"}");
        assertThat(bad.statusCode()).isEqualTo(400);
    }

    @Test
    void aCollectorOfSyslogIsWrittenLinesWithTheirLengths() throws Exception {
        List<String> read = new CopyOnWriteArrayList<>();
        ServerSocket collector = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        open.add(collector);
        Thread.ofVirtual()
                .start(() -> {
                    while (!collector.isClosed()) {
                        try (Socket socket = collector.accept()) {
                            read.add(
                                    new String(
                                            socket.getInputStream().readAllBytes(),
                                            StandardCharsets.UTF_8));
                        } catch (IOException closed) {
                            return;
                        }
                    }
                });
        connector("syslog", "CERT-XA", "tcp://127.0.0.1:" + collector.getLocalPort(), "");
        JsonNode tested = house().operate("/api/v1/connectors/syslog/test", "{}");
        assertThat(tested.path("works").asBoolean()).as(tested.toString()).isTrue();
        run("syslog");
        post(1, AMBER, "n]e\u00e9w");
        run("syslog");
        await(() -> read.size() == 2);
        String line = read.getLast();
        String length = line.substring(0, line.indexOf(' '));
        String rest = line.substring(line.indexOf(' ') + 1);
        assertThat(rest.getBytes(StandardCharsets.UTF_8)).hasSize(Integer.parseInt(length));
        assertThat(rest)
                .matches(
                        "<133>1 \\S+Z - commonwatch - new-objects"
                                + " \\[notice@32473 id=\"\\S+\" party=\"\\S+\" link=\"\\S+\"]"
                                + " \ufeff1 new in .* n]e\u00e9w");
    }

    @Test
    void aMailboxGetsAllThatIsDueInOneMail() throws Exception {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        GreenMail mail = new GreenMail(setup.dynamicPort());
        mail.start();
        open.add(mail::stop);
        mail.setUser("watch", "password");
        Path secrets = Files.createDirectories(folder.resolve("data").resolve("secrets"));
        Path secret = Files.writeString(secrets.resolve("mail"), "watch:password");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        connector(
                "mail",
                "CERT-XA",
                "smtp://127.0.0.1:" + mail.getSmtp().getPort(),
                ",\"remote\":\"watch@x.example>one@x.example,two@x.example\"");
        JsonNode tested = house().operate("/api/v1/connectors/mail/test", "{}");
        assertThat(tested.path("works").asBoolean()).as(tested.toString()).isTrue();
        run("mail");
        post(1, AMBER, "\u65e5\u672c");
        run("mail");
        await(() -> mail.getReceivedMessages().length == 4);
        MimeMessage last = mail.getReceivedMessages()[3];
        assertThat(last.getSubject()).startsWith("1 new in ");
        assertThat(last.getFrom()[0].toString()).isEqualTo("watch@x.example");
        assertThat(last.getContent().toString()).contains("\u65e5\u672c", "new-objects");
        Files.writeString(secret, "watch:wrong");
    }
}
