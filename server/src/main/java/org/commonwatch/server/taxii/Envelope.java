package org.commonwatch.server.taxii;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.bundle.Entry;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads an envelope that is posted (TAXII 2.1 §3.7): what else than its objects is in it is
 * ignored, so a bundle is read as one too. A text that is not JSON is refused with {@link
 * RefusedException}, and one that is with {@link Problem.Unprocessable} if it is no envelope.
 */
final class Envelope implements BundleReader.Receiver {
    private static final int BLOCK = 64 << 10;
    private static final String FORM = "Send {\"objects\":[…]} with at least one STIX object.";

    private final List<byte[]> objects = new ArrayList<>();
    private final AtomicInteger documents = new AtomicInteger();
    private final AtomicBoolean inside = new AtomicBoolean();
    // The first; it counts only if the text turns out to be JSON to its end.
    private final List<Problem> faults = new ArrayList<>();

    private Envelope() {}

    /** Its objects, each in the bytes it came in; every one has an id. */
    static List<byte[]> read(InputStream body) throws IOException {
        Envelope envelope = new Envelope();
        BundleReader reader = new BundleReader(envelope);
        byte[] block = new byte[BLOCK];
        boolean begun = false;
        for (int count = body.read(block); count >= 0; count = body.read(block)) {
            int start = begun ? 0 : behindBlanks(block, count);
            if (!begun && start < count && block[start] != '{' && block[start] != '[') {
                throw neitherObjectNorList(block, count, body);
            }
            begun |= start < count;
            reader.take(block, 0, count);
        }
        reader.end();
        if (!begun) {
            throw new ProblemException(new Problem.Malformed("The body is empty.", FORM));
        }
        return envelope.whole();
    }

    private static int behindBlanks(byte[] block, int count) {
        int at = 0;
        while (at < count && block[at] >= 0 && block[at] <= ' ') {
            at++;
        }
        return at;
    }

    private static ProblemException neitherObjectNorList(byte[] block, int count, InputStream rest)
            throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write(block, 0, count);
        rest.transferTo(text);
        new JsonReader().read(text.toByteArray()); // or refused
        return new ProblemException(
                new Problem.Unprocessable("The body is neither an object nor a list.", FORM));
    }

    private List<byte[]> whole() {
        if (objects.isEmpty()) {
            fault("There are no objects in the body.", FORM);
        }
        for (Problem fault : faults) {
            throw new ProblemException(fault);
        }
        return objects;
    }

    @Override
    public void begin(@Nullable JsonObject head) {
        refuseSecond();
        inside.set(true);
        if (head == null) {
            fault("The body is a mere list.", FORM);
        }
    }

    @Override
    public void end(@Nullable JsonObject container) {
        inside.set(false);
    }

    @Override
    public void entry(Entry entry) {
        switch (entry) {
            case Entry.Broken broken -> {
                if (!(broken.refusal() instanceof Refusal.TooLarge)) {
                    throw new RefusedException(broken.refusal());
                }
                fault(broken.refusal().message(), broken.refusal().remedy());
            }
            case Entry.Value value when inside.get() -> object(value);
            case Entry.Value value -> {
                refuseSecond();
                fault("The body is no envelope.", FORM);
            }
        }
    }

    private void object(Entry.Value value) {
        if (value.id().isEmpty()) {
            fault(
                    "What begins at " + value.place() + " is no object with an id.",
                    "Send STIX objects only.");
        } else if (faults.isEmpty()) {
            objects.add(value.bytes());
        }
    }

    private void refuseSecond() {
        if (documents.getAndIncrement() > 0) {
            throw new ProblemException(
                    new Problem.Malformed("Something follows the envelope.", "Send one alone."));
        }
    }

    private void fault(String message, String remedy) {
        if (faults.isEmpty()) {
            faults.add(new Problem.Unprocessable(message, remedy));
            objects.clear();
        }
    }
}
