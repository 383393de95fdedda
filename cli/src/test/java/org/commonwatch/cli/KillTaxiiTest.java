package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.cli.KillableServer.Victim;
import org.commonwatch.cli.client.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
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
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Kills the server, its database and both while objects are posted over TAXII, and while a new
 * server makes its tables. {@code -Dkills=21} makes a study of it; {@code -Dkills.seed=…} chooses
 * the moments.
 */
class KillTaxiiTest {
    private static final String TAXII = "application/taxii+json;version=2.1";
    private static final String OBJECTS = "/commons/collections/indicators/objects/";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PER_POST = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean posting = new AtomicBoolean(true);

    @Test
    void nothingAcknowledgedIsLostAndNothingIsThereTwice(@TempDir Path folder) throws Exception {
        int kills = Integer.getInteger("kills", Victim.values().length);
        var random = new SplittableRandom(Long.getLong("kills.seed", 42));
        var server = new KillableServer(folder).unpacked();
        server.start();
        server.operator().post("/api/v1/parties", Map.of("name", "CERT-XA", "standing", "member"));
        Map<String, String> wanted =
                Map.of("name", "xa", "party", "CERT-XA", "role", "reader", "tlp", "TLP:AMBER");
        String token = server.operator().post("/api/v1/tokens", wanted).path("token").asString();
        String basic =
                Base64.getEncoder()
                        .encodeToString(("xa:" + token).getBytes(StandardCharsets.UTF_8));
        CompletableFuture<Void> writer =
                CompletableFuture.runAsync(() -> postUntilTold(server, basic));
        for (int i = 0; i < kills; i++) {
            int before = acknowledged.size();
            Cli.await("posts", PATIENCE, () -> acknowledged.size() > before || writer.isDone());
            Thread.sleep(random.nextInt(500));
            assertThat(writer).as("still posting at kill %s", i).isNotDone();
            List<String> safe = List.copyOf(acknowledged);
            server.kill(Victim.of(i));
            server.start();
            assertThat(read(server, basic)).doesNotHaveDuplicates().containsAll(safe);
        }
        posting.set(false);
        writer.join();
        assertThat(read(server, basic)).doesNotHaveDuplicates().containsAll(acknowledged);
        System.out.printf(
                "%d kills: %d objects, nothing lost or doubled%n", kills, acknowledged.size());
        server.stop();
    }

    @Test
    void aStartThatIsKilledIsMadeGoodByTheNext(@TempDir Path folder) throws Exception {
        int kills = Integer.getInteger("kills", 2);
        var random = new SplittableRandom(Long.getLong("kills.seed", 42));
        for (int i = 0; i < kills; i++) {
            Path own = Files.createDirectory(folder.resolve("start-" + i));
            var server = new KillableServer(own);
            server.launch();
            if (i % 2 == 0) {
                Cli.await("a database", PATIENCE, server::hasPostmaster);
            }
            Thread.sleep(random.nextInt(2_500));
            server.kill(server.hasPostmaster() && i % 4 == 0 ? Victim.BOTH : Victim.SERVER);
            server.start();
            server.operator()
                    .post("/api/v1/parties", Map.of("name", "CERT-XA", "standing", "member"));
            server.stop();
        }
    }

    // The same post again and again until it is acknowledged, as a careful client does.
    private void postUntilTold(KillableServer server, String basic) {
        while (posting.get()) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < PER_POST; i++) {
                ids.add("indicator--" + UUID.randomUUID());
            }
            while (!post(server, basic, ids)) {
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            acknowledged.addAll(ids);
        }
    }

    private boolean post(KillableServer server, String basic, List<String> ids) {
        StringBuilder objects = new StringBuilder();
        for (String id : ids) {
            objects.append(objects.isEmpty() ? "" : ",")
                    .append(
                            """
                            {"type":"indicator","spec_version":"2.1","id":"%s",\
                            "created":"2030-01-01T00:00:00.000Z",\
                            "modified":"2030-01-01T00:00:00.000Z",\
                            "pattern":"[ipv4-addr:value = '198.18.0.1']","pattern_type":"stix",\
                            "valid_from":"2030-01-01T00:00:00Z"}\
                            """
                                    .formatted(id));
        }
        try {
            HttpResponse<String> answer =
                    http.send(
                            request(server, OBJECTS, basic)
                                    .header("Content-Type", TAXII)
                                    .POST(
                                            BodyPublishers.ofString(
                                                    "{\"objects\":[" + objects + "]}"))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isIn(202, 500, 503);
            if (answer.statusCode() != 202) {
                return false;
            }
            assertThat(answer.body()).contains("\"success_count\":" + PER_POST);
            return true;
        } catch (IOException gone) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> read(KillableServer server, String basic) throws Exception {
        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            String path = OBJECTS + (next.isEmpty() ? "" : "?next=" + Client.encoded(next));
            HttpResponse<byte[]> answer =
                    http.send(request(server, path, basic).build(), BodyHandlers.ofByteArray());
            JsonNode page = Client.json(answer);
            page.path("objects").forEach(each -> ids.add(each.path("id").asString()));
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        return ids;
    }

    private static HttpRequest.Builder request(KillableServer server, String path, String basic) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(Duration.ofMinutes(2))
                .header("Accept", TAXII)
                .header("Authorization", "Basic " + basic);
    }
}
