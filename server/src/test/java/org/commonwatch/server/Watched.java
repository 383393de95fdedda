package org.commonwatch.server;

import org.commonwatch.server.House.Who;
import org.commonwatch.server.matching.Matching;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A house in which indicators are given and sensors see them. */
final class Watched {
    private static final String MADE = "2030-01-01T00:00:0%d.000Z";

    private Watched() {}

    /** An identity of STIX, of an object of that type. */
    static String id(String type) {
        return type + "--" + UUID.randomUUID();
    }

    /** The version of an indicator of a second, with more properties, each with a comma before. */
    static String indicator(String id, int second, String pattern, String more) {
        return """
        {"type":"indicator","spec_version":"2.1","id":"%s","created":"%s","modified":"%s",\
        "pattern":"%s","pattern_type":"stix","valid_from":"2020-01-01T00:00:00Z"%s}\
        """
                .formatted(id, MADE.formatted(0), MADE.formatted(second), pattern, more);
    }

    /** Gives objects over TAXII; when this returns, they are looked for. */
    static void give(House house, Who who, String... objects) throws Exception {
        String envelope = "{\"objects\":[" + String.join(",", objects) + "]}";
        var answer =
                house.post(
                        who,
                        House.INDICATORS,
                        House.TAXII,
                        envelope.getBytes(StandardCharsets.UTF_8));
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() != 202 || !text.contains("\"failure_count\":0")) {
            throw new AssertionError(answer.statusCode() + " " + text);
        }
        house.part(Matching.class).refresh();
    }

    /** A line of a sensor that saw a question for a name of somebody to an address. */
    static byte[] question(String name, String to, int second) {
        return """
        {"timestamp":"2030-03-04T05:00:%02d.000000+0000","event_type":"dns","src_ip":"198.18.0.1",\
        "src_port":4000,"dest_ip":"%s","dest_port":53,"proto":"UDP",\
        "dns":{"type":"query","rrname":"%s"}}
        """
                .formatted(second, to, name)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A line of a sensor whose rule fired at an established source that asked for a host. */
    static byte[] alert(String source, String host, int second) {
        return """
        {"timestamp":"2030-03-04T05:00:%02d.000000+0000","event_type":"alert","src_ip":"%s",\
        "src_port":4000,"dest_ip":"198.18.0.2","dest_port":80,"proto":"TCP","app_proto":"http",\
        "flow":{"pkts_toclient":3},"alert":{"signature":"x","severity":1},\
        "http":{"hostname":"%s"}}
        """
                .formatted(second, source, host)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A delivery that has begun, and ends when its rest is sent. */
    static Socket begin(House house, Who sensor, byte[] lines) throws IOException {
        URI address = URI.create(house.url());
        Socket socket = new Socket(address.getHost(), address.getPort());
        String head =
                """
                POST /api/v1/ingest?format=eve HTTP/1.1\r
                Host: %s\r
                Authorization: Basic %s\r
                Content-Length: %d\r
                Connection: close\r
                \r
                """
                        .formatted(address.getAuthority(), House.basic(sensor), lines.length);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(lines, 0, 1);
        socket.getOutputStream().flush();
        return socket;
    }

    /** Sends the rest, and returns the answer. */
    static String end(Socket socket, byte[] lines) throws IOException {
        socket.getOutputStream().write(lines, 1, lines.length - 1);
        socket.getOutputStream().flush();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** How often an indicator was seen in all. */
    static long seen(House house, String indicator) throws Exception {
        return house.number(
                "SELECT coalesce(sum(count), 0) FROM sighting_count WHERE indicator = '"
                        + indicator
                        + "'");
    }
}
