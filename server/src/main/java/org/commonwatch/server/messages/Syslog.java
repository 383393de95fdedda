package org.commonwatch.server.messages;

import org.commonwatch.server.notices.Notice;
import org.commonwatch.server.outbound.Outbound;
import org.commonwatch.server.outbound.Outbound.Cover;
import org.commonwatch.server.outbound.OutboundException;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Writes each notice as a line of syslog (RFC 5424) over TCP or TLS, with its length before it (RFC
 * 6587, RFC 5425). Syslog acknowledges nothing: what is said to have been sent was written, and the
 * other side did not break off.
 */
public final class Syslog implements Messenger {
    private static final int AT_ONCE = 100;
    private static final int END_MILLIS = 1_000;
    // Facility local0, severity notice.
    private static final String PRIORITY = "<133>1 ";

    private final Outbound outbound;
    private final URI to;

    /** To {@code tls://host:port}, or {@code tcp://…} on this machine. */
    public Syslog(Outbound outbound, URI to) {
        this.outbound = outbound;
        this.to = to;
    }

    @Override
    public int together() {
        return AT_ONCE;
    }

    @Override
    public String send(List<Notice> notices) {
        try (Socket socket = outbound.connect(to, cover())) {
            OutputStream out = socket.getOutputStream();
            for (Notice each : notices) {
                byte[] line = line(each).getBytes(StandardCharsets.UTF_8);
                out.write((line.length + " ").getBytes(StandardCharsets.US_ASCII));
                out.write(line);
            }
            out.flush();
            socket.shutdownOutput();
            socket.setSoTimeout(END_MILLIS);
            return "Written; syslog acknowledges nothing." + ended(socket);
        } catch (IOException e) {
            throw new OutboundException(
                    to.getHost() + " broke off: " + e.getMessage() + ".",
                    "Check that syslog of RFC 5424 is taken there, with lengths before the lines.",
                    e);
        }
    }

    private Cover cover() {
        return switch (to.getScheme()) {
            case "tls" -> Cover.TLS;
            case "tcp" -> Cover.NONE;
            case null, default ->
                    throw new OutboundException(
                            "'" + to + "' is no address of syslog.",
                            "Write it as tls://host:6514.");
        };
    }

    private static String ended(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0 ? "" : " It answered.";
        } catch (SocketTimeoutException stillOpen) {
            return "";
        }
    }

    static String line(Notice notice) {
        // The number of examples: there is none of our own.
        String data =
                "[notice@32473 id=\"%s\" party=\"%s\" link=\"%s\"]"
                        .formatted(
                                notice.id(),
                                escaped(notice.party().toString()),
                                escaped(notice.link()));
        return PRIORITY
                + notice.at().truncatedTo(ChronoUnit.MILLIS)
                + " - commonwatch - "
                + notice.kind()
                + " "
                + data
                + " \ufeff"
                + notice.said().replaceAll("\\p{Cntrl}+", " ");
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]");
    }
}
