package org.commonwatch.server.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import org.commonwatch.server.web.Answers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;

/**
 * Stands at the server's address while the server starts: answers probes, and tells everybody else
 * to come again. It must be left before the server itself can stand there.
 */
public final class Porch implements AutoCloseable {
    private static final String RETRY_AFTER_SECONDS = "2";

    private final HttpServer server;
    private final ExecutorService threads;
    private final Progress progress;

    private Porch(HttpServer server, ExecutorService threads, Progress progress) {
        this.server = server;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Stands there from now on.
     *
     * @param tls how the server's certificate is shown; without, plain HTTP is spoken
     * @throws java.net.BindException if somebody else does
     */
    public static Porch open(InetSocketAddress address, Optional<SSLContext> tls, Progress progress)
            throws IOException {
        HttpServer server = tls.isPresent() ? secure(address, tls.get()) : plain(address);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Porch porch = new Porch(server, threads, progress);
        server.setExecutor(threads);
        server.createContext("/", porch::answer);
        server.start();
        return porch;
    }

    private static HttpServer plain(InetSocketAddress address) throws IOException {
        return HttpServer.create(address, 0);
    }

    private static HttpServer secure(InetSocketAddress address, SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/livez" -> send(exchange, Probe.live());
                case "/readyz" -> send(exchange, Probe.ready(progress.phase()));
                default -> {
                    exchange.getResponseHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
                    String problem =
                            Answers.problem(
                                    503,
                                    "The server is starting.",
                                    "Send the request again in some seconds.");
                    send(exchange, Answers.PROBLEM, new Probe(503, problem));
                }
            }
        }
    }

    private static void send(HttpExchange exchange, Probe probe) throws IOException {
        send(exchange, "application/json", probe);
    }

    private static void send(HttpExchange exchange, String type, Probe probe) throws IOException {
        boolean bodiless = exchange.getRequestMethod().equals("HEAD");
        byte[] body = probe.json().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(probe.status(), bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Leaves; doing so again changes nothing. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
