package org.commonwatch.stix.pattern.matching;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.pattern.ObjectPath;
import org.commonwatch.stix.pattern.value.LinearRegex;
import org.commonwatch.stix.pattern.value.Moments;
import org.commonwatch.stix.pattern.value.Network;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The leaves whose keys are at one path, by the value that must be there. */
final class PathIndex {
    private final PathWalk walk;
    private final ValueTest.Encoding encoding;
    private final Map<String, int[]> texts = new HashMap<>();
    private final Map<Object, int[]> scalars = new HashMap<>();
    private final Map<Instant, int[]> moments = new HashMap<>();
    private final Map<Network, int[]> networks = new HashMap<>();
    private final TreeSet<Integer> prefixes = new TreeSet<>();
    private final GramTable longGrams = new GramTable(Key.Gram.LONG);
    private final GramTable shortGrams = new GramTable(Key.Gram.SHORT);
    private boolean hasGrams;
    private int[] anything = {};

    PathIndex(ObjectPath path) {
        this.walk = new PathWalk(path);
        this.encoding = ValueTest.Encoding.of(path);
    }

    void add(Object value, int[] leaves) {
        switch (value) {
            case Key.Literal text -> texts.put(text.value(), leaves);
            case Instant moment -> moments.put(moment, leaves);
            case Network network -> {
                networks.put(network, leaves);
                prefixes.add(network.prefix());
            }
            case Key.Gram gram -> {
                (gram.length() == Key.Gram.LONG ? longGrams : shortGrams)
                        .put(gram.characters(), leaves);
                hasGrams = true;
            }
            case String mark -> anything = leaves;
            default -> scalars.put(value, leaves);
        }
    }

    /** Names the leaves that may hold of the object, some perhaps several times. */
    void find(JsonObject object, Map<String, JsonObject> references, LeafSearch search) {
        List<Json> values = walk.values(object, references);
        if (values.isEmpty()) {
            return;
        }
        search.candidates(anything);
        for (Json value : values) {
            String text = ValueTest.text(value, encoding);
            if (text != null && value instanceof JsonString string) {
                find(text, search);
                findMeant(string.value(), search);
            } else {
                Object scalar = scalars.isEmpty() ? null : Key.ofScalar(value);
                search.candidates(scalar == null ? null : scalars.get(scalar));
            }
        }
    }

    private void find(String text, LeafSearch search) {
        search.candidates(texts.get(text));
        if (hasGrams && text.length() <= PatternMatcher.VALUE_LENGTH_LIMIT) {
            String normal = LinearRegex.normal(text);
            longGrams.find(normal, search);
            shortGrams.find(normal, search);
        }
    }

    // What a text stands for, as it is written.
    private void findMeant(String text, LeafSearch search) {
        if (!moments.isEmpty()) {
            Instant moment = Moments.parse(text);
            search.candidates(moment == null ? null : moments.get(moment));
        }
        if (!networks.isEmpty()) {
            Network network = Network.parse(text);
            if (network != null) {
                findAround(network, search);
            }
        }
    }

    private void findAround(Network network, LeafSearch search) {
        for (int prefix : prefixes) {
            if (prefix > network.prefix()) {
                return;
            }
            search.candidates(networks.get(network.around(prefix)));
        }
    }

    /** Takes the leaves that may hold. */
    interface LeafSearch {
        void candidates(int @Nullable [] leaves);
    }
}
