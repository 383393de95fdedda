package org.commonwatch.stix.misp;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The way of an event to STIX and back. */
final class RoundTrip {
    private RoundTrip() {}

    /** What came of an event, and what was told of it. */
    record Made(List<StixObject> stix, List<Account> accounts) {}

    static Made stix(JsonObject event) {
        byte[] text = event.toString().getBytes(StandardCharsets.UTF_8);
        List<JsonObject> heads = new ArrayList<>();
        read(
                text,
                new MispReader.Receiver() {
                    @Override
                    public void event(JsonObject head) {
                        heads.add(head);
                    }
                });
        List<StixObject> objects = new ArrayList<>();
        List<Account> accounts = new ArrayList<>();
        MispToStix conversion =
                new MispToStix(
                        heads.getFirst(),
                        new MispToStix.Receiver() {
                            @Override
                            public void stix(JsonObject object) {
                                objects.add(StixObject.of(object));
                            }

                            @Override
                            public void account(Account account) {
                                accounts.add(account);
                            }
                        });
        read(
                text,
                new MispReader.Receiver() {
                    @Override
                    public void attribute(JsonObject attribute) {
                        conversion.attribute(attribute);
                    }

                    @Override
                    public void object(JsonObject object) {
                        conversion.object(object);
                    }
                });
        conversion.end();
        return new Made(objects, accounts);
    }

    static void read(byte[] text, MispReader.Receiver receiver) {
        MispReader reader = new MispReader(receiver);
        int step = 1 + text.length % 977;
        for (int at = 0; at < text.length; at += step) {
            reader.take(text, at, Math.min(at + step, text.length));
        }
        reader.end();
    }

    static JsonObject misp(List<StixObject> objects, List<Account> accounts) {
        List<Json> attributes = new ArrayList<>();
        List<Json> groups = new ArrayList<>();
        StixToMisp conversion =
                new StixToMisp(
                        true,
                        new StixToMisp.Receiver() {
                            @Override
                            public void attribute(JsonObject attribute) {
                                attributes.add(attribute);
                            }

                            @Override
                            public void object(JsonObject object) {
                                groups.add(object);
                            }

                            @Override
                            public void account(Account account) {
                                accounts.add(account);
                            }
                        });
        objects.forEach(conversion::take);
        JsonObject head =
                conversion
                        .end()
                        .orElseGet(() ->
                                JsonObject.builder()
                                        .put("uuid", UUID.randomUUID().toString())
                                        .build());
        JsonObject.Builder event = JsonObject.builder();
        head.forEach(event::put);
        event.put("Attribute", new JsonArray(attributes));
        event.put("Object", new JsonArray(groups));
        return JsonObject.builder().put("Event", event.build()).build();
    }

    static void everyMemberIsAccountedFor(JsonObject wrapped, List<Account> accounts) {
        JsonObject event = inside(wrapped);
        Map<String, Set<String>> told = new HashMap<>();
        for (Account each : accounts) {
            Set<String> names = told.computeIfAbsent(each.id(), id -> new HashSet<>());
            names.addAll(each.members().said());
            names.addAll(each.members().carried());
            names.addAll(each.members().lost());
        }
        List<JsonObject> all = new ArrayList<>(Members.objects(event, "Attribute"));
        for (JsonObject each : Members.objects(event, "Object")) {
            all.add(each);
            all.addAll(Members.objects(each, "Attribute"));
        }
        all.add(event);
        for (JsonObject each : all) {
            Set<String> names = new HashSet<>(each.names());
            names.remove("Attribute");
            names.remove("Object");
            // What has no UUID is told of by one that is made of it.
            Set<String> own = told.get(Members.text(each, "uuid"));
            assertThat(own == null ? told.values() : List.of(own))
                    .as(each.toString())
                    .anyMatch(some -> some.containsAll(names));
        }
    }

    static JsonObject inside(JsonObject wrapped) {
        return (JsonObject) Objects.requireNonNull(wrapped.get("Event"));
    }

    static String uuid(RandomGenerator random) {
        return new UUID(
                        (random.nextLong() & ~0xF000L) | 0x4000L,
                        (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L)
                .toString();
    }
}
