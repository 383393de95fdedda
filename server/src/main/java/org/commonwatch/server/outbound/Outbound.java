package org.commonwatch.server.outbound;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Speaks HTTP to listed hosts, and to no others. */
public final class Outbound implements AutoCloseable {
    private static final int REDIRECTS = 5;
    private static final int CONNECTIONS = 16;
    private static final Set<Integer> SENT_ON = Set.of(301, 302, 303, 307, 308);

    private final Guard guard;
    private final Limits usual;
    private final Optional<SSLContext> trust;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("outbound-", 0).factory());

    /** To these hosts, trusting the authorities that Java trusts, or those of a context. */
    public Outbound(Hosts hosts, Limits limits, Optional<SSLContext> trust) {
        this(new Guard(hosts, InetAddress::getAllByName), limits, trust);
    }

    Outbound(Guard guard, Limits limits, Optional<SSLContext> trust) {
        this.guard = guard;
        this.usual = limits;
        this.trust = trust;
        this.http = client(guard, limits.connect(), trust);
    }

    private static CloseableHttpClient client(
            Guard guard, Duration connect, Optional<SSLContext> trust) {
        Timeout timeout = Timeout.of(connect);
        PoolingHttpClientConnectionManagerBuilder connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(guard)
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setTlsSocketStrategy(
                                trust.<TlsSocketStrategy>map(DefaultClientTlsStrategy::new)
                                        .orElse(Javas::upgrade))
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(timeout)
                                        .setSocketTimeout(timeout)
                                        .build());
        return HttpClients.custom()
                .setConnectionManager(connections.build())
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setConnectionRequestTimeout(timeout)
                                .setProtocolUpgradeEnabled(false)
                                .build())
                .setUserAgent("commonwatch")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** Trusts whom Java trusts; reads who that is, some hundred certificates, when first asked. */
    private static final class Javas {
        private static final TlsSocketStrategy TRUST = DefaultClientTlsStrategy.createDefault();

        static SSLSocket upgrade(
                Socket socket, String host, int port, Object attachment, HttpContext context)
                throws IOException {
            return TRUST.upgrade(socket, host, port, attachment, context);
        }
    }

    /**
     * The head of an answer.
     *
     * @param headers names in any case
     */
    public record Head(int status, Map<String, String> headers, URI from) {
        /** What a header says; empty if it is not there. */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    /** Reads an answer's body, which ends with this. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(Head head, InputStream body) throws IOException;
    }

    /**
     * Sends a wish, follows where it is sent on to, and has the answer read, whatever its status.
     *
     * @throws OutboundException if it may not be sent, or there is no answer within the limits
     */
    public <T> T send(Wish wish, Reading<T> reading) {
        return send(wish, usual, reading);
    }

    /** The same within other limits. */
    public <T> T send(Wish wish, Limits limits, Reading<T> reading) {
        Wish now = wish;
        for (int turn = 0; turn <= REDIRECTS; turn++) {
            guard.check(now.to());
            switch (once(now, limits, reading)) {
                case Outcome.Answered<T> answered -> {
                    return answered.read();
                }
                case Outcome.SentOn<T> sentOn -> now = now.sentOn(sentOn.to());
            }
        }
        throw new OutboundException(
                wish.to().getHost() + " sends from one address to the next, without an end.",
                "Give the address that answers itself.");
    }

    /** The addresses at which a host may be called, looked up now. */
    public InetAddress[] addresses(URI of) {
        guard.check(of);
        try {
            return guard.resolve(of.getHost());
        } catch (UnknownHostException e) {
            throw told(e, of);
        }
    }

    /** How a connection is kept from others' eyes. */
    public enum Cover {
        /** From its first byte on. */
        TLS,
        /** By whoever speaks on it, who promises to begin so before anything else is said. */
        LATER,
        /** Not at all: only to this machine itself. */
        NONE
    }

    /**
     * A connection to a host and port, at an address that was judged, for what does not speak HTTP.
     * Each wait for more has the usual limit.
     */
    public Socket connect(URI to, Cover cover) {
        guard.check(to, cover != Cover.NONE);
        int limit = (int) usual.connect().toMillis();
        Socket socket = new Socket();
        try {
            InetAddress at = guard.resolve(to.getHost())[0];
            socket.connect(new InetSocketAddress(at, to.getPort()), limit);
            socket.setSoTimeout(limit);
            return cover == Cover.TLS ? covered(socket, to) : socket;
        } catch (IOException e) {
            close(socket);
            throw told(e, to);
        }
    }

    /** Makes covered connections of such as are open, and trusts whom this trusts. */
    public SSLSocketFactory covers() {
        try {
            return trust.orElse(SSLContext.getDefault()).getSocketFactory();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has a default", e);
        }
    }

    private Socket covered(Socket socket, URI to) throws IOException {
        SSLSocket covered =
                (SSLSocket) covers().createSocket(socket, to.getHost(), to.getPort(), true);
        SSLParameters parameters = covered.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        covered.setSSLParameters(parameters);
        covered.startHandshake();
        return covered;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is told why it was not open
        }
    }

    private sealed interface Outcome<T> {
        record Answered<T>(T read) implements Outcome<T> {}

        record SentOn<T>(URI to) implements Outcome<T> {}
    }

    private <T> Outcome<T> once(Wish wish, Limits limits, Reading<T> reading) {
        HttpUriRequestBase request = new HttpUriRequestBase(wish.method(), wish.to());
        wish.headers().forEach(request::setHeader);
        request.setHeader("Accept-Encoding", "gzip");
        wish.body().ifPresent(body -> request.setEntity(new ByteArrayEntity(body, null)));
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> end =
                watch.schedule(
                        () -> {
                            late.set(true);
                            request.cancel();
                        },
                        limits.whole().toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            return http.execute(request, response -> read(wish, response, limits, reading));
        } catch (IOException | CancellationException e) {
            if (late.get()) {
                throw new OutboundException(
                        wish.to().getHost()
                                + " did not answer within "
                                + limits.whole().toSeconds()
                                + " seconds.",
                        "Try again later, or ask for less at once.",
                        e);
            }
            throw e instanceof IOException failed ? told(failed, wish.to()) : failed(e, wish.to());
        } finally {
            end.cancel(false);
        }
    }

    private <T> Outcome<T> read(
            Wish wish, ClassicHttpResponse response, Limits limits, Reading<T> reading)
            throws IOException {
        int status = response.getCode();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header each : response.getHeaders()) {
            headers.putIfAbsent(each.getName(), each.getValue());
        }
        String location = headers.getOrDefault("Location", "");
        if (SENT_ON.contains(status) && wish.method().equals("GET") && !location.isEmpty()) {
            return new Outcome.SentOn<>(resolved(wish.to(), location));
        }
        InputStream body =
                response.getEntity() == null
                        ? InputStream.nullInputStream()
                        : response.getEntity().getContent();
        boolean packed = headers.getOrDefault("Content-Encoding", "").equalsIgnoreCase("gzip");
        // Not closed here: what is left of a body without end would be read to its end first.
        InputStream limited = LimitedBody.of(body, packed, limits);
        return new Outcome.Answered<>(reading.read(new Head(status, headers, wish.to()), limited));
    }

    private static URI resolved(URI from, String location) {
        try {
            return from.resolve(new URI(location));
        } catch (URISyntaxException e) {
            throw new OutboundException(
                    from.getHost() + " sends on to what is no address.",
                    "Ask its operator, or give the address that answers itself.",
                    e);
        }
    }

    private static OutboundException told(IOException e, URI to) {
        return switch (e) {
            case Guard.Forbidden forbidden -> forbidden.told();
            case UnknownHostException unknown ->
                    new OutboundException(
                            "No address is known of '" + to.getHost() + "'.",
                            "Check how it is written, and whether this machine's DNS answers.",
                            unknown);
            case SSLException untrusted ->
                    new OutboundException(
                            to.getHost() + " could not show who it is: " + untrusted.getMessage(),
                            "Check its certificate; an authority of your own goes into"
                                    + " 'outbound-authorities'.",
                            untrusted);
            default -> failed(e, to);
        };
    }

    private static OutboundException failed(Exception e, URI to) {
        return new OutboundException(
                to.getHost() + " could not be spoken to: " + e.getMessage() + ".",
                "Check that it runs and is reached from here; what was left is taken up again.",
                e);
    }

    @Override
    public void close() {
        watch.shutdownNow();
        http.close(CloseMode.IMMEDIATE);
    }
}
