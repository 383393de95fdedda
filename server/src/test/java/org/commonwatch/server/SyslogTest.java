package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.commonwatch.server.ingest.syslog.Syslog;
import org.commonwatch.server.ingest.syslog.SyslogPlan;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.testkit.Certificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import javax.net.ssl.SSLSocket;

/** Senders of syslog at a server, over TLS and many at once. */
class SyslogTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress NOBODY = InetAddress.ofLiteral("127.0.0.9");
    private static final String LINE =
            "<38>Mar  4 05:06:07 host sshd[42]: Failed password for root from 198.18.0.7 port 22"
                    + " ssh2\n";

    @TempDir private Path folder = Path.of("");

    @Test
    void linesOverTlsAreCountedAndARenewedCertificateIsShownWithoutARestart() throws Exception {
        Certificates certificates = new Certificates(folder);
        certificates.authority("ca");
        certificates.authority("next");
        certificates.issue("ca", "server", "-validity", "30");
        InetSocketAddress at = free();
        try (House house = open(plan(Optional.empty(), Optional.of(at)), true);
                Socket silent = new Socket(HERE, at.getPort())) {
            Syslog syslog = house.part(Ears.class).syslog().orElseThrow();
            send("ca", at, LINE + LINE);
            await(() -> syslog.received() == 2);

            assertThatIOException().isThrownBy(() -> send("next", at, LINE));
            try (Socket plain = new Socket(HERE, at.getPort())) {
                plain.getOutputStream().write(LINE.getBytes(StandardCharsets.US_ASCII));
                assertThat(isEnded(plain)).as("what is no TLS").isTrue();
            }
            certificates.issue("next", "renewed", "-validity", "30");
            for (String end : List.of(".pem", ".key")) {
                Files.move(
                        folder.resolve("renewed" + end),
                        folder.resolve("server" + end),
                        StandardCopyOption.ATOMIC_MOVE);
            }
            await(() -> {
                send("next", at, LINE);
                return true;
            });
            await(() -> syslog.received() == 3);
            await(() -> house.text("SELECT sum(count) FROM cell").equals("3"));
            assertThat(isEnded(silent)).as("who says nothing is not waited for").isTrue();
        }
    }

    @Test
    void aThousandSendersAreHeardAtOnceAndTheNextWhenOneHasGone() throws Exception {
        InetSocketAddress at = free();
        List<Socket> senders = new ArrayList<>();
        try (House house = open(plan(Optional.of(at), Optional.empty()), false)) {
            Syslog syslog = house.part(Ears.class).syslog().orElseThrow();
            for (int i = 0; i < Syslog.CONNECTIONS; i++) {
                senders.add(new Socket(HERE, at.getPort()));
            }
            senders.getLast().getOutputStream().write(LINE.getBytes(StandardCharsets.US_ASCII));
            await(() -> syslog.received() == 1);
            try (Socket more = new Socket(HERE, at.getPort())) {
                assertThat(isEnded(more)).as("one more than may be").isTrue();
            }
            senders.removeFirst().close();
            await(() -> {
                Socket next = new Socket(HERE, at.getPort());
                senders.add(next);
                next.getOutputStream().write(LINE.getBytes(StandardCharsets.US_ASCII));
                return syslog.received() == 2;
            });
            try (Socket of = new Socket(HERE, at.getPort(), NOBODY, 0)) {
                assertThat(isEnded(of)).as("whose address no sensor has").isTrue();
            }
        } finally {
            for (Socket each : senders) {
                each.close();
            }
        }
    }

    private House open(SyslogPlan plan, boolean covered) throws Exception {
        var tls =
                new Settings.Tls(
                        folder.resolve("server.pem"),
                        folder.resolve("server.key"),
                        Optional.empty());
        var sources = new Settings.Sources(Optional.empty(), Optional.empty(), Optional.of(plan));
        House house =
                House.listening(
                        folder.resolve("data"),
                        new Settings.Listening(
                                HERE,
                                0,
                                covered ? Optional.of(tls) : Optional.empty(),
                                Optional.empty(),
                                new Settings.Flows(sources, Settings.Outgoing.NONE)));
        house.party("CERT-XA", "member", "reader", "reader");
        house.token("CERT-XA", "north", "sensor", "TLP:AMBER");
        return house;
    }

    private static SyslogPlan plan(
            Optional<InetSocketAddress> tcp, Optional<InetSocketAddress> tls) {
        return new SyslogPlan(
                Optional.empty(),
                tcp,
                tls,
                List.of(new SyslogPlan.Source(HERE, 32, "north", Dialect.SSHD)));
    }

    private void send(String trusted, InetSocketAddress to, String lines) throws Exception {
        var context = new Certificates(folder).context(trusted, Optional.empty());
        try (SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory().createSocket(to.getAddress(), to.getPort())) {
            socket.startHandshake();
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static boolean isEnded(Socket socket) throws IOException {
        socket.setSoTimeout(30_000);
        try {
            return socket.getInputStream().readAllBytes().length < 100; // an alert of TLS
        } catch (SocketException broken) {
            return true;
        }
    }

    private static InetSocketAddress free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            return new InetSocketAddress(HERE, socket.getLocalPort());
        }
    }

    private static void await(Callable<Boolean> check) throws Exception {
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        while (true) {
            try {
                if (check.call()) {
                    return;
                }
            } catch (IOException notYet) {
                // the certificate of before is still shown, or nobody has gone
            }
            assertThat(Instant.now()).as("within a minute").isBefore(end);
            Thread.sleep(200);
        }
    }
}
