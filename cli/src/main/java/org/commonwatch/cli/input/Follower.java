package org.commonwatch.cli.input;

import org.commonwatch.archive.LineFile;
import org.commonwatch.cli.terminal.CtrlC;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows files that grow, and looks for new ones again and again. A file is known by its device
 * and inode as long as what was counted of it is still in it, and by that content wherever it turns
 * up: so one that is renamed, copied and cut, or packed is not counted twice.
 */
public final class Follower implements Closeable {
    /** No more files are followed at once: each is open. */
    static final int OPEN_LIMIT = 1_000;

    private static final Duration PAUSE = Duration.ofMillis(200);

    // A file whose name is gone may still be written to for so long.
    private static final Duration GRACE = Duration.ofSeconds(5);

    // A packed file that did not change for so long is whole.
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final List<String> words;
    private final Growth growth;
    private final PrintWriter notices;
    private final InstantSource clock;

    // Files that are open, by identity; marks of content that no open file has.
    private final Map<String, FollowedFile> open = new LinkedHashMap<>();
    private final List<Mark> past;
    private final Map<String, Instant> absent = new HashMap<>();
    private final Map<String, Settling> settling = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    /** A packed file that may still be written. */
    private record Settling(long size, FileTime changed, Instant since, boolean taken) {}

    /** A file that is there now. */
    private record There(Path path, String identity, BasicFileAttributes attributes) {
        int year() {
            FileTime changed = attributes.lastModifiedTime();
            return changed.toInstant().atOffset(ZoneOffset.UTC).getYear();
        }
    }

    /**
     * Begins with nothing open.
     *
     * @param words what to follow, as {@link Inputs} understands them
     * @param state where an earlier run kept its positions
     */
    public Follower(
            List<String> words,
            Optional<Path> state,
            Growth growth,
            PrintWriter notices,
            InstantSource clock) {
        this.words = List.copyOf(words);
        this.growth = growth;
        this.notices = notices;
        this.clock = clock;
        past = new ArrayList<>(state.map(Positions::read).orElseGet(List::of));
    }

    /**
     * Goes on until one of them happens.
     *
     * @param limit after which it ends
     * @param idle how long nothing may be added before it ends
     */
    public void run(CtrlC ctrlC, Optional<Duration> limit, Optional<Duration> idle)
            throws IOException {
        Instant start = clock.instant();
        Instant changed = start;
        boolean more = true;
        while (more) {
            if (look()) {
                changed = clock.instant();
            }
            Instant now = clock.instant();
            Duration quiet = Duration.between(changed, now);
            Duration ran = Duration.between(start, now);
            more =
                    limit.filter(time -> ran.compareTo(time) >= 0).isEmpty()
                            && idle.filter(time -> quiet.compareTo(time) >= 0).isEmpty()
                            && !ctrlC.isWished(PAUSE);
        }
    }

    /** Looks once what there is and what was added; whether anything was. */
    boolean look() throws IOException {
        List<There> there = there();
        List<There> fresh = new ArrayList<>();
        Set<String> named = new HashSet<>();
        boolean grown = false;
        for (There file : there) {
            named.add(file.identity());
            FollowedFile known = open.get(file.identity());
            if (known == null) {
                fresh.add(file);
            } else {
                known.renamed(file.path());
            }
        }
        // What was there before comes first, and a file that is gone is read to its end.
        for (String identity : List.copyOf(open.keySet())) {
            grown |= named.contains(identity) ? present(identity) : gone(identity);
        }
        for (There file : resumedFirst(fresh)) {
            grown |= LineFile.isPacked(file.path()) ? packed(file) : begin(file);
        }
        return grown;
    }

    private List<There> there() {
        List<There> there = new ArrayList<>();
        Inputs inputs = Inputs.of(words);
        inputs.notes().forEach(this::tellOnce);
        for (Input input : inputs.all()) {
            input.file()
                    .ifPresent(path -> {
                        try {
                            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
                            if (attributes.isRegularFile()) {
                                Object key = attributes.fileKey();
                                String identity =
                                        key == null ? "" + path.toRealPath() : key.toString();
                                there.add(new There(path, identity, attributes));
                            } else {
                                tellOnce("'" + path + "' is no file, and is not followed");
                            }
                        } catch (IOException gone) {
                            tellOnce("'" + path + "' is not there yet");
                        }
                    });
        }
        return there;
    }

    // A file that an earlier run knew is itself, before any copy of it could be taken for it.
    private List<There> resumedFirst(List<There> fresh) {
        Set<String> known = new HashSet<>();
        past.forEach(mark -> known.add(mark.identity()));
        List<There> inOrder = new ArrayList<>(fresh);
        inOrder.sort((one, other) ->
                Boolean.compare(known.contains(other.identity()), known.contains(one.identity())));
        return inOrder;
    }

    private boolean present(String identity) throws IOException {
        absent.remove(identity);
        return grow(at(identity), false);
    }

    private boolean gone(String identity) throws IOException {
        FollowedFile file = at(identity);
        boolean grown = grow(file, false);
        Instant now = clock.instant();
        Instant since = grown ? now : absent.getOrDefault(identity, now);
        absent.put(identity, since);
        if (Duration.between(since, now).compareTo(GRACE) >= 0) {
            grown |= grow(file, true);
            remember(file.mark());
            file.close();
            open.remove(identity);
            absent.remove(identity);
        }
        return grown;
    }

    private FollowedFile at(String identity) {
        FollowedFile file = open.get(identity);
        if (file == null) {
            throw new IllegalStateException("not open: " + identity);
        }
        return file;
    }

    private boolean grow(FollowedFile file, boolean last) throws IOException {
        if (file.isAnew()) {
            remember(file.mark());
            file.restart();
            notices.println("cwatch: '" + file.path() + "' begins anew");
        }
        int year = clock.instant().atOffset(ZoneOffset.UTC).getYear();
        return file.grow(growth, year, last);
    }

    private boolean begin(There there) throws IOException {
        if (open.size() >= OPEN_LIMIT) {
            throw new Stop(
                    ExitCode.FAILED,
                    "There are more than " + OPEN_LIMIT + " files to follow.",
                    "Name those that still grow.");
        }
        FollowedFile file;
        try {
            file = new FollowedFile(there.path(), there.identity());
        } catch (IOException e) {
            tellOnce("'" + there.path() + "' cannot be read: " + Stop.reason(e));
            return false;
        }
        Optional<FollowedFile> original = copied(file);
        if (original.isPresent()) {
            tellOnce(
                    "'%s' is a copy of '%s', which is counted"
                            .formatted(there.path(), original.get().path()));
            file.close();
            return false;
        }
        Optional<Mark> counted = counted(file, there.identity());
        if (counted.isPresent()) {
            past.remove(counted.get());
            file.resume(counted.get());
        }
        open.put(there.identity(), file);
        return file.grow(growth, there.year(), false);
    }

    // What has the content of an open file waits: once that is cut, its rest is counted here.
    private Optional<FollowedFile> copied(FollowedFile file) throws IOException {
        for (FollowedFile other : open.values()) {
            Mark mark = other.mark();
            if (mark.position() > 0 && isCopy(mark, file)) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    private static boolean isCopy(Mark mark, FollowedFile file) throws IOException {
        boolean shorter = file.channel().size() < mark.position();
        return shorter ? mark.beginsSo(file.channel()) : mark.isIn(file.channel());
    }

    // The same file's mark if there is one that still holds, or else that of the same content.
    private Optional<Mark> counted(FollowedFile file, String identity) throws IOException {
        Optional<Mark> best = Optional.empty();
        for (Mark mark : past) {
            if (mark.position() == 0) {
                continue;
            }
            if (mark.identity().equals(identity) && mark.isIn(file.channel())) {
                return Optional.of(mark);
            }
            if (!mark.identity().equals(identity) && isCopy(mark, file)) {
                best = Optional.of(mark);
            }
        }
        return best;
    }

    private boolean packed(There there) throws IOException {
        long size = there.attributes().size();
        FileTime changed = there.attributes().lastModifiedTime();
        Instant now = clock.instant();
        Settling before = settling.get(there.identity());
        if (before == null || before.size() != size || !before.changed().equals(changed)) {
            boolean taken = before != null && before.taken();
            settling.put(there.identity(), new Settling(size, changed, now, taken));
            if (taken) {
                tellOnce("'" + there.path() + "' has changed since it was counted");
            }
            return false;
        }
        if (before.taken() || Duration.between(before.since(), now).compareTo(SETTLING) < 0) {
            return false;
        }
        settling.put(there.identity(), new Settling(size, changed, now, true));
        Optional<Mark> mark =
                new PackedFile(there.path(), there.identity(), there.year()).take(growth, marks());
        mark.ifPresent(this::remember);
        return mark.isPresent();
    }

    private void remember(Mark mark) {
        if (mark.position() > 0) {
            past.add(mark);
        }
        if (past.size() > Positions.FILES_LIMIT) {
            past.removeFirst();
        }
    }

    /** How far everything was counted. */
    List<Mark> marks() {
        List<Mark> marks = new ArrayList<>(past);
        open.values().forEach(file -> marks.add(file.mark()));
        marks.removeIf(mark -> mark.position() == 0);
        return marks;
    }

    /** Keeps how far everything was counted, for a later run. */
    public void keep(Path state) throws IOException {
        Positions.write(state, marks());
    }

    private void tellOnce(String note) {
        if (told.add(note)) {
            notices.println("cwatch: " + note);
            notices.flush();
        }
    }

    @Override
    public void close() throws IOException {
        for (FollowedFile file : open.values()) {
            file.close();
        }
    }
}
