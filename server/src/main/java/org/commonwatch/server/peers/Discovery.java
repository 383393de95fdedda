package org.commonwatch.server.peers;

import static java.util.stream.Collectors.joining;

import org.commonwatch.server.outbound.OutboundException;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/**
 * Finds a collection from what is known of it: the address of a server's discovery, of an API root
 * or of the collection itself, or a domain whose DNS names the server (TAXII 2.1 §4.1).
 */
final class Discovery {
    private static final Pattern COLLECTION = Pattern.compile("(.*/)collections/([^/]+)/?");
    private static final Pattern DOMAIN =
            Pattern.compile("[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+");
    private static final String SERVICE = "_taxii2._tcp.";
    private static final String PLACE = "taxii2/";
    private static final long USUAL_CONTENT = 10 << 20;
    private static final int ROOTS = 100;

    /** Looks up the records of one type of a name in DNS. */
    @FunctionalInterface
    interface Dns {
        List<String> records(String name, String type);
    }

    private final Remote remote;
    private final Dns dns;

    Discovery(Remote remote, Dns dns) {
        this.remote = remote;
        this.dns = dns;
    }

    /** The addresses that a text may mean, the likeliest first. */
    static List<URI> addresses(String url, Dns dns) {
        if (DOMAIN.matcher(url).matches()) {
            List<URI> named =
                    dns.records(SERVICE + url, "SRV").stream()
                            .map(each -> each.strip().split("\\s+"))
                            .filter(each -> each.length == 4)
                            .sorted(Comparator.comparingInt(each -> Integer.parseInt(each[0])))
                            .map(each ->
                                    URI.create(
                                            "https://"
                                                    + plain(each[3])
                                                    + ":"
                                                    + each[2]
                                                    + "/"
                                                    + PLACE))
                            .toList();
            return named.isEmpty() ? List.of(URI.create("https://" + url + "/" + PLACE)) : named;
        }
        try {
            URI uri = new URI(url);
            String path = uri.getRawPath();
            if (uri.getScheme() != null && uri.getHost() != null && uri.getQuery() == null) {
                return List.of(
                        uri.resolve(path.isEmpty() ? "/" : path.endsWith("/") ? path : path + "/"));
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new OutboundException(
                "'" + url + "' is no address of a server.",
                "Write it as https://taxii.example/taxii2/, or give the domain alone.");
    }

    private static String plain(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** The collection, by its id, alias or title there. */
    RemoteCollection find(String url, String wanted) {
        URI start = addresses(url, dns).getFirst();
        Matcher itself = COLLECTION.matcher(start.getRawPath());
        if (itself.matches()) {
            URI root = start.resolve(itself.group(1));
            return new RemoteCollection(remote, root, start, contentBytes(remote.get(root)));
        }
        JsonObject first = remote.get(start);
        Set<String> titles = new LinkedHashSet<>();
        for (URI root : roots(start, first)) {
            Optional<JsonObject> found = named(root, wanted, titles);
            if (found.isPresent()) {
                URI address = root.resolve("collections/" + Remote.text(found.get(), "id") + "/");
                JsonObject said = root.equals(start) ? first : remote.get(root);
                return new RemoteCollection(remote, root, address, contentBytes(said));
            }
        }
        throw new OutboundException(
                "There is no collection '" + wanted + "' at " + start + " that we may see.",
                titles.isEmpty()
                        ? "Ask its operator for the right to read one."
                        : "Name one of these: "
                                + titles.stream().limit(10).collect(joining(", "))
                                + ".");
    }

    private static List<URI> roots(URI start, JsonObject first) {
        if (first.get("api_roots") instanceof JsonArray listed) {
            List<URI> roots = new ArrayList<>();
            String usual = Remote.text(first, "default");
            if (!usual.isEmpty()) {
                roots.add(resolved(start, usual));
            }
            listed.items().stream()
                    .filter(JsonString.class::isInstance)
                    .map(each -> resolved(start, ((JsonString) each).value()))
                    .filter(each -> !roots.contains(each))
                    .limit(ROOTS)
                    .forEach(roots::add);
            return roots;
        }
        return List.of(start);
    }

    private static URI resolved(URI start, String root) {
        try {
            return start.resolve(new URI(root.endsWith("/") ? root : root + "/"));
        } catch (URISyntaxException e) {
            throw new OutboundException(
                    start.getHost() + " names an API root that is no address: '" + root + "'.",
                    "Give the address of the root or of the collection itself.",
                    e);
        }
    }

    private Optional<JsonObject> named(URI root, String wanted, Set<String> titles) {
        List<JsonObject> all =
                RemoteCollection.items(remote.get(root.resolve("collections/")), "collections");
        all.forEach(each -> titles.add(Remote.text(each, "title")));
        if (wanted.isEmpty() && all.size() == 1) {
            return Optional.of(all.getFirst());
        }
        for (String by : List.of("id", "alias", "title")) {
            Optional<JsonObject> found =
                    all.stream().filter(each -> Remote.text(each, by).equals(wanted)).findFirst();
            if (found.isPresent() && !wanted.isEmpty()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static long contentBytes(JsonObject root) {
        return root.get("max_content_length") instanceof JsonNumber number && number.isInteger()
                ? Math.clamp(number.longValue(), 1 << 10, USUAL_CONTENT)
                : USUAL_CONTENT;
    }

    /** What this machine's DNS says. */
    static List<String> records(String name, String type) {
        return records("dns:", name, type);
    }

    /** What a server of DNS says, such as {@code dns://127.0.0.1:53}. */
    // DNS holds texts and no objects of Java, and JNDI takes its settings in no other form.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    static List<String> records(String server, String name, String type) {
        Hashtable<String, String> how = new Hashtable<>();
        how.put("java.naming.factory.initial", "com.sun.jndi.dns.DnsContextFactory");
        how.put("java.naming.provider.url", server);
        how.put("com.sun.jndi.dns.timeout.initial", "2000");
        how.put("com.sun.jndi.dns.timeout.retries", "2");
        try {
            InitialDirContext dns = new InitialDirContext(how);
            try {
                Attribute found = dns.getAttributes(name, new String[] {type}).get(type);
                List<String> records = new ArrayList<>();
                for (int i = 0; found != null && i < found.size(); i++) {
                    records.add(String.valueOf(found.get(i)));
                }
                return records;
            } finally {
                dns.close();
            }
        } catch (NamingException none) {
            return List.of();
        }
    }
}
