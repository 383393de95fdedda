package org.commonwatch.server.api;

import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.membership.Collections;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Dated;
import org.commonwatch.server.sharing.Receipt;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.LimitedInput;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code POST /api/v1/taxii/import?collection=…&owner=…&date_added=…}: takes objects into a
 * collection as a party's word, with the dates that they had elsewhere, however many they are: some
 * at a time. All that are good are safe when the answer is given; the same objects again change
 * nothing. With {@code form=misp} it takes events of MISP.
 */
final class PostImport implements HandlerFunction<ServerResponse> {
    /** So many bytes at once; they lie in a file while they are read. */
    static final long BODY_BYTES = 8L << 30;

    private static final Duration TIME_LIMIT = Duration.ofHours(1);
    private static final int REJECTED_TOLD = 20;
    private static final int BATCH = 1_000;
    private static final int BATCH_BYTES = 4 << 20;

    private final Collections collections;
    private final Parties parties;
    private final Sharing sharing;

    /** What became of them: objects = kept + rejected. */
    record Imported(long objects, long kept, long rejected, List<String> firstRejected) {}

    PostImport(Collections collections, Parties parties, Sharing sharing) {
        this.collections = collections;
        this.parties = parties;
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Collection collection =
                collections.find(
                        Requests.uuid("collection", Requests.needed(request, "collection")));
        Caller owner = owner(request);
        Optional<Instant> date =
                request.param("date_added").map(text -> Requests.time("date_added", text));
        boolean misp = isMisp(request);
        Path file = Files.createTempFile("import", ".json");
        try (InputStream body =
                new LimitedInput(
                        request.servletRequest().getInputStream(),
                        "What was sent",
                        BODY_BYTES,
                        TIME_LIMIT)) {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            Batches batches = new Batches(owner, collection);
            ImportedFile imported = new ImportedFile(file);
            if (misp) {
                imported.misp(date, batches);
            } else {
                imported.stix(date, batches);
            }
            batches.flush();
            return Answers.ok(batches.imported());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static boolean isMisp(ServerRequest request) {
        String form = request.param("form").orElse("stix");
        if (!form.equals("stix") && !form.equals("misp")) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "'" + form + "' is no form that is imported.",
                            "Give 'stix' or 'misp'."));
        }
        return form.equals("misp");
    }

    /** Keeps what comes, some objects at a time. */
    private final class Batches implements ImportedRecords.Receiver {
        private final Caller owner;
        private final Collection collection;
        private final List<Dated> batch = new ArrayList<>();
        private final List<String> first = new ArrayList<>();
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicLong kept = new AtomicLong();
        private final AtomicLong rejected = new AtomicLong();

        Batches(Caller owner, Collection collection) {
            this.owner = owner;
            this.collection = collection;
        }

        @Override
        public void take(Dated object) {
            if (batch.size() == BATCH || bytes.get() + object.object().length > BATCH_BYTES) {
                flush();
            }
            batch.add(object);
            bytes.addAndGet(object.object().length);
        }

        @Override
        public void reject(String reason) {
            rejected.incrementAndGet();
            if (first.size() < REJECTED_TOLD) {
                first.add(reason);
            }
        }

        void flush() {
            if (!batch.isEmpty()) {
                Receipt receipt = sharing.imports(owner, collection, List.copyOf(batch));
                kept.addAndGet(receipt.successes().size());
                receipt.failures().forEach(item -> reject(item.id() + ": " + item.message()));
                batch.clear();
                bytes.set(0);
            }
        }

        Imported imported() {
            return new Imported(
                    kept.get() + rejected.get(), kept.get(), rejected.get(), List.copyOf(first));
        }
    }

    private Caller owner(ServerRequest request) {
        Credential operator = request.principal().map(Credential::signedIn).orElseThrow();
        return new Caller(
                request.param("owner")
                        .map(name -> parties.named(name).id())
                        .orElse(operator.party()),
                operator.name());
    }
}
