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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import javax.net.ssl.SSLContext;

/** Hears syslog, and has the lines counted as those of the sensor that its sender's address has. */
public final class Syslog implements AutoCloseable {
    /** No more senders are connected over TCP and TLS. */
    static final int CONNECTIONS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Syslog.class);
    private static final int DATAGRAM = 64 << 10;
    private static final int QUEUE_BYTES = 8 << 20;

    private final SyslogPlan plan;
    private final Map<SyslogPlan.Source, SensorLines> lines = new LinkedHashMap<>();
    private final Optional<DatagramSocket> udp;
    private final Optional<ServerSocket> tcp;
    private final Optional<ServerSocket> tls;
    private final Set<Socket> connected = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("syslog").factory());
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LongAdder received = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder unknown = new LongAdder();

    /**
     * Begins to hear. Throws if that is not possible at the addresses of the plan.
     *
     * @param secure how TLS is spoken
     */
    public Syslog(SyslogPlan plan, Optional<SSLContext> secure, Sensors sensors)
            throws IOException {
        this.plan = plan;
        udp = plan.udp().isPresent() ? Optional.of(udp(plan.udp().get())) : Optional.empty();
        tcp = plan.tcp().isPresent() ? Optional.of(tcp(plan.tcp().get())) : Optional.empty();
        tls =
                plan.tls().isPresent()
                        ? Optional.of(tls(plan.tls().get(), secure.orElseThrow()))
                        : Optional.empty();
        for (SyslogPlan.Source each : plan.sources()) {
            lines.put(each, new SensorLines(each, sensors));
        }
        udp.ifPresent(socket -> threads.execute(() -> hear(socket)));
        tcp.ifPresent(socket -> threads.execute(() -> accept(socket)));
        tls.ifPresent(socket -> threads.execute(() -> accept(socket)));
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

    private static ServerSocket tls(InetSocketAddress address, SSLContext secure)
            throws IOException {
        ServerSocket socket = secure.getServerSocketFactory().createServerSocket();
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

    private void accept(ServerSocket socket) {
        while (!closed.get()) {
            try {
                Socket sender = socket.accept();
                if (connected.size() >= CONNECTIONS) {
                    LOG.warn("more than {} senders of syslog are connected", CONNECTIONS);
                    sender.close();
                    continue;
                }
                connected.add(sender);
                threads.execute(() -> read(sender));
            } catch (SocketException end) {
                return;
            } catch (IOException e) {
                LOG.warn("a sender of syslog could not connect: {}", e.toString());
            }
        }
    }

    private void read(Socket sender) {
        try (sender;
                InputStream in = new BufferedInputStream(sender.getInputStream(), DATAGRAM)) {
            Optional<SensorLines> into = of(sender.getInetAddress());
            if (into.isEmpty()) {
                unknown.increment();
                LOG.warn("syslog from {} is of no sensor", sender.getInetAddress());
                return;
            }
            Framing.read(
                    in,
                    (line, from, to) -> {
                        boolean taken = into.get().put(line, from, to);
                        (taken ? received : dropped).increment();
                    });
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
