package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.commonwatch.archive.LineFile;
import org.commonwatch.archive.MappingFile;
import org.commonwatch.archive.TallyFile;
import org.commonwatch.archive.events.ArchivedEvents;
import org.commonwatch.archive.events.EventArchive;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.server.Settings.Sources;
import org.commonwatch.server.ingest.kafka.KafkaPlan;
import org.commonwatch.server.ingest.syslog.SyslogPlan;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.ReadingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a server makes of files is what counting them here makes of them, however often sent. */
class SameAsCountTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern OBSERVABLE =
            Pattern.compile(
                    "\\b(\\d{1,3}(?:\\.\\d{1,3}){3}|[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.com)\\b");
    private static final Pattern STAND_ALONE =
            Pattern.compile("syslog-(sshd|iptables|checkpoint|cisco|forti|palo)|cef|snort|web-acc");
    private static final int EVERY = 5;

    @TempDir private Path folder = Path.of("");

    private final int year = Year.now(ZoneOffset.UTC).getValue();

    @Test
    void everyRealFileOverHttpOnceAndAgain() throws Exception {
        String all = files() + "/*.gz";
        Path list = list();
        Tally counted = count(list, all);
        try (Served served = new Served(folder.resolve("data"), Sources.NONE, list)) {
            Cli.Result first = ingest(served, all);
            assertThat(first.exitCode()).as(first.out()).isEqualTo(ExitCode.PARTIAL);
            served.assertSame(counted);

            assertThat(ingest(served, all).out()).contains("were known");
            served.assertSame(counted);
        }
        try (ArchivedEvents events = EventArchive.open(folder.resolve("data/archive")).all()) {
            Tally again = events.count(CountingRule.ATTACKS);
            assertThat(again.cells()).as("the archive has them").isEqualTo(counted.cells());
        }
    }

    @Test
    void everyRealFileInAFolderOnceAndAgain() throws Exception {
        Path list = list();
        Tally counted = count(list, files() + "/*.gz");
        Path inbox = folder.resolve("inbox");
        var sources = new Sources(Optional.of(inbox), Optional.empty(), Optional.empty());
        Path north = Files.createDirectories(inbox.resolve("north"));
        try (Served served = new Served(folder.resolve("data"), sources, list)) {
            for (int i = 0; i < 2; i++) {
                for (Path file : all()) {
                    Path hidden = north.resolve("." + file.getFileName());
                    Files.copy(file, hidden, StandardCopyOption.COPY_ATTRIBUTES);
                    Files.move(hidden, north.resolve(file.getFileName()));
                }
                Cli.await("the inbox is empty", PATIENCE, () -> visible(north).isEmpty());
                served.assertSame(counted);
            }
            List<String> refused = visible(north.resolve(".refused"));
            assertThat(refused)
                    .as("what is of no known format, with the reason")
                    .contains("leef-leef.log.gz", "leef-leef.log.gz.reason");
            assertThat(visible(north.resolve(".taken"))).hasSize(all().size() - refused.size() / 2);
        }
    }

    @Test
    void everyRealFileOverKafkaOnceAndAgain() throws Exception {
        Path list = list();
        Tally counted = count(list, files() + "/*.gz");
        Map<String, KafkaPlan.Topic> topics = new TreeMap<>();
        try (Broker broker = new Broker(folder.resolve("broker"))) {
            try (var producer = broker.producer()) {
                for (Path file : all()) {
                    byte[] bytes = lines(file);
                    Optional<Dialect> dialect =
                            MappingFile.dialects().detect(bytes, new ReadingOptions(year));
                    if (dialect.isPresent()) {
                        String topic = String.valueOf(file.getFileName());
                        topics.put(topic, new KafkaPlan.Topic("north", dialect.get()));
                        send(producer, topic, bytes, dialect.get());
                    }
                }
            }
            var plan = new KafkaPlan(Map.of("bootstrap.servers", broker.address()), topics);
            var sources = new Sources(Optional.empty(), Optional.of(plan), Optional.empty());
            for (int i = 0; i < 2; i++) {
                // The second one finds the first one's database, and all of it counted.
                try (Served served = new Served(folder.resolve("data"), sources, list)) {
                    long all = counted.lines().counted();
                    Cli.await("all is counted", PATIENCE, () -> served.counted() >= all);
                    Thread.sleep(i * 2_000L);
                    served.assertSame(counted);
                }
            }
        }
    }

    @Test
    void linesThatStandAloneOverSyslog() throws Exception {
        Path list = list();
        List<SyslogPlan.Source> sources = new ArrayList<>();
        List<Path> files =
                all().stream()
                        .filter(file -> STAND_ALONE.matcher("" + file.getFileName()).lookingAt())
                        .toList();
        for (Path file : files) {
            Dialect dialect =
                    MappingFile.dialects().detected(lines(file), new ReadingOptions(year));
            InetAddress from = InetAddress.ofLiteral("127.0.0." + (10 + sources.size()));
            sources.add(new SyslogPlan.Source(from, 32, "north", dialect));
        }
        Tally counted = count(list, files.stream().map(Path::toString).toArray(String[]::new));
        var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Cli.freePort());
        var plan =
                new SyslogPlan(
                        Optional.of(address), Optional.of(address), Optional.empty(), sources);
        var heard = new Sources(Optional.empty(), Optional.empty(), Optional.of(plan));
        try (Served served = new Served(folder.resolve("data"), heard, list)) {
            int sent = 0;
            for (int i = 0; i < files.size(); i++) {
                sent += sendAsSyslog(lines(files.get(i)), sources.get(i).network(), address, i);
            }
            long all = sent;
            Cli.await("all is counted", PATIENCE, () -> served.lines() >= all);
            served.assertSame(counted);

            byte[] datagram = "<38>not a line of any format".getBytes(StandardCharsets.US_ASCII);
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.send(new DatagramPacket(datagram, datagram.length, address));
            }
            Cli.await(
                    "what is of nobody is counted as such",
                    PATIENCE,
                    () -> served.metric("cwatch_syslog_lines_total{outcome=\"unknown\"}") == 1);
            assertThat(served.metric("cwatch_syslog_lines_total{outcome=\"received\"}"))
                    .isEqualTo(sent);
        }
    }

    /** By lines, by counted octets, and by datagrams that the receiver has time for. */
    private static int sendAsSyslog(byte[] bytes, InetAddress from, InetSocketAddress to, int way)
            throws Exception {
        int sent = 0;
        try (Socket socket = new Socket(to.getAddress(), to.getPort(), from, 0);
                DatagramSocket datagrams = new DatagramSocket(new InetSocketAddress(from, 0))) {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\r?\n", -1)) {
                if (line.isEmpty()) {
                    continue;
                }
                sent++;
                byte[] message =
                        (line.startsWith("<") ? line : "<38>" + line)
                                .getBytes(StandardCharsets.ISO_8859_1);
                switch (way % 3) {
                    case 0 -> out.write((message.length + " ").getBytes(StandardCharsets.US_ASCII));
                    case 1 -> message = (line + "\n").getBytes(StandardCharsets.ISO_8859_1);
                    default -> {
                        datagrams.send(new DatagramPacket(message, message.length, to));
                        Thread.sleep(1);
                        continue;
                    }
                }
                out.write(message);
            }
            out.flush();
        }
        return sent;
    }

    // Of formats whose lines belong together, the whole file is one record.
    private static void send(
            KafkaProducer<byte[], byte[]> producer, String topic, byte[] bytes, Dialect dialect) {
        if (!dialect.parallel()) {
            Broker.send(producer, topic, bytes);
            return;
        }
        var whole = new Chunk.Lines(bytes, 1, 0);
        whole.forEach((from, to, number) -> {
            Broker.send(producer, topic, Arrays.copyOfRange(bytes, from, to));
        });
    }

    private static List<String> visible(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> String.valueOf(each.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] lines(Path file) throws IOException {
        try (InputStream in = LineFile.open(file)) {
            return in.readAllBytes();
        }
    }

    private static Path files() {
        Path files = Path.of(System.getProperty("house"), "..", "shared", "data", "telemetry");
        assumeTrue(Files.isDirectory(files), "no real lines here");
        return files;
    }

    private static List<Path> all() throws IOException {
        try (Stream<Path> all = Files.list(files())) {
            return all.filter(each -> each.toString().endsWith(".gz")).sorted().toList();
        }
    }

    private Path list() throws IOException {
        return Files.writeString(folder.resolve("list.csv"), observables());
    }

    private Cli.Result ingest(Served served, String files) {
        return Cli.runHere(
                "ingest",
                files,
                "--netrc",
                "" + served.netrc(),
                "--url",
                served.url(),
                "--year",
                "" + year);
    }

    private Tally count(Path list, String... files) {
        Path state = folder.resolve("counted");
        List<String> command = new ArrayList<>(List.of("count"));
        command.addAll(List.of(files));
        command.addAll(List.of("--sensor", "north", "--indicators", "" + list));
        command.addAll(List.of("--year", "" + year, "--no-country", "--state-out", "" + state));
        Cli.Result counted = Cli.runHere(command.toArray(String[]::new));
        assertThat(state).as(counted.out()).exists();
        return TallyFile.read(state).tally();
    }

    /** Some of all addresses and names that stand in the lines. */
    private static String observables() throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (Path file : all()) {
            OBSERVABLE
                    .matcher(new String(lines(file), StandardCharsets.ISO_8859_1))
                    .results()
                    .forEach(hit -> found.add(hit.group(1)));
        }
        String rows =
                found.stream()
                        .filter(each -> Math.floorMod(each.hashCode(), EVERY) == 0)
                        .map(each ->
                                each + (each.endsWith(".com") ? ",domain,a test" : ",ipv4,a test"))
                        .collect(Collectors.joining("\n"));
        return "value,type,source\n" + rows + "\n";
    }
}
