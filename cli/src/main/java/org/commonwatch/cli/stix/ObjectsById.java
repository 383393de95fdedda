package org.commonwatch.cli.stix;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.StixTime;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.bundle.Entry;
import org.commonwatch.stix.json.Difference;
import org.commonwatch.stix.json.JsonReader;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The objects of a file, each version as its bytes; of two that say they are one, the latter. */
final class ObjectsById implements BundleReader.Receiver {
    /** Of more bytes of objects there is no room to compare. */
    static final long BYTES_LIMIT = 1L << 30;

    private static final int TOLD = 10;

    // What has no version is older than what has one.
    private static final Comparator<Optional<StixTime>> BY_AGE =
            Comparator.comparing(
                    time -> time.orElse(null), Comparator.nullsFirst(Comparator.naturalOrder()));

    private final String name;
    private final PrintWriter err;
    private final Map<StixId, NavigableMap<Optional<StixTime>, byte[]>> objects = new TreeMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong unread = new AtomicLong();
    private final JsonReader json = new JsonReader();

    ObjectsById(String name, PrintWriter err) {
        this.name = name;
        this.err = err;
    }

    /** How many could not be read. */
    long unread() {
        return unread.get();
    }

    @Override
    public void entry(Entry entry) {
        switch (entry) {
            case Entry.Broken broken -> tell(broken.index(), broken.refusal());
            case Entry.Value value -> {
                try {
                    add(StixObject.of(value.json(), value.bytes()));
                } catch (RefusedException e) {
                    tell(value.index(), e.refusal());
                }
            }
        }
    }

    private void tell(long index, Refusal refusal) {
        if (unread.incrementAndGet() <= TOLD) {
            err.printf("cwatch: %s: object %,d: %s%n", name, index, refusal.message());
        }
    }

    private void add(StixObject object) {
        byte[] own = object.bytes();
        if (bytes.addAndGet(own.length) > BYTES_LIMIT) {
            throw new Stop(
                    ExitCode.FAILED,
                    name + " has more than " + BYTES_LIMIT + " bytes of objects.",
                    "Compare it in parts, for example by type.");
        }
        objects.computeIfAbsent(object.id(), id -> new TreeMap<>(BY_AGE))
                .put(object.version(), own);
    }

    /** Tells how the other differs, in the order of the ids. */
    void compare(ObjectsById other, Consumer<Change> changes) {
        TreeSet<StixId> ids = new TreeSet<>(objects.keySet());
        ids.addAll(other.objects.keySet());
        for (StixId id : ids) {
            var before = versions(id);
            var after = other.versions(id);
            compare(id, before, after, changes);
        }
    }

    private NavigableMap<Optional<StixTime>, byte[]> versions(StixId id) {
        return objects.getOrDefault(id, new TreeMap<>(BY_AGE));
    }

    private void compare(
            StixId id,
            NavigableMap<Optional<StixTime>, byte[]> before,
            NavigableMap<Optional<StixTime>, byte[]> after,
            Consumer<Change> changes) {
        boolean updated =
                !before.isEmpty() && !after.isEmpty() && !before.lastKey().equals(after.lastKey());
        if (updated) {
            changes.accept(
                    new Change(
                            Change.Kind.UPDATED,
                            id,
                            text(before.lastKey()) + " → " + text(after.lastKey()),
                            differences(
                                    before.lastEntry().getValue(), after.lastEntry().getValue())));
        }
        TreeSet<Optional<StixTime>> versions = new TreeSet<>(BY_AGE);
        versions.addAll(before.keySet());
        versions.addAll(after.keySet());
        for (Optional<StixTime> version : versions) {
            byte[] one = before.get(version);
            byte[] another = after.get(version);
            if (one != null && another != null) {
                List<Difference> differences = differences(one, another);
                if (!differences.isEmpty()) {
                    changes.accept(
                            new Change(Change.Kind.CONTRADICTED, id, text(version), differences));
                }
            } else if (!updated || !isLatest(version, one == null ? after : before)) {
                Change.Kind kind = one == null ? Change.Kind.ADDED : Change.Kind.REMOVED;
                changes.accept(new Change(kind, id, text(version), List.of()));
            }
        }
    }

    private static boolean isLatest(
            Optional<StixTime> version, NavigableMap<Optional<StixTime>, byte[]> versions) {
        return version.equals(versions.lastKey());
    }

    private static String text(Optional<StixTime> version) {
        return version.map(StixTime::text).orElse("");
    }

    private List<Difference> differences(byte[] one, byte[] other) {
        return Arrays.equals(one, other)
                ? List.of()
                : Difference.between(json.read(one), json.read(other));
    }
}
