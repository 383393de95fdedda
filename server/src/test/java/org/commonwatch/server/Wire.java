package org.commonwatch.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A line to a port of this machine, which can be cut and mended. */
final class Wire implements Closeable {
    private final ServerSocket listening;
    private final int port;
    private final AtomicBoolean cut = new AtomicBoolean();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    Wire(int port) throws IOException {
        this.port = port;
        this.listening = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    void cut() {
        cut.set(true);
        open.forEach(Wire::shut);
    }

    void mend() {
        cut.set(false);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket near = listening.accept();
                if (cut.get()) {
                    shut(near);
                } else {
                    Socket far = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
                    join(near, far);
                    join(far, near);
                }
            } catch (IOException e) {
                // closed, or the other end is away
            }
        }
    }

    private void join(Socket from, Socket to) {
        open.add(from);
        Thread.ofVirtual()
                .start(() -> {
                    try (InputStream in = from.getInputStream();
                            OutputStream out = to.getOutputStream()) {
                        in.transferTo(out);
                    } catch (IOException e) {
                        // cut
                    }
                    shut(from);
                    shut(to);
                    open.remove(from);
                });
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}
