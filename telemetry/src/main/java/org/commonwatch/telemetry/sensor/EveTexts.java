package org.commonwatch.telemetry.sensor;

import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.sensor.EveRecord.Field;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * Says what an EVE record holds besides its classification. What is not of its kind is left out.
 */
final class EveTexts {
    private final AddressText addresses = new AddressText();

    void say(EveRecord record, Events events) {
        byte[] source = bytes(record.text(Field.SOURCE));
        addresses.source(source, 0, source.length, events);
        byte[] target = bytes(record.text(Field.DESTINATION));
        addresses.target(target, 0, target.length, events);
        say(events, Text.SIGNATURE, record.text(Field.SIGNATURE));
        say(events, Text.DNS_NAME, record.text(Field.QUESTION));
        record.questions().forEach(name -> say(events, Text.DNS_NAME, name));
        say(events, Text.TLS_SNI, record.text(Field.SERVER_NAME));
        String host = record.text(Field.HOST);
        say(events, Text.HOST, host);
        String path = record.text(Field.PATH);
        if (host != null && path != null) {
            say(events, Text.URL, "http://" + host + path);
        }
        say(events, Text.MD5, record.text(Field.MD5));
        say(events, Text.SHA1, record.text(Field.SHA1));
        say(events, Text.SHA256, record.text(Field.SHA256));
    }

    private static void say(Events events, Text text, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            events.putText(text, value);
        }
    }

    private static byte[] bytes(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }
}
