package org.commonwatch.server.api;

import org.commonwatch.server.sharing.Dated;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.misp.MispReader;
import org.commonwatch.stix.misp.MispToStix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is imported, in a file, so that it can be read twice: what it says about the use of its
 * objects may stand at its end, and none may be kept without that.
 */
final class ImportedFile {
    private static final int BLOCK = 64 << 10;

    private final Path file;

    ImportedFile(Path file) {
        this.file = file;
    }

    /** Hands out the objects of a bundle, an envelope or a list: definitions of markings first. */
    void stix(Optional<Instant> otherwise, ImportedRecords.Receiver receiver) throws IOException {
        try {
            stix(new ImportedRecords(otherwise, true, receiver));
        } catch (RefusedException unreadable) {
            // it is met again, after all that is before it
        }
        stix(new ImportedRecords(otherwise, false, receiver));
    }

    private void stix(ImportedRecords records) throws IOException {
        BundleReader reader = new BundleReader(records);
        read(reader::take);
        reader.end();
    }

    /** Hands out what is made of the events of MISP. */
    void misp(Optional<Instant> date, ImportedRecords.Receiver receiver) throws IOException {
        List<JsonObject> heads = new ArrayList<>();
        misp(
                new MispReader.Receiver() {
                    @Override
                    public void event(JsonObject head) {
                        heads.add(head);
                    }
                });
        if (heads.isEmpty()) {
            receiver.reject("There is no event of MISP in what was sent.");
            return;
        }
        List<MispToStix> conversions = new ArrayList<>();
        MispToStix.Receiver made =
                object -> {
                    byte[] bytes = object.toString().getBytes(StandardCharsets.UTF_8);
                    receiver.take(new Dated(bytes, date));
                };
        heads.forEach(each -> conversions.add(new MispToStix(each, made)));
        misp(
                new MispReader.Receiver() {
                    @Override
                    public void attribute(JsonObject attribute) {
                        conversions.getFirst().attribute(attribute);
                    }

                    @Override
                    public void object(JsonObject object) {
                        conversions.getFirst().object(object);
                    }

                    @Override
                    public void event(JsonObject head) {
                        conversions.removeFirst().end();
                    }
                });
    }

    private void misp(MispReader.Receiver receiver) throws IOException {
        MispReader reader = new MispReader(receiver);
        read(reader::take);
        reader.end();
    }

    /** Takes a part of a block. */
    private interface Taker {
        void take(byte[] block, int from, int to);
    }

    private void read(Taker taker) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[BLOCK];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                taker.take(block, 0, count);
            }
        }
    }
}
