package org.commonwatch.cli.client;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** Speaks to a server under one name. */
public final class Client implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final String url;
    private final String authorization;
    private final Runnable atClose;

    public Client(String url, String name, String token) {
        this(url, name, token, () -> {});
    }

    private Client(String url, String name, String token, Runnable atClose) {
        this(url, "Basic " + encoded64(name + ":" + token), atClose);
    }

    private Client(String url, String authorization, Runnable atClose) {
        this.url = url;
        this.atClose = atClose;
        this.authorization = authorization;
    }

    private static String encoded64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Signs in with a token alone. */
    public static Client bearer(String url, String token) {
        return new Client(url, "Bearer " + token, () -> {});
    }

    /** Signs in with the token that the server keeps in its data directory. */
    public static Client operator(String url, Path tokenFile) {
        return operator(url, tokenFile, () -> {});
    }

    /** The same, with something to be done when it is closed. */
    public static Client operator(String url, Path tokenFile, Runnable atClose) {
        try {
            return new Client(url, "operator", Files.readString(tokenFile).strip(), atClose);
        } catch (IOException e) {
            throw new Stop(
                    ExitCode.FAILED,
                    "The operator's token cannot be read from " + tokenFile + ".",
                    "Run this as the user that runs the server, and name its directory with"
                            + " --data.");
        }
    }

    public JsonNode get(String path) {
        return json(send(request(path).GET()));
    }

    /** Writes what comes to a stream, as it comes. */
    public void get(String path, OutputStream to) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Authorization", authorization)
                        .header("User-Agent", "cwatch")
                        .build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new Stop(
                            ExitCode.REFUSED,
                            "The server answered with status " + response.statusCode() + ".",
                            "Look into the server's log for the reason.");
                }
                body.transferTo(to);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The same, as it came: for what is no JSON. */
    public byte[] bytes(String path) {
        HttpResponse<byte[]> response = send(request(path).GET());
        if (response.statusCode() != 200) {
            json(response); // which tells the refusal
        }
        return response.body();
    }

    /** The same, as it came: for TAXII. */
    public HttpResponse<byte[]> getTaxii(String path) {
        return send(request(path).header("Accept", "application/taxii+json;version=2.1").GET());
    }

    public JsonNode post(String path, Map<String, ?> properties) {
        return json("POST", path, properties);
    }

    public JsonNode put(String path, Map<String, ?> properties) {
        return json("PUT", path, properties);
    }

    public JsonNode delete(String path) {
        return json(send(request(path).DELETE()));
    }

    private JsonNode json(String method, String path, Map<String, ?> properties) {
        String body = JSON.writeValueAsString(properties);
        return json(
                send(
                        request(path)
                                .header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body))));
    }

    public JsonNode post(String path, String contentType, BodyPublisher body) {
        return json(send(request(path).header("Content-Type", contentType).POST(body)));
    }

    /**
     * Sends a segment; the answer may also be that the server is busy or away.
     *
     * @param query what the lines do not say themselves, such as {@code ?format=eve}
     */
    public HttpResponse<byte[]> postSegment(String id, String query, byte[] bytes)
            throws IOException {
        return trySend(
                request("/api/v1/ingest" + query)
                        .header("Content-Type", "application/x-ndjson")
                        .header("Segment-Id", id)
                        .POST(BodyPublishers.ofByteArray(bytes)));
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The JSON of an answer, or a stop that tells the refusal. */
    public static JsonNode json(HttpResponse<byte[]> response) {
        JsonNode json = parsed(response);
        if (response.statusCode() / 100 == 2) {
            return json;
        }
        throw new Stop(
                ExitCode.REFUSED,
                json.path("detail")
                        .asString("The server answered with status " + response.statusCode() + "."),
                json.path("remedy").asString("Look into the server's log for the reason."));
    }

    private static JsonNode parsed(HttpResponse<byte[]> response) {
        if (response.body().length == 0) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw new Stop(
                    ExitCode.FAILED,
                    "What listens at "
                            + response.uri().resolve("/")
                            + " does not answer as Commonwatch does (status "
                            + response.statusCode()
                            + ").",
                    "Name the port of a Commonwatch with --port.");
        }
    }

    /** Whether the server is on this machine, so that what goes there need not be packed. */
    public boolean isHere() {
        String host = URI.create(url).getHost();
        return "127.0.0.1".equals(host) || "localhost".equals(host);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Authorization", authorization)
                .header("User-Agent", "cwatch");
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return trySend(request);
        } catch (IOException e) {
            throw new Stop(
                    ExitCode.FAILED,
                    "No server answers at " + url + ".",
                    "Start one with 'cwatch serve', or name its port with --port.");
        }
    }

    /** Speaks no more, and does what was to be done then. */
    @Override
    public void close() {
        try (http) {
            atClose.run();
        }
    }

    private HttpResponse<byte[]> trySend(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
