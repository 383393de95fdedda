import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how much one party that asks 1,000 times a second slows another, which asks ten times a
 * second: in turns of two seconds without a flood, with the same flood of a responder that does
 * nothing, and with the flood of the server, so that all three meet the same machine. The flood's
 * own client takes of the processors that the server has too: what the server adds is the
 * difference of the last two.
 *
 * <pre>java benchmarks/Flood.java URL PATH TOKEN_OF_THE_FLOOD TOKEN_OF_THE_OTHER [TURNS]</pre>
 */
public final class Flood {
    private static final int PER_SECOND = 1_000;
    private static final int CONNECTIONS = 256;
    private static final long TURN = 2_000_000_000L;
    private static final long PAUSE = 100_000_000L;

    private Flood() {}

    public static void main(String[] arguments) throws Exception {
        URI url = URI.create(arguments[0]);
        int turns = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 20;
        URI nothing = responder();
        AtomicReference<Turn> turn = new AtomicReference<>(Turn.ALONE);
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            var targets =
                    Map.of(
                            Turn.ELSEWHERE,
                            new Client(nothing, "/", "none"),
                            Turn.HERE,
                            new Client(url, arguments[1], arguments[2]));
            Thread.ofVirtual().start(() -> flood(targets, turn, statuses));
        }
        Map<Turn, List<Long>> nanos = new EnumMap<>(Turn.class);
        try (Client calm = new Client(url, arguments[1], arguments[3])) {
            for (int i = 0; i < 30; i++) {
                calm.ask();
            }
            for (int i = 0; i < turns * Turn.values().length; i++) {
                turn.set(Turn.values()[i % Turn.values().length]);
                Thread.sleep(200);
                long end = System.nanoTime() + TURN;
                while (System.nanoTime() < end) {
                    long begin = System.nanoTime();
                    if (calm.ask() != 200) {
                        throw new IllegalStateException("the other party is refused");
                    }
                    nanos.computeIfAbsent(turn.get(), _ -> new ArrayList<>())
                            .add(System.nanoTime() - begin);
                    LockSupport.parkNanos(PAUSE);
                }
            }
        }
        nanos.forEach((each, times) -> System.out.printf("%-9s %s%n", each, told(times)));
        synchronized (statuses) {
            System.out.println("flood's answers by status: " + statuses);
        }
    }

    private static String told(List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return "%d requests, median %.2f ms, mean %.2f ms, 90 %% within %.2f ms"
                .formatted(
                        sorted.length,
                        sorted[sorted.length / 2] / 1e6,
                        Arrays.stream(sorted).average().orElse(0) / 1e6,
                        sorted[sorted.length * 9 / 10] / 1e6);
    }

    private static void flood(
            Map<Turn, Client> targets, AtomicReference<Turn> turn, Map<Integer, Integer> statuses) {
        long step = 1_000_000_000L * CONNECTIONS / PER_SECOND;
        try {
            long next = System.nanoTime();
            while (true) {
                Turn now = turn.get();
                Client target = targets.get(now);
                if (target == null) {
                    Thread.sleep(5);
                    next = System.nanoTime();
                    continue;
                }
                int status = target.ask();
                if (now == Turn.HERE) {
                    synchronized (statuses) {
                        statuses.merge(status, 1, Integer::sum);
                    }
                }
                next += step;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Answers every request alike, without reading more of it than its end. */
    private static URI responder() throws IOException {
        ServerSocket door = new ServerSocket(0, CONNECTIONS, InetAddress.getLoopbackAddress());
        byte[] answer =
                "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII);
        Thread.ofVirtual()
                .start(() -> {
                    while (true) {
                        respondTo(door, answer);
                    }
                });
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    private static void respondTo(ServerSocket door, byte[] answer) {
        try {
            Socket socket = door.accept();
            Thread.ofVirtual().start(() -> respond(socket, answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void respond(Socket socket, byte[] answer) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    socket.getOutputStream().write(answer);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the flood does. */
    private enum Turn {
        ALONE,
        ELSEWHERE,
        HERE
    }

    /** One connection that is kept; as little work as a client can have. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final byte[] request;

        Client(URI url, String path, String token) throws IOException {
            socket = new Socket(url.getHost(), url.getPort());
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            request =
                    ("GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n"
                                    .formatted(path, url.getAuthority(), token))
                            .getBytes(StandardCharsets.US_ASCII);
        }

        int ask() throws IOException {
            socket.getOutputStream().write(request);
            String first = line();
            long length = -1;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.toLowerCase().startsWith("content-length:")) {
                    length = Long.parseLong(line.substring(15).strip());
                }
            }
            if (length >= 0) {
                in.skipNBytes(length);
            } else {
                for (int size = chunk(); size > 0; size = chunk()) {
                    in.skipNBytes(size + 2);
                }
                line();
            }
            return Integer.parseInt(first.substring(9, 12));
        }

        private int chunk() throws IOException {
            return Integer.parseInt(line(), 16);
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("the server closed the connection");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
