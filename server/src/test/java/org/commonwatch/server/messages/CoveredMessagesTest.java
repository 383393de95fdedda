package org.commonwatch.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.commonwatch.server.notices.Notice;
import org.commonwatch.server.outbound.Authorities;
import org.commonwatch.server.outbound.Hosts;
import org.commonwatch.server.outbound.Limits;
import org.commonwatch.server.outbound.Outbound;
import org.commonwatch.server.outbound.OutboundException;
import org.commonwatch.stix.StixId;
import org.commonwatch.testkit.Certificates;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Notices to a collector of syslog and to a mailbox that speak TLS, at 127.0.0.2. */
class CoveredMessagesTest {
    private static final String HOST = "127.0.0.2";
    private static final List<Notice> NOTICES =
            List.of(
                    new Notice(
                            new UUID(0, 1),
                            "silent-sensor",
                            Instant.parse("2030-03-04T05:06:07Z"),
                            StixId.parse("identity--5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05"),
                            "Sensor north is silent.",
                            "/console/"));
    private static final String SECRET = "watch:not to be overheard";

    @TempDir private static Path folder = Path.of("");

    private final List<AutoCloseable> open = new ArrayList<>();

    /** What each connection said, as it was said before it was covered and after that. */
    private final BlockingQueue<List<String>> heard = new LinkedBlockingQueue<>();

    /** How one side of a connection speaks. */
    @FunctionalInterface
    private interface Speaks {
        void with(Socket socket, List<String> heard) throws IOException;
    }

    @BeforeAll
    static void issue() throws Exception {
        Certificates certificates = new Certificates(folder);
        certificates.authority("ca");
        certificates.authority("other");
        certificates.issue("ca", "here", "-ext", "san=ip:" + HOST);
        certificates.issue("ca", "elsewhere", "-ext", "san=ip:127.0.0.3,dns:localhost");
        certificates.issue(
                "ca", "expired", "-ext", "san=ip:" + HOST, "-startdate", "-3d", "-validity", "1");
        certificates.issue("other", "stranger", "-ext", "san=ip:" + HOST);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void syslogIsWrittenOverTls() throws Exception {
        int port = listen((socket, said) -> collect(over(socket, "here"), said));
        new Syslog(outbound(), URI.create("tls://" + HOST + ":" + port)).send(NOTICES);
        assertThat(said().getFirst()).matches("\\d+ <133>1 .*Sensor north is silent\\.");
    }

    @Test
    void aMailIsSentOverTlsAndByStarttlsWithoutAWordBefore() throws Exception {
        int covered = listen((socket, said) -> post(over(socket, "here"), said, false));
        assertThat(mail("smtps://" + HOST + ":" + covered)).startsWith("250");
        assertThat(said()).contains("RCPT TO:<one@x.example>").doesNotContain("STARTTLS");

        int later =
                listen((socket, said) -> {
                    post(socket, said, true);
                    said.add("-- covered");
                    post(over(socket, "here"), said, false);
                });
        assertThat(mail("smtp://" + HOST + ":" + later)).startsWith("250");
        List<String> said = said();
        int from = said.indexOf("-- covered");
        assertThat(said.subList(0, from)).containsExactly("EHLO commonwatch", "STARTTLS");
        assertThat(said.subList(from, said.size()))
                .anyMatch(line -> line.startsWith("AUTH "))
                .contains("RCPT TO:<one@x.example>", "Sensor north is silent.");
    }

    @Test
    void aMailIsNotSentWhereStarttlsIsNotOffered() throws Exception {
        int port = listen((socket, said) -> post(socket, said, false));
        assertThatExceptionOfType(OutboundException.class)
                .isThrownBy(() -> mail("smtp://" + HOST + ":" + port));
        assertThat(said()).doesNotContain("MAIL FROM:<watch@x.example>");
    }

    @ParameterizedTest
    @CsvSource({
        "tls, elsewhere", "tls, expired", "tls, stranger",
        "smtps, elsewhere", "smtps, expired", "smtps, stranger",
        "smtp, elsewhere", "smtp, expired", "smtp, stranger"
    })
    void nothingIsSaidToWhoCannotShowThatHeIsMeant(String scheme, String shown) throws Exception {
        int port =
                listen((socket, said) -> {
                    if (scheme.equals("smtp")) {
                        post(socket, said, true);
                    }
                    said.clear();
                    Socket covered = over(socket, shown);
                    if (scheme.equals("tls")) {
                        collect(covered, said);
                    } else {
                        post(covered, said, false);
                    }
                });
        String to = scheme + "://" + HOST + ":" + port;
        assertThatExceptionOfType(OutboundException.class)
                .isThrownBy(() -> {
                    if (scheme.equals("tls")) {
                        new Syslog(outbound(), URI.create(to)).send(NOTICES);
                    } else {
                        mail(to);
                    }
                })
                .satisfies(refused ->
                        assertThat(refused).hasMessageContaining(HOST).hasNoSuppressedExceptions())
                .withMessageNotContaining("overheard");
        assertThat(said()).isEmpty();
    }

    private Outbound outbound() {
        Outbound outbound =
                new Outbound(
                        Hosts.parse(HOST),
                        Limits.USUAL,
                        Optional.of(Authorities.besidesJavas(folder.resolve("ca.pem"))));
        open.add(outbound);
        return outbound;
    }

    private String mail(String to) {
        return new Mail(
                        outbound(),
                        URI.create(to),
                        new Mail.Envelope("watch@x.example", "one@x.example", SECRET),
                        InstantSource.system())
                .send(NOTICES);
    }

    private List<String> said() throws InterruptedException {
        List<String> said = heard.poll(30, TimeUnit.SECONDS);
        assertThat(said).as("somebody connected, and ended").isNotNull();
        return said == null ? List.of() : said;
    }

    private int listen(Speaks speaks) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.ofLiteral(HOST));
        open.add(server);
        Thread.ofVirtual().start(() -> serve(server, speaks));
        return server.getLocalPort();
    }

    private void serve(ServerSocket server, Speaks speaks) {
        List<String> said = new ArrayList<>();
        try (Socket socket = server.accept()) {
            speaks.with(socket, said);
        } catch (IOException end) {
            // the other side said no more
        }
        heard.add(said);
    }

    private Socket over(Socket socket, String shown) throws IOException {
        SSLContext context;
        try {
            context = new Certificates(folder).context("ca", Optional.of(shown));
        } catch (Exception e) {
            throw new IOException(e);
        }
        SSLSocket covered =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(socket, null, socket.getPort(), true);
        covered.setUseClientMode(false);
        return covered;
    }

    private static void collect(Socket socket, List<String> said) throws IOException {
        byte[] bytes = socket.getInputStream().readAllBytes();
        said.add(new String(bytes, StandardCharsets.UTF_8));
    }

    /** As much of SMTP (RFC 5321) as a mail needs; ends where TLS is to begin. */
    private static void post(Socket socket, List<String> said, boolean covers) throws IOException {
        InputStream in = socket.getInputStream();
        if (!said.contains("-- covered") && !said.contains("STARTTLS")) {
            answer(socket, "220 a mailbox");
        }
        boolean text = false;
        for (String line = line(in); line != null; line = line(in)) {
            said.add(line);
            String word = line.split(" ", 2)[0];
            if (text) {
                text = !line.equals(".");
                if (!text) {
                    answer(socket, "250 kept");
                }
                continue;
            }
            switch (word) {
                case "EHLO" ->
                        answer(socket, "250-here\r\n250 " + (covers ? "STARTTLS" : "AUTH PLAIN"));
                case "STARTTLS" -> {
                    answer(socket, "220 go ahead");
                    return;
                }
                case "AUTH" -> answer(socket, "235 welcome");
                case "DATA" -> {
                    answer(socket, "354 say it");
                    text = true;
                }
                default -> answer(socket, "250 well");
            }
        }
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString().strip();
            }
            line.append((char) next);
        }
        return null;
    }

    private static void answer(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
