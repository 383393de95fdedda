import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts load on a running server over loopback and prints what it took. All data are made up and
 * labelled so. Linux only: processor time is read from /proc.
 *
 * <pre>
 * cwatch serve --data DIR --port 8674
 * java benchmarks/ServerLoad.java --data DIR --port 8674 --objects 100000
 * </pre>
 *
 * <p>It adds parties (members, observers and some without standing), has eight members post
 * indicators of all levels of the Traffic Light Protocol, 1,000 at a time, and then reads pages of
 * 100 as an observer, who may read about half of them.
 */
class ServerLoad {
    static final String OBJECTS = "/commons/collections/indicators/objects/";
    static final String TAXII = "application/taxii+json;version=2.1";
    static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
    static final Pattern TOKEN = Pattern.compile("\"token\":\\s*\"([^\"]+)\"");
    static final String INDICATOR =
            """
            {"type":"indicator","spec_version":"2.1","id":"indicator--%s",\
            "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",\
            "name":"made up for a load test","description":"%s",\
            "indicator_types":["malicious-activity"],\
            "pattern":"[ipv4-addr:value = '198.18.%d.%d']","pattern_type":"stix",\
            "pattern_version":"2.1","valid_from":"2026-01-01T00:00:00Z",\
            "labels":["synthetic"],"object_marking_refs":["marking-definition--%s"]}\
            """;
    static final String WANTED =
            """
            {"name":"%s","party":"%s","role":"reader","tlp":"TLP:AMBER"}\
            """;
    static final String[] LEVELS = {
        "94868c89-83c2-464b-929b-a1a8aa3c8487",
        "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
        "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
        "939a9414-2ddd-4d32-a0cd-375ea402b003"
    };

    final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    final String url;
    final Path data;
    final String run = UUID.randomUUID().toString().substring(0, 8);

    ServerLoad(String url, Path data) {
        this.url = url;
        this.data = data;
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> options =
                new java.util.HashMap<>(
                        Map.of(
                                "--data",
                                ".",
                                "--port",
                                "8674",
                                "--objects",
                                "100000",
                                "--seconds",
                                "15"));
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        new ServerLoad("http://127.0.0.1:" + options.get("--port"), Path.of(options.get("--data")))
                .run(
                        Integer.parseInt(options.get("--objects")),
                        Integer.parseInt(options.get("--seconds")));
    }

    void run(int objects, int seconds) throws Exception {
        List<String> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            writers.add(reader("W" + i + "-" + run, "member"));
        }
        for (int i = 0; i < 20; i++) {
            reader("P" + i + "-" + run, i % 2 == 0 ? "member" : "none");
        }
        String observer = reader("O-" + run, "observer");
        post(writers, objects);
        String collection = OBJECTS;
        timed("page 1", observer, collection, 300);
        deep(observer, collection);
        for (int threads : new int[] {1, 4, 8}) {
            load(observer, collection, threads, seconds);
        }
    }

    void post(List<String> writers, int objects) throws Exception {
        int batch = 1_000;
        AtomicInteger left = new AtomicInteger(objects / batch);
        long cpu = cpu();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> posts = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                long seed = Long.parseLong(run, 16) * 2 + t;
                posts.add(
                        threads.submit(() -> {
                            SplittableRandom random = new SplittableRandom(seed);
                            while (left.getAndDecrement() > 0) {
                                String writer = writers.get(random.nextInt(writers.size()));
                                HttpResponse<byte[]> answer =
                                        send(
                                                request(OBJECTS, writer)
                                                        .header("Content-Type", TAXII)
                                                        .POST(
                                                                BodyPublishers.ofString(
                                                                        envelope(random, batch))));
                                if (answer.statusCode() != 202) {
                                    throw new IllegalStateException(new String(answer.body()));
                                }
                            }
                            return null;
                        }));
            }
            for (Future<?> post : posts) {
                post.get();
            }
        }
        double took = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "post: %d objects of 1,000 a request by 2 at a time in %.1f s: %.0f objects/s,"
                        + " %.3f CPU ms an object%n",
                objects, took, objects / took, (cpu() - cpu) / 1e6 / objects);
    }

    String envelope(SplittableRandom random, int count) {
        StringBuilder text = new StringBuilder("{\"objects\":[");
        for (int i = 0; i < count; i++) {
            UUID id =
                    new UUID(
                            random.nextLong() & ~0xF000L | 0x4000L,
                            random.nextLong() & ~(3L << 62) | (2L << 62));
            text.append(i == 0 ? "" : ",")
                    .append(
                            INDICATOR.formatted(
                                    id,
                                    "x".repeat(250),
                                    random.nextInt(256),
                                    random.nextInt(256),
                                    LEVELS[random.nextInt(LEVELS.length)]));
        }
        return text.append("]}").toString();
    }

    void timed(String what, String who, String path, int times) throws Exception {
        long[] took = new long[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            send(request(path + "?limit=100", who).header("Accept", TAXII).GET());
            took[i] = System.nanoTime() - start;
        }
        Arrays.sort(took);
        System.out.printf("%s: median %.2f ms%n", what, took[times / 2] / 1e6);
    }

    // To the last page, then each of the last hundred again.
    void deep(String who, String path) throws Exception {
        String next = "";
        int page = 0;
        List<String> last = new ArrayList<>();
        while (true) {
            String query = "?limit=100" + (next.isEmpty() ? "" : "&next=" + next);
            String body =
                    new String(
                            send(request(path + query, who).header("Accept", TAXII).GET()).body(),
                            StandardCharsets.UTF_8);
            page++;
            Matcher matcher = NEXT.matcher(body.substring(0, Math.min(400, body.length())));
            if (!matcher.find()) {
                break;
            }
            next = matcher.group(1);
            last.add(next);
            if (last.size() > 100) {
                last.removeFirst();
            }
        }
        long[] took = new long[last.size() * 3];
        for (int i = 0; i < took.length; i++) {
            String query = "?limit=100&next=" + last.get(i % last.size());
            long start = System.nanoTime();
            send(request(path + query, who).header("Accept", TAXII).GET());
            took[i] = System.nanoTime() - start;
        }
        Arrays.sort(took);
        System.out.printf("page %d: median %.2f ms%n", page, took[took.length / 2] / 1e6);
    }

    void load(String who, String path, int clients, int seconds) throws Exception {
        List<String> starts = List.of("", "2026-01-01T00:00:00Z");
        long cpu = cpu();
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        List<Callable<long[]>> tasks = new ArrayList<>();
        for (int c = 0; c < clients; c++) {
            tasks.add(() -> {
                List<Long> took = new ArrayList<>();
                String next = "";
                while (System.nanoTime() < end) {
                    String query = "?limit=100" + (next.isEmpty() ? "" : "&next=" + next);
                    long from = System.nanoTime();
                    HttpResponse<byte[]> answer =
                            send(request(path + query, who).header("Accept", TAXII).GET());
                    took.add(System.nanoTime() - from);
                    String head =
                            new String(
                                    answer.body(),
                                    0,
                                    Math.min(400, answer.body().length),
                                    StandardCharsets.UTF_8);
                    Matcher matcher = NEXT.matcher(head);
                    next = matcher.find() ? matcher.group(1) : "";
                }
                return took.stream().mapToLong(Long::longValue).toArray();
            });
        }
        long[] all;
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<long[]> found = new ArrayList<>();
            for (Future<long[]> each : threads.invokeAll(tasks)) {
                found.add(each.get());
            }
            all = found.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        }
        double took = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d clients: %.0f requests/s, %.2f CPU ms a request (server and database),"
                        + " median %.1f ms, p99 %.1f ms%n",
                clients,
                all.length / took,
                (cpu() - cpu) / 1e6 / all.length,
                all[all.length / 2] / 1e6,
                all[all.length * 99 / 100] / 1e6);
    }

    // Nanoseconds of processor time of the server and its database, children that ended included.
    long cpu() throws Exception {
        long ticks = 0;
        for (Path process : Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            try {
                String command = Files.readString(process.resolve("cmdline")).replace('\0', ' ');
                boolean server =
                        command.contains("cwatch.Cwatch serve")
                                || command.contains(".Cwatch serve");
                if (server || command.startsWith("postgres")) {
                    String stat = Files.readString(process.resolve("stat"));
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                    for (int i = 11; i <= 12; i++) {
                        ticks += Long.parseLong(fields[i]);
                    }
                }
            } catch (java.io.IOException gone) {
                // it has just ended
            }
        }
        return ticks * 10_000_000L;
    }

    String reader(String party, String standing) throws Exception {
        String operator = "operator:" + Files.readString(data.resolve("operator.token")).strip();
        json(
                "/api/v1/parties",
                operator,
                "{\"name\":\"%s\",\"standing\":\"%s\"}".formatted(party, standing));
        String name = party.toLowerCase();
        String answer = json("/api/v1/tokens", operator, WANTED.formatted(name, party));
        Matcher token = TOKEN.matcher(answer);
        if (!token.find()) {
            throw new IllegalStateException(answer);
        }
        return name + ":" + token.group(1);
    }

    String json(String path, String who, String body) throws Exception {
        return new String(
                send(request(path, who)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body)))
                        .body(),
                StandardCharsets.UTF_8);
    }

    HttpRequest.Builder request(String path, String who) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(who.getBytes(StandardCharsets.UTF_8)));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer;
    }
}
