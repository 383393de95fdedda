package org.commonwatch.stix.pattern.matching;

import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.pattern.ComparisonExpression;
import org.commonwatch.stix.pattern.ObjectPath;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds which of many comparison expressions hold of an observation without testing them all: each
 * is filed under keys of which an object must have one, and only the keys that an object has are
 * looked up. So it costs what the object has, and what is found, not what is sought.
 */
final class LeafIndex {
    private final Map<String, TypeIndex> types = new HashMap<>();
    private final List<@Nullable ObjectTest> tests = new ArrayList<>();

    /** What is sought in objects of one type. */
    private static final class TypeIndex {
        private final List<PathIndex> paths = new ArrayList<>();
        private final List<Integer> always = new ArrayList<>();
    }

    LeafIndex(List<ComparisonExpression> leaves) {
        Map<Key, Integer> wanted = new HashMap<>();
        leaves.forEach(leaf -> Key.count(leaf, wanted));
        Map<Key, List<Integer>> users = new LinkedHashMap<>();
        for (ComparisonExpression leaf : leaves) {
            for (Key key : Key.best(leaf, wanted)) {
                users.computeIfAbsent(key, unused -> new ArrayList<>()).add(tests.size());
            }
            // A test that is not needed takes no memory.
            tests.add(Key.isExact(leaf) ? null : ObjectTest.of(leaf));
        }
        Map<ObjectPath, PathIndex> byPath = new HashMap<>();
        users.forEach((key, of) -> file(key, of, byPath));
    }

    private void file(Key key, List<Integer> leaves, Map<ObjectPath, PathIndex> byPath) {
        TypeIndex type = types.computeIfAbsent(key.type(), unused -> new TypeIndex());
        ObjectPath path = key.path();
        if (path == null) {
            type.always.addAll(leaves);
            return;
        }
        PathIndex index = byPath.get(path);
        if (index == null) {
            index = new PathIndex(path);
            byPath.put(path, index);
            type.paths.add(index);
        }
        index.add(key.value(), leaves.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The number of leaves. */
    int size() {
        return tests.size();
    }

    /** Puts the leaves that hold of an observation into {@code found}, which is cleared before. */
    void find(Observation observation, Found found) {
        found.begin();
        for (JsonObject object : observation.objects()) {
            TypeIndex type =
                    object.get("type") instanceof JsonString name ? types.get(name.value()) : null;
            if (type == null) {
                continue;
            }
            found.object++;
            Map<String, JsonObject> references = observation.references();
            PathIndex.LeafSearch search =
                    leaves -> {
                        if (leaves != null) {
                            for (int leaf : leaves) {
                                test(leaf, object, references, found);
                            }
                        }
                    };
            for (int leaf : type.always) {
                test(leaf, object, references, found);
            }
            for (PathIndex path : type.paths) {
                path.find(object, references, search);
            }
        }
    }

    private void test(
            int leaf, JsonObject object, Map<String, JsonObject> references, Found found) {
        if (found.holds[leaf] == found.observation || found.tested[leaf] == found.object) {
            return;
        }
        found.tested[leaf] = found.object;
        ObjectTest test = tests.get(leaf);
        if (test == null || test.of(object, references) == Verdict.YES) {
            found.holds[leaf] = found.observation;
            found.leaves[found.count++] = leaf;
        }
    }

    /** The leaves that hold of one observation after the other; nothing is allocated for one. */
    static final class Found {
        private final int[] leaves;
        private final long[] holds;
        private final long[] tested;
        private int count;
        private long observation;
        private long object;

        Found(int leaves) {
            this.leaves = new int[leaves];
            this.holds = new long[leaves];
            this.tested = new long[leaves];
        }

        private void begin() {
            observation++;
            count = 0;
        }

        int count() {
            return count;
        }

        int leaf(int place) {
            return leaves[place];
        }
    }
}
