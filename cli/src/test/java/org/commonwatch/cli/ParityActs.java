package org.commonwatch.cli;

import org.commonwatch.cli.ParityStore.Caveat;
import org.commonwatch.cli.ParityStore.Member;
import org.commonwatch.cli.ParityStore.Thing;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Does what an explanation says would change an answer, as people do it, and takes it back. */
final class ParityActs {
    /** Something that somebody does. */
    @FunctionalInterface
    private interface Act {
        void carryOut() throws Exception;
    }

    private static final Map<String, String> LEVELS =
            Map.of(
                    "TLP:CLEAR", "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
                    "TLP:GREEN", "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
                    "TLP:AMBER", "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
                    "TLP:AMBER+STRICT", "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
                    "TLP:RED", "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1");

    private static final String AMBER_OF_VERSION_1 =
            "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82";

    /** By restriction: the party, the decision, and how much else there is to write. */
    private static final Map<String, List<String>> RESTRICTIONS =
            Map.of(
                    "S-G", List.of("CERT-XG", "D-2"),
                    "S-K1", List.of("CERT-XK", ""),
                    "S-K2", List.of("CERT-XK", "D-1"));

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ParityStore store;
    private final Map<String, String> lastClaims = new HashMap<>();
    private final Deque<Act> undo = new ArrayDeque<>();
    private int number;

    ParityActs(ParityStore store) {
        this.store = store;
    }

    /** Whether it can be done here at all: of a date that is open nobody can say more. */
    static boolean isPossible(JsonNode act) {
        return !act.path("words").path("restriction").asString("").equals("S-L");
    }

    /** Does all of it. */
    void carryOut(List<JsonNode> acts, Thing thing, Member reader) throws Exception {
        for (JsonNode act : acts) {
            JsonNode words = act.path("words");
            String marking = words.path("marking").asString("");
            switch (act.path("code").asString()) {
                case "grant" -> grant(reader, words.path("standing").asString());
                case "agree" -> agree(words, reader);
                case "restore" -> restore(words.path("restriction").asString());
                case "lower", "lower-usual" ->
                        lower(thing, marking, words.path("level").asString());
                case "admit" -> amend(thing, marking, reader, true);
                case "lift" -> amend(thing, marking, reader, false);
                default -> throw new AssertionError("nobody knows how to do " + act);
            }
        }
    }

    /** Takes back what was done, the last first. */
    void takeBack() throws Exception {
        while (!undo.isEmpty()) {
            undo.pop().carryOut();
        }
    }

    private void grant(Member reader, String standing) throws Exception {
        stands(reader, standing);
        undo.push(() -> stands(reader, reader.standing()));
    }

    private void stands(Member reader, String standing) throws Exception {
        store.operate(
                "/api/v1/standings",
                "{\"party\":\"%s\",\"body\":\"commons\",\"standing\":\"%s\"}"
                        .formatted(reader.name(), standing));
    }

    private void agree(JsonNode words, Member reader) throws Exception {
        String id = "agreed-" + number++;
        store.assertion(
                id,
                id,
                "operator",
                "agreement",
                """
                "id":"%s","parties":["%s","%s"],"classes":["%s"],"from":"2026-01-01"\
                """
                        .formatted(
                                id,
                                words.path("owner").asString(),
                                reader.id(),
                                words.path("class").asString()));
        undo.push(() -> supersede(id, id, "operator", "\"denied\":true"));
    }

    private void supersede(String claim, String matter, String source, String fact)
            throws Exception {
        String id = claim + "-" + number++;
        store.operate(
                "/api/v1/assertions",
                """
                {"id":"%s","matter":"%s","source":"%s","document":"minutes",\
                "recorded":"%s","supersedes":"%s",%s}\
                """
                        .formatted(id, matter, source, Instant.now(), claim, fact));
        lastClaims.put(matter, id);
    }

    // The body ends it; that it took it back again is another claim.
    private void restore(String restriction) throws Exception {
        List<String> about = RESTRICTIONS.get(restriction);
        if (about == null) {
            throw new AssertionError("no restriction " + restriction);
        }
        String from = lastClaims.getOrDefault(restriction, restriction);
        String ended =
                ParityStore.restriction(
                        restriction, about.get(0), about.get(1), ",\"to\":\"2026-01-02\"");
        supersede(from, restriction, "commons", "\"restriction\":{" + ended + "}");
        undo.push(() -> {
            String again = ParityStore.restriction(restriction, about.get(0), about.get(1), "");
            supersede(
                    lastClaims.getOrDefault(restriction, restriction),
                    restriction,
                    "commons",
                    "\"restriction\":{" + again + "}");
        });
    }

    private void lower(Thing thing, String marking, String level) throws Exception {
        List<String> now = new ArrayList<>(thing.markings());
        now.remove(LEVELS.getOrDefault(marking, marking));
        if (marking.equals("TLP:AMBER")) {
            now.remove(AMBER_OF_VERSION_1);
        }
        now.add(LEVELS.getOrDefault(level, level));
        mark(thing, now);
    }

    private void mark(Thing thing, List<String> markings) throws Exception {
        List<String> before = List.copyOf(thing.markings());
        thing.markings().clear();
        thing.markings().addAll(markings);
        store.post(thing, false);
        undo.push(() -> {
            thing.markings().clear();
            thing.markings().addAll(before);
            store.post(thing, false);
        });
    }

    private void amend(Thing thing, String marking, Member reader, boolean admits)
            throws Exception {
        if (thing.caveats().stream().noneMatch(each -> each.id().equals(marking))) {
            List<String> now = new ArrayList<>(thing.markings());
            if (!now.remove(LEVELS.getOrDefault(marking, marking))) {
                throw new AssertionError(thing.id() + " does not bear " + marking);
            }
            mark(thing, now);
            return;
        }
        List<Caveat> before = List.copyOf(thing.caveats());
        List<Caveat> now = new ArrayList<>();
        for (Caveat each : before) {
            if (!each.id().equals(marking)) {
                now.add(each);
            } else if (admits) {
                admitting(each, reader).ifPresent(now::add);
            }
        }
        store.say(thing, now);
        undo.push(() -> store.say(thing, before));
    }

    private static java.util.Optional<Caveat> admitting(Caveat caveat, Member reader) {
        ObjectNode said = (ObjectNode) JSON.readTree(caveat.json());
        if (said.path("not-to") instanceof ArrayNode out) {
            out.removeIf(each -> each.asString().equals(reader.name()));
            if (out.isEmpty()) {
                return java.util.Optional.empty();
            }
        } else {
            String key = said.has("ask-originator") ? "ask-originator" : "only-to";
            ArrayNode in = said.path(key) instanceof ArrayNode there ? there : said.putArray(key);
            in.add(reader.name());
        }
        return java.util.Optional.of(new Caveat(caveat.id(), said.toString()));
    }
}
