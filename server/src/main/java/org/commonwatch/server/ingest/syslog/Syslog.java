package org.commonwatch.server.ingest.syslog;

import org.commonwatch.server.ingest.Sensors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import javax.net.ssl.SSLSocket;

/** Hears syslog, and has the lines counted as those of the sensor that its sender's address has. */
public final class Syslog implements AutoCloseable {
    /** No more senders are connected over TCP and TLS. */
    public static final int CONNECTIONS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Syslog.class);
    private static final int DATAGRAM = 64 << 10;
    private static final int QUEUE_BYTES = 8 << 20;
    private static final int HANDSHAKE_MILLIS = 10_000;

    /** Speaks TLS on a connection that was accepted, as the server does where it listens. */
    @FunctionalInterface
    public interface Cover {
        /** Nothing has been said yet; the handshake is the caller's. */
        SSLSocket over(Socket accepted) throws IOException;
    }

    private final SyslogPlan plan;
    private final Optional<Cover> cover;
    private final Map<SyslogPlan.Source, SensorLines> lines = new LinkedHashMap<>();
    private final Optional<DatagramSocket> udp;
    private final Optional<ServerSocket> tcp;
    private final Optional<ServerSocket> tls;
    private final Set<Socket> connected = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("syslog").factory());
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Semaphore room = Framing.room();
    private final LongAdder received = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder unknown = new LongAdder();

    /**
     * Begins to hear. Throws if that is not possible at the addresses of the plan.
     *
     * @param cover how TLS is spoken, if the server has a certificate
     */
    public Syslog(SyslogPlan plan, Optional<Cover> cover, Sensors sensors) throws IOException {
        this.plan = plan;
        this.cover = cover;
        udp = plan.udp().isPresent() ? Optional.of(udp(plan.udp().get())) : Optional.empty();
        tcp = plan.tcp().isPresent() ? Optional.of(tcp(plan.tcp().get())) : Optional.empty();
        tls = plan.tls().isPresent() ? Optional.of(tcp(plan.tls().get())) : Optional.empty();
        for (SyslogPlan.Source each : plan.sources()) {
            lines.put(each, new SensorLines(each, sensors));
        }
        udp.ifPresent(socket -> threads.execute(() -> hear(socket)));
        tcp.ifPresent(socket -> threads.execute(() -> accept(socket, Syslog::plain)));
        tls.ifPresent(socket -> threads.execute(() -> accept(socket, this::covered)));
    }

    private static DatagramSocket udp(InetSocketAddress address) throws IOException {
        DatagramSocket socket = new DatagramSocket(null);
        socket.setReceiveBufferSize(QUEUE_BYTES);
        socket.bind(address);
        return socket;
    }

    private static ServerSocket tcp(InetSocketAddress address) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.bind(address);
        return socket;
    }

    /** Lines that were received and have been, or will be, counted. */
    public long received() {
        return received.sum();
    }

    /** Lines over UDP for which there was no room, here or in the operating system. */
    public long dropped() {
        return dropped.sum() + udp.map(DatagramSocket::getLocalPort).map(UdpDrops::of).orElse(0L);
    }

    /** Lines from addresses that no sensor has. */
    public long unknown() {
        return unknown.sum();
    }

    private Optional<SensorLines> of(InetAddress address) {
        return plan.of(address).map(lines::get);
    }

    private void hear(DatagramSocket socket) {
        byte[] bytes = new byte[DATAGRAM];
        while (!closed.get()) {
            try {
                DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                socket.receive(packet);
                Optional<SensorLines> into = of(packet.getAddress());
                if (into.isEmpty()) {
                    unknown.increment();
                    continue;
                }
                Framing.emit(
                        bytes,
                        packet.getLength(),
                        (line, from, to) -> {
                            boolean taken = into.get().offer(line, from, to);
                            (taken ? received : dropped).increment();
                        });
            } catch (SocketException end) {
                return;
            } catch (IOException | InterruptedException e) {
                LOG.warn("a datagram could not be read: {}", e.toString());
            }
        }
    }

    /** What a connection is read as. */
    @FunctionalInterface
    private interface Read {
        Socket as(Socket accepted) throws IOException;
    }

    private static Socket plain(Socket accepted) {
        return accepted;
    }

    // Who connects and says nothing is not waited for, or his would be the room of others.
    private Socket covered(Socket accepted) throws IOException {
        SSLSocket covered = cover.orElseThrow().over(accepted);
        covered.setSoTimeout(HANDSHAKE_MILLIS);
        covered.startHandshake();
        covered.setSoTimeout(0);
        return covered;
    }

    private void accept(ServerSocket socket, Read read) {
        while (!closed.get()) {
            try {
                Socket sender = socket.accept();
                if (connected.size() >= CONNECTIONS) {
                    LOG.warn("more than {} senders of syslog are connected", CONNECTIONS);
                    sender.close();
                    continue;
                }
                connected.add(sender);
                threads.execute(() -> read(sender, read));
            } catch (SocketException end) {
                return;
            } catch (IOException e) {
                LOG.warn("a sender of syslog could not connect: {}", e.toString());
            }
        }
    }

    private void read(Socket sender, Read as) {
        try (sender) {
            Optional<SensorLines> into = of(sender.getInetAddress());
            if (into.isEmpty()) {
                unknown.increment();
                LOG.warn("syslog from {} is of no sensor", sender.getInetAddress());
                return;
            }
            try (Socket open = as.as(sender);
                    InputStream in =
                            new BufferedInputStream(open.getInputStream(), Framing.SHORT)) {
                read(in, into.get());
            }
        } catch (IOException e) {
            if (!closed.get()) {
                LOG.info("a sender of syslog is gone: {}", e.toString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connected.remove(sender);
        }
    }

    private void read(InputStream in, SensorLines into) throws IOException, InterruptedException {
        Framing.read(
                in,
                room,
                (line, from, to) -> {
                    boolean taken = into.put(line, from, to);
                    (taken ? received : dropped).increment();
                });
    }

    /** Hears no more, and has counted what was received. */
    @Override
    public void close() throws IOException {
        closed.set(true);
        udp.ifPresent(DatagramSocket::close);
        for (ServerSocket each : tcp.stream().toList()) {
            each.close();
        }
        for (ServerSocket each : tls.stream().toList()) {
            each.close();
        }
        for (Socket each : connected) {
            each.close();
        }
        threads.close();
        lines.values().forEach(SensorLines::close);
    }
}
