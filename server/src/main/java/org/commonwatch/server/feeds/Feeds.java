package org.commonwatch.server.feeds;

import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Surface;
import org.commonwatch.stix.StixId;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Makes feeds, a page at a time, and remembers what the last one of each party was like, so that
 * who has it already is told so without its being made again.
 */
final class Feeds {
    /** So many at once; who comes beside them is told to come again. */
    private static final int AT_ONCE = 4;

    private static final int AGAIN_SECONDS = 2;
    private static final int KEPT = 10_000;
    private static final Set<String> INDICATORS = Set.of("indicator");
    private static final Set<String> WITH_MARKINGS = Set.of("indicator", "marking-definition");

    private final Sharing sharing;
    private final int pageObjects;
    private final InstantSource clock;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Map<Key, Last> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Last> eldest) {
                    return size() > KEPT;
                }
            };

    private record Key(StixId party, Wish wish) {}

    /**
     * What a feed was like when it was last made.
     *
     * @param standing what the party could read
     * @param until when time alone changes it
     * @param digest of all but its serial
     */
    private record Last(String standing, Instant until, String digest, long serial) {
        String tag() {
            return '"' + digest + (serial > 0 ? "." + serial : "") + '"';
        }
    }

    /** A feed, to be closed, and the tag of its bytes. */
    record Made(FeedFile file, String tag) {}

    Feeds(Sharing sharing, int pageObjects, InstantSource clock) {
        this.sharing = sharing;
        this.pageObjects = pageObjects;
        this.clock = clock;
    }

    /** The tag of what there is, if that is known without making it. */
    Optional<String> tag(Caller caller, Wish wish) {
        Instant now = clock.instant();
        return last(new Key(caller.party(), wish))
                .filter(each -> now.isBefore(each.until()))
                .filter(each -> each.standing().equals(sharing.standing(caller)))
                .map(Last::tag);
    }

    private Optional<Last> last(Key key) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(key));
        }
    }

    /** Makes a feed of what is there for the caller. */
    Made make(Caller caller, Wish wish) throws IOException {
        if (!room.tryAcquire()) {
            throw new ProblemException(new Problem.Busy(AGAIN_SECONDS));
        }
        try {
            FeedFile file = FeedFile.open();
            try {
                return made(caller, wish, file);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } finally {
            room.release();
        }
    }

    private Made made(Caller caller, Wish wish, FeedFile file) throws IOException {
        Instant now = clock.instant();
        String standing = sharing.standing(caller);
        Form form = wish.feed().form(wish);
        var pages = new Pages(form, wish, now);
        file.add(written(form::begin));
        Optional<String> next = Optional.empty();
        do {
            Question question = question(caller, wish, next);
            file.add(sharing.read(question, pages::written).body());
            next = pages.next.get();
        } while (next.isPresent());
        file.add(written(form::end));
        Key key = new Key(caller.party(), wish);
        Last made = last(key, new Last(standing, pages.until.get(), file.digest(), 0));
        if (made.serial() > 0) {
            file.put(RpzZone.SERIAL_AT, "%010d".formatted(made.serial()));
        }
        synchronized (kept) {
            kept.put(key, made);
        }
        return new Made(file, made.tag());
    }

    // A zone has a number that grows when anything else of it changes.
    private Last last(Key key, Last made) {
        if (key.wish().feed() != Feed.RPZ) {
            return made;
        }
        long serial = clock.instant().getEpochSecond();
        Optional<Last> before = last(key);
        if (before.isPresent()) {
            Last known = before.get();
            serial =
                    known.digest().equals(made.digest())
                            ? known.serial()
                            : Math.max(serial, known.serial() + 1);
        }
        return new Last(made.standing(), made.until(), made.digest(), serial);
    }

    private Question question(Caller caller, Wish wish, Optional<String> next) {
        String id = wish.collection().orElseGet(() -> sharing.everything(caller).toString());
        Collection collection = sharing.collection(caller, id).collection();
        Set<String> types = wish.feed() == Feed.STIX ? WITH_MARKINGS : INDICATORS;
        Match match = new Match(Set.of(), types, Set.of(), Match.Versions.LAST, Set.of());
        Page.Query query = new Page.Query(match, Optional.empty(), next, Page.Query.LIMIT);
        return new Question(
                caller, Surface.FEED, collection, query.atMost(pageObjects), Optional.empty());
    }

    /** Writes to memory. */
    @FunctionalInterface
    private interface Writing {
        void write(StringWriter out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        StringWriter out = new StringWriter();
        try {
            writing.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory has none
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The pages of one feed, one after another. */
    private static final class Pages {
        private final Form form;
        private final Wish wish;
        private final Instant now;
        private final AtomicReference<Optional<String>> next =
                new AtomicReference<>(Optional.empty());
        private final AtomicReference<Instant> until = new AtomicReference<>(Instant.MAX);

        Pages(Form form, Wish wish, Instant now) {
            this.form = form;
            this.wish = wish;
            this.now = now;
        }

        byte[] written(Page page) {
            next.set(page.next());
            return Feeds.written(out -> {
                for (Page.Shown shown : page.objects()) {
                    if (!shown.id().startsWith("indicator--")) {
                        form.addOther(shown.text(), out);
                        continue;
                    }
                    Optional<Given> given = Given.of(shown).filter(wish::permits);
                    if (given.isPresent()) {
                        mind(given.get());
                        if (given.get().isValid(now)) {
                            form.add(given.get(), out);
                        }
                    }
                }
            });
        }

        private void mind(Given given) {
            Stream.concat(Stream.of(given.from()), given.until().stream())
                    .filter(each -> each.isAfter(now))
                    .forEach(each ->
                            until.accumulateAndGet(
                                    each, (one, two) -> one.isBefore(two) ? one : two));
        }
    }
}
