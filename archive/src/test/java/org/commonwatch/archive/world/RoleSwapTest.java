package org.commonwatch.archive.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Request;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.history.Assertion;
import org.commonwatch.access.history.View;
import org.commonwatch.access.ruling.Asking;
import org.commonwatch.access.ruling.Audience;
import org.commonwatch.access.ruling.Explanation;
import org.commonwatch.access.world.Party;
import org.commonwatch.access.world.SharedObject;
import org.commonwatch.access.world.World;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Swapping two parties in a world swaps them in every answer, and changes nothing else: no party is
 * treated as the one it is.
 */
class RoleSwapTest {
    private static final Path SCENARIOS = Path.of("../access/src/main/resources/scenarios");
    private static final List<String> TIMES =
            List.of("1984-07-01", "1990-01-01", "2015-01-01", "2018-10-25", "2023-01-01");

    @Test
    void swappingTwoPartiesSwapsThemInEveryAnswerAndNothingElse() throws IOException {
        for (String name : WorldFolder.SHIPPED) {
            Path folder = SCENARIOS.resolve(name);
            String text = Files.readString(folder.resolve("world.yaml"));
            String told = told(world(folder, text));
            List<Party> parties = world(folder, text).parties();
            for (int i = 1; i < parties.size(); i++) {
                String one = parties.get(i - 1).key();
                String other = parties.get(i).key();
                String swapped = told(world(folder, swap(text, one, other)));
                assertThat(lines(swapped))
                        .as("%s with %s and %s swapped", name, one, other)
                        .isEqualTo(lines(swap(told, one, other)));
            }
        }
    }

    // The lines are about one party after another, in the order in which the file has them, which
    // is swapped too.
    private static List<String> lines(String told) {
        return told.lines().sorted(Comparator.naturalOrder()).toList();
    }

    private static World world(Path folder, String text) throws IOException {
        Map<String, String> charters = new HashMap<>();
        Path own = folder.resolve("charter.yaml");
        if (Files.exists(own)) {
            charters.put("charter.yaml", Files.readString(own));
        }
        return WorldFolder.parse("world.yaml", text, charters);
    }

    private static String swap(String text, String one, String other) {
        return text.replaceAll(word(one), "\0").replaceAll(word(other), one).replace("\0", other);
    }

    private static String word(String key) {
        return "(?<![\\w-])" + key + "(?![\\w-])";
    }

    private static String told(World world) {
        List<View> views = new ArrayList<>(world.views());
        views.add(View.EVERYBODY);
        StringBuilder told = new StringBuilder();
        for (String time : TIMES) {
            AsOf asOf = AsOf.then(Instant.parse(time + "T00:00:00Z"));
            for (View view : views) {
                told.append(told(world, view, asOf));
            }
        }
        String text = told.toString();
        for (Party party : world.parties()) {
            text = text.replace(party.id().toString(), party.key());
        }
        return text;
    }

    private static String told(World world, View view, AsOf asOf) {
        StringBuilder told = new StringBuilder();
        String head = view.name() + " " + asOf.validAt() + " ";
        for (Party party : world.parties()) {
            for (Charter charter : world.charters()) {
                told.append(head + party.key() + " " + charter.body() + " ");
                told.append(world.standing(party.id(), charter.body(), view, asOf) + "\n");
            }
            for (SharedObject object : world.objects()) {
                world.ruling(
                                party.id(),
                                object.handling(),
                                view,
                                asOf,
                                reader -> Asking.toRead(reader, asOf))
                        .all()
                        .forEach(ruling ->
                                told.append(head + party.key() + " " + object.name() + " ")
                                        .append(
                                                Explanation.of(
                                                        Optional.of(ruling), Audience.AUDITOR))
                                        .append("\n"));
            }
        }
        for (Assertion assertion : world.ledger().all()) {
            Fact fact = assertion.fact().orElse(null);
            if (fact instanceof Request request) {
                told.append(head + world.request(request.id(), view, asOf) + "\n");
            }
        }
        return told.toString();
    }
}
