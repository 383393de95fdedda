package org.commonwatch.server;

import org.apache.catalina.connector.Connector;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.stream.Stream;

/**
 * Where a server answers.
 *
 * @param clients everybody, over HTTPS if there is a certificate
 * @param operator those on this machine, always over plain HTTP on its loopback address
 */
record Urls(String clients, String operator) {
    private static final String LOOPBACK = "127.0.0.1";

    static Urls of(Settings.Listening listening, ApplicationContext context) {
        if (!(context instanceof WebServerApplicationContext web)
                || !(web.getWebServer() instanceof TomcatWebServer tomcat)) {
            throw new IllegalStateException("no Tomcat answers");
        }
        String clients =
                (listening.tls().isPresent() ? "https://" : "http://")
                        + host(listening.address())
                        + ":"
                        + tomcat.getPort();
        return listening.tls().isEmpty()
                ? new Urls(clients, clients)
                : new Urls(clients, "http://" + LOOPBACK + ":" + plainPort(tomcat));
    }

    /** Listens on the loopback address alone, at any free port. */
    static Connector loopback() {
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", LOOPBACK);
        return connector;
    }

    private static int plainPort(TomcatWebServer tomcat) {
        return Stream.of(tomcat.getTomcat().getService().findConnectors())
                .filter(connector -> !connector.getSecure())
                .findFirst()
                .orElseThrow()
                .getLocalPort();
    }

    private static String host(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return "localhost";
        }
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }
}
