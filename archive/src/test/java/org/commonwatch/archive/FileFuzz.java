package org.commonwatch.archive;

import org.commonwatch.archive.indicators.IndicatorList;
import org.commonwatch.telemetry.sensor.dialect.Dialect;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Any bytes, as a file that an operator gives: it is taken, or refused with a sentence and a
 * remedy, and nothing else is thrown. A fuzzer names the sort of file and makes the bytes; see
 * {@code benchmarks/fuzz.sh}.
 */
public final class FileFuzz {
    private static final AtomicReference<Sort> FUZZED = new AtomicReference<>(Sort.RULES);

    /** What a file can be for. */
    enum Sort {
        RULES {
            @Override
            void take(byte[] bytes) {
                RuleFile.parse("own.yaml", new String(bytes, StandardCharsets.UTF_8));
            }
        },
        MAPPINGS {
            @Override
            void take(byte[] bytes) {
                var mapping =
                        MappingFile.parse("own.yaml", new String(bytes, StandardCharsets.UTF_8));
                // What is taken must do as well: here it reads itself.
                new FormatFuzz(Dialect.of(mapping)).check(bytes);
            }
        },
        INDICATORS {
            @Override
            void take(byte[] bytes) {
                IndicatorList.read("own.csv", new ByteArrayInputStream(bytes));
            }
        };

        abstract void take(byte[] bytes);
    }

    private FileFuzz() {}

    /** Called by the fuzzer once, with the sort of file. */
    public static void fuzzerInitialize(String[] arguments) {
        FUZZED.set(Sort.valueOf(arguments[0].toUpperCase(Locale.ROOT)));
    }

    /** Called by the fuzzer with ever new bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        check(FUZZED.get(), bytes);
    }

    /** Throws something if the file is neither taken nor refused as it should be. */
    static void check(Sort sort, byte[] bytes) {
        try {
            sort.take(bytes);
        } catch (ArchiveRefusedException refused) {
            ArchiveRefusal refusal = refused.refusal();
            if (refusal.message().isBlank() || refusal.remedy().isBlank()) {
                throw new AssertionError("refused without a reason or remedy", refused);
            }
        }
    }
}
