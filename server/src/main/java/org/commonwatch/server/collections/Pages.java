package org.commonwatch.server.collections;

import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Sharing;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Goes on in a collection page by page, each an answer of its own. */
final class Pages {
    private final Sharing sharing;
    private final Question question;
    private final AtomicReference<Optional<String>> place;
    private final AtomicBoolean more = new AtomicBoolean(true);

    Pages(Sharing sharing, Question question) {
        this.sharing = sharing;
        this.question = question;
        this.place = new AtomicReference<>(question.query().next());
    }

    /** The next page, written; it is empty if at this moment there is no more. */
    byte[] read(Function<Page, byte[]> write) {
        Page.Query first = question.query();
        Page.Query query =
                new Page.Query(first.match(), first.addedAfter(), place.get(), first.limit());
        Question next =
                new Question(
                        question.caller(),
                        question.surface(),
                        question.collection(),
                        query,
                        question.object());
        return sharing.read(
                        next,
                        page -> {
                            byte[] written = write.apply(page);
                            more.set(page.next().isPresent());
                            if (!page.objects().isEmpty()) {
                                place.set(Optional.of(page.objects().getLast().place().get()));
                            }
                            return written;
                        })
                .body();
    }

    /** Whether there was more when the last page was read. */
    boolean hasMore() {
        return more.get();
    }
}
