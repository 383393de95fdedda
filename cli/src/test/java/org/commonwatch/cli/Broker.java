package org.commonwatch.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/** A broker of Kafka in a process of its own, which is its own controller. */
final class Broker implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);
    private static final String CLUSTER = "AAAAAAAAAAAAAAAAAAAAAQ";

    private final Path folder;
    private final int port = Cli.freePort();
    private final AtomicReference<Process> process = new AtomicReference<>();

    /** Formats its storage and starts it; where the broker was not gathered, nothing is tested. */
    Broker(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        assumeTrue(Files.isDirectory(jars()), "no broker was gathered");
        Files.writeString(
                folder.resolve("server.properties"),
                """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
                log.dirs=%3$s
                message.max.bytes=33554432
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                """
                        .formatted(port, Cli.freePort(), folder.resolve("log")));
        run("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", properties()).waitFor();
        start();
    }

    private static Path jars() {
        return Path.of(System.getProperty("house"), "broker", "target", "dependency");
    }

    private String properties() {
        return folder.resolve("server.properties").toString();
    }

    private Process run(String... arguments) throws IOException {
        var command =
                new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java") + "");
        command.command().addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-cp", jars() + "/*"));
        command.command().addAll(List.of(arguments));
        return command.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("broker.log").toFile()))
                .start();
    }

    /** Starts it, and returns when it can be spoken to. */
    void start() throws Exception {
        process.set(run("kafka.Kafka", properties()));
        Cli.await("a broker", START, this::isReady);
    }

    private boolean isReady() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Kills it with no warning. */
    void kill() throws InterruptedException {
        Objects.requireNonNull(process.get()).destroyForcibly().waitFor();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Who writes to it, and goes on where it is away for a while. */
    KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> properties =
                Map.of(
                        "bootstrap.servers",
                        address(),
                        "acks",
                        "all",
                        "enable.idempotence",
                        "true",
                        "delivery.timeout.ms",
                        300_000,
                        "max.block.ms",
                        300_000,
                        "max.request.size",
                        32 << 20,
                        "linger.ms",
                        20);
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Writes one record, by the time the producer is closed. */
    static void send(KafkaProducer<byte[], byte[]> producer, String topic, byte[] value) {
        Future<?> _ = producer.send(new ProducerRecord<>(topic, value));
    }

    @Override
    public void close() {
        Objects.requireNonNull(process.get()).destroyForcibly();
    }
}
