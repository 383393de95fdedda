package org.commonwatch.stix.bundle;

import org.commonwatch.stix.Content;
import org.commonwatch.stix.ObservableIds;
import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.json.CanonicalJson;
import org.commonwatch.stix.json.Difference;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonPrinter;
import org.commonwatch.stix.json.JsonReader;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Any bytes, read as a bundle whole and cut into pieces: the same is found, each object has its
 * bytes and is what its printed text says, and nothing but a refusal with a remedy is thrown. A
 * fuzzer makes the bytes; see {@code benchmarks/fuzz.sh}.
 */
public final class BundleFuzz {
    private static final JsonReader JSON = new JsonReader();

    private BundleFuzz() {}

    /** Called by the fuzzer once, so that no input pays for what the first one loads. */
    public static void fuzzerInitialize() {
        check("{\"objects\":[{\"type\":\"tool\"},1e1,NaN]}".getBytes(StandardCharsets.US_ASCII));
    }

    /** Called by the fuzzer with ever new bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        check(bytes);
    }

    /** Throws an {@link AssertionError} if something is not as it should be. */
    static void check(byte[] bytes) {
        List<Object> whole = found(bytes, bytes.length);
        // The bytes themselves say where they are cut, so that a finding is found again.
        List<Object> pieces = found(bytes, 1 + bytes.length % 7);
        demand(whole.equals(pieces), "cut into pieces it is read otherwise");
        Losses losses = new Losses(loss -> demand(!loss.reason().isBlank(), "a loss has a reason"));
        for (Object found : whole) {
            if (found instanceof Found entry) {
                if (entry.json != null) {
                    value(bytes, entry, entry.json, losses);
                }
            }
        }
        losses.end();
    }

    /** An entry, so that two can be compared; its bytes as a list. */
    private record Found(
            long index, long offset, List<Byte> bytes, @Nullable Json json, String refusal) {}

    private static List<Object> found(byte[] bytes, int each) {
        List<Object> found = new ArrayList<>();
        BundleReader reader =
                new BundleReader(
                        new BundleReader.Receiver() {
                            @Override
                            public void begin(@Nullable JsonObject head) {
                                found.add("begin " + head);
                            }

                            @Override
                            public void entry(Entry entry) {
                                found.add(comparable(entry));
                            }

                            @Override
                            public void end(@Nullable JsonObject container) {
                                found.add("end " + container);
                            }
                        });
        try {
            for (int from = 0; from < bytes.length; from += each) {
                reader.take(bytes, from, Math.min(bytes.length, from + each));
            }
            reader.end();
        } catch (RefusedException e) {
            found.add(told(e.refusal()));
        }
        return found;
    }

    private static Found comparable(Entry entry) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : entry.bytes()) {
            bytes.add(b);
        }
        return switch (entry) {
            case Entry.Value v -> new Found(v.index(), v.place().offset(), bytes, v.json(), "");
            case Entry.Broken b ->
                    new Found(b.index(), b.place().offset(), bytes, null, told(b.refusal()));
        };
    }

    private static String told(Refusal refusal) {
        demand(!refusal.message().isBlank(), "a refusal has a message");
        demand(!refusal.remedy().isBlank(), "a refusal has a remedy");
        return refusal.message();
    }

    private static void value(byte[] bytes, Found entry, Json json, Losses losses) {
        byte[] own = new byte[entry.bytes.size()];
        for (int i = 0; i < own.length; i++) {
            own[i] = entry.bytes.get(i);
        }
        int from = (int) entry.offset;
        demand(Arrays.equals(own, 0, own.length, bytes, from, from + own.length), "its bytes");
        same(json, JSON.read(JsonPrinter.compact(json)));
        same(json, JSON.read(JsonPrinter.pretty(json)));
        try {
            String canonical = CanonicalJson.of(json);
            demand(canonical.equals(CanonicalJson.of(JSON.read(canonical))), "its own canonical");
            if (json instanceof JsonObject object) {
                ObservableIds.of(object);
            }
            StixObject object = StixObject.of(json, own);
            losses.met(entry.index, object);
            object.granularMarkings();
            object.markings();
            Content.of(object);
        } catch (RefusedException e) {
            told(e.refusal());
        }
    }

    private static void same(Json one, Json other) {
        demand(one.equals(other) && one.hashCode() == other.hashCode(), "what is printed is equal");
        demand(Difference.between(one, other).isEmpty(), "what is equal has no differences");
    }

    private static void demand(boolean is, String what) {
        if (!is) {
            throw new AssertionError("not so: " + what);
        }
    }
}
