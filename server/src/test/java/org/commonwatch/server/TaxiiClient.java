package org.commonwatch.server;

import org.commonwatch.server.House.Who;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Speaks TAXII as a test wants it, rightly or wrongly, under one name or none. */
final class TaxiiClient {
    static final String TAXII = "application/taxii+json;version=2.1";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final Optional<Who> who;

    /** What came back. */
    record Answer(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The JSON of an answer that is none but a success. */
        JsonNode good() {
            if (status() / 100 != 2) {
                throw new AssertionError(status() + " " + text());
            }
            return json();
        }

        /** One property of every item of a list. */
        List<String> each(String list, String property) {
            List<String> values = new ArrayList<>();
            good().path(list).forEach(item -> values.add(item.path(property).asString()));
            return values;
        }

        List<String> ids() {
            return each("objects", "id");
        }
    }

    TaxiiClient(House house, Who who) {
        this(house.url(), Optional.of(who));
    }

    private TaxiiClient(String url, Optional<Who> who) {
        this.url = url;
        this.who = who;
    }

    /** One that shows nothing to be let in. */
    TaxiiClient unknown() {
        return new TaxiiClient(url, Optional.empty());
    }

    /** One that shows a token of nobody. */
    TaxiiClient mistaken() {
        return new TaxiiClient(url, Optional.of(new Who("nobody", "nothing")));
    }

    /** Gets a path as the standard wants it. */
    Answer get(String path) throws Exception {
        return getWith(path, "Accept", TAXII);
    }

    /**
     * Gets a path with these headers, a name and a value in turn, and no other; WHO in them is the
     * name and token as Basic has them.
     */
    Answer getWith(String path, String... headers) throws Exception {
        return send(request(path, headers).GET());
    }

    Answer post(String path, String contentType, byte[] body) throws Exception {
        return post(path, contentType, BodyPublishers.ofByteArray(body));
    }

    Answer post(String path, String body) throws Exception {
        return post(path, TAXII, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Posts a body without saying how long it is. */
    Answer postChunked(String path, byte[] body) throws Exception {
        return post(
                path, TAXII, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    Answer delete(String path) throws Exception {
        return send(request(path, "Accept", TAXII).DELETE());
    }

    /** Sends these lines alone, and returns the first line of the answer. */
    String raw(String request, String header) throws IOException {
        URI address = URI.create(url);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String named =
                    "%s HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n"
                            .formatted(request, address.getAuthority(), shown(header));
            socket.getOutputStream().write(named.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            InputStream answer = socket.getInputStream();
            StringBuilder line = new StringBuilder();
            for (int c = answer.read(); c >= 0 && c != '\r'; c = answer.read()) {
                line.append((char) c);
            }
            return line.toString();
        }
    }

    private Answer post(String path, String contentType, BodyPublisher body) throws Exception {
        HttpRequest.Builder request = request(path, "Accept", TAXII);
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        return send(request.POST(body));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        who.ifPresent(each -> request.header("Authorization", "Basic " + House.basic(each)));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], shown(headers[i + 1]));
        }
        return request;
    }

    private String shown(String header) {
        return header.replace("WHO", who.map(House::basic).orElse(""));
    }

    private Answer send(HttpRequest.Builder request) throws Exception {
        return new Answer(http.send(request.build(), BodyHandlers.ofByteArray()));
    }
}
