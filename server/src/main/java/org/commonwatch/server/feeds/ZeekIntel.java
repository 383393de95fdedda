package org.commonwatch.server.feeds;

import org.commonwatch.stix.Observable;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Optional;

/**
 * What Zeek's intelligence framework reads. It looks for names and URLs exactly as they are, so
 * beginnings of URLs are left out.
 */
final class ZeekIntel implements Form {
    private static final String UNSET = "-";

    @Override
    public void begin(Writer out) throws IOException {
        out.write("#fields\tindicator\tindicator_type\tmeta.source\tmeta.desc\tmeta.url\n");
    }

    @Override
    public void add(Given given, Writer out) throws IOException {
        for (Observable thing : given.things()) {
            Optional<String> type = type(thing);
            if (type.isPresent()) {
                String value =
                        thing.kind() == Observable.Kind.URL
                                ? thing.value().substring(thing.value().indexOf("//") + 2)
                                : thing.value();
                String level =
                        given.tlp().map(tlp -> tlp.label().toLowerCase(Locale.ROOT)).orElse("");
                out.write(
                        String.join(
                                        "\t",
                                        field(value),
                                        type.get(),
                                        "commonwatch",
                                        field((given.name() + " " + level).strip()),
                                        field(given.id()))
                                + "\n");
            }
        }
    }

    private static Optional<String> type(Observable thing) {
        return Optional.ofNullable(
                        switch (thing.kind()) {
                            case IPV4, IPV6 -> "ADDR";
                            case CIDR -> "SUBNET";
                            case DOMAIN -> "DOMAIN";
                            case URL -> "URL";
                            case MD5, SHA1, SHA256 -> "FILE_HASH";
                            case EMAIL -> "EMAIL";
                            case URL_PREFIX -> null;
                        })
                .map(type -> "Intel::" + type);
    }

    // What separates or means something else is written as its byte.
    private static String field(String text) {
        if (text.isEmpty() || text.equals(UNSET)) {
            return UNSET;
        }
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7F || c == '\\' || (c == '#' && i == 0)) {
                field.append("\\x%02x".formatted((int) c));
            } else {
                field.append(c);
            }
        }
        return field.toString();
    }
}
