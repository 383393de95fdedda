package org.commonwatch.server.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A domain names its servers in DNS: asked of a real one over the network. */
class ServiceRecordsTest {
    private static final int HEADER = 12;

    /** Answers each question with the same records, as RFC 1035 and RFC 2782 have them. */
    private static void answer(DatagramSocket socket, List<String> records) throws IOException {
        DatagramPacket question = new DatagramPacket(new byte[512], 512);
        socket.receive(question);
        byte[] asked = Arrays.copyOf(question.getData(), question.getLength());
        int end = HEADER;
        while (asked[end] != 0) {
            end += asked[end] + 1;
        }
        end += 5;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(asked, 0, 2);
        out.writeBytes(new byte[] {(byte) 0x84, 0, 0, 1, 0, (byte) records.size(), 0, 0, 0, 0});
        out.write(asked, HEADER, end - HEADER);
        for (String each : records) {
            byte[] data = data(each.split(" ", -1));
            out.writeBytes(new byte[] {(byte) 0xC0, HEADER, 0, 33, 0, 1, 0, 0, 0, 60});
            out.writeBytes(new byte[] {0, (byte) data.length});
            out.writeBytes(data);
        }
        byte[] all = out.toByteArray();
        socket.send(new DatagramPacket(all, all.length, question.getSocketAddress()));
    }

    private static byte[] data(String[] parts) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            int number = Integer.parseInt(parts[i]);
            data.write(number >> Byte.SIZE);
            data.write(number);
        }
        for (String label : parts[3].split("\\.", -1)) {
            data.write(label.length());
            data.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        data.write(0);
        return data.toByteArray();
    }

    private static List<URI> addresses(String... records) throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread server =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    answer(socket, List.of(records));
                                } catch (IOException closed) {
                                    // nothing was asked
                                }
                            });
            String dns = "dns://127.0.0.1:" + socket.getLocalPort();
            List<URI> found =
                    Discovery.addresses(
                            "partner.example", (name, type) -> Discovery.records(dns, name, type));
            server.join();
            return found;
        }
    }

    @Test
    void theServerThatComesFirstIsAsked() throws Exception {
        assertThat(addresses("20 0 8443 second.partner.example", "10 5 443 first.partner.example"))
                .containsExactly(
                        URI.create("https://first.partner.example:443/taxii2/"),
                        URI.create("https://second.partner.example:8443/taxii2/"));
    }

    @Test
    void aDomainWithoutRecordsIsTheServerItself() throws Exception {
        assertThat(addresses()).containsExactly(URI.create("https://partner.example/taxii2/"));
    }
}
