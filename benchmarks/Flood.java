import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how much one party that asks 1,000 times a second slows another, which asks ten times a
 * second: in turns of two seconds with and without the flood, so that both meet the same machine.
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
        AtomicBoolean flooding = new AtomicBoolean();
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<Thread> flood = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            flood.add(
                    Thread.ofVirtual()
                            .start(() ->
                                    flood(url, arguments[1], arguments[2], flooding, statuses)));
        }
        List<List<Long>> nanos = List.of(new ArrayList<>(), new ArrayList<>());
        try (Client calm = new Client(url, arguments[1], arguments[3])) {
            for (int i = 0; i < 30; i++) {
                calm.ask();
            }
            for (int turn = 0; turn < 2 * turns; turn++) {
                flooding.set(turn % 2 == 1);
                Thread.sleep(200);
                long end = System.nanoTime() + TURN;
                while (System.nanoTime() < end) {
                    long begin = System.nanoTime();
                    if (calm.ask() != 200) {
                        throw new IllegalStateException("the other party is refused");
                    }
                    nanos.get(turn % 2).add(System.nanoTime() - begin);
                    LockSupport.parkNanos(PAUSE);
                }
            }
        }
        System.out.println("alone    " + told(nanos.get(0)));
        System.out.println("flooded  " + told(nanos.get(1)));
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
            URI url,
            String path,
            String token,
            AtomicBoolean flooding,
            Map<Integer, Integer> statuses) {
        long step = 1_000_000_000L * CONNECTIONS / PER_SECOND;
        try (Client client = new Client(url, path, token)) {
            long next = System.nanoTime();
            while (true) {
                if (!flooding.get()) {
                    Thread.sleep(5);
                    next = System.nanoTime();
                    continue;
                }
                int status = client.ask();
                synchronized (statuses) {
                    statuses.merge(status, 1, Integer::sum);
                }
                next += step;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
