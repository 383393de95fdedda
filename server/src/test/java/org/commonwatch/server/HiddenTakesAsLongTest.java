package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Whether something is hidden or absent cannot be told from how long the answer takes. Both are
 * asked for in turn, in an order by chance, so that whatever else the machine does slows both; what
 * is judged is not how long they take but how often the one takes longer than the other.
 */
class HiddenTakesAsLongTest {
    private static final int PAIRS = 250;
    private static final int WARM_UP = 50;

    // Of two samples of one distribution this share is 1/2, give or take 0.026.
    private static final double FIVE_DEVIATIONS = 0.13;

    @Test
    void whetherItIsHiddenOrAbsent(@TempDir Path folder) throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            house.party("CERT-XA", "member", "owner", "reader");
            Who outsider = house.party("CERT-XB", "none", "outsider", "reader");
            house.addIndicators("CERT-XA", "TLP:AMBER", "value,type,source\na.example,domain,s\n");
            String hidden = house.text("SELECT id FROM object WHERE id LIKE 'indicator--%'");
            String absent = "indicator--" + UUID.randomUUID();
            RandomGenerator random = new SplittableRandom(7);
            for (String path :
                    List.of(
                            "/api/v1/collections/3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1/objects/",
                            "/api/v1/rulings?object=",
                            House.INDICATORS)) {
                check(house, outsider, random, path + hidden, path + absent);
            }
            check(house, outsider, random, "/api/v1/parties/CERT-XA", "/api/v1/parties/CERT-ZZ");
        }
    }

    private static void check(
            House house, Who who, RandomGenerator random, String hidden, String absent)
            throws Exception {
        String last = hidden.startsWith("/api") ? "" : "/"; // as TAXII writes addresses
        for (int i = 0; i < WARM_UP; i++) {
            nanos(house, who, hidden + last);
            nanos(house, who, absent + last);
        }
        long[] ofHidden = new long[PAIRS];
        long[] ofAbsent = new long[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            if (random.nextBoolean()) {
                ofHidden[i] = nanos(house, who, hidden + last);
                ofAbsent[i] = nanos(house, who, absent + last);
            } else {
                ofAbsent[i] = nanos(house, who, absent + last);
                ofHidden[i] = nanos(house, who, hidden + last);
            }
        }
        assertThat(longer(ofHidden, ofAbsent))
                .as("how often %s takes longer than what is absent", hidden)
                .isBetween(0.5 - FIVE_DEVIATIONS, 0.5 + FIVE_DEVIATIONS);
    }

    private static long nanos(House house, Who who, String path) throws Exception {
        long begin = System.nanoTime();
        int status = house.get(Optional.of(who), path, "*/*").statusCode();
        long nanos = System.nanoTime() - begin;
        assertThat(status).isEqualTo(404);
        return nanos;
    }

    // Of all pairs the share in which the first is the longer one (Mann and Whitney's statistic).
    private static double longer(long[] ones, long[] others) {
        long[] sorted = others.clone();
        Arrays.sort(sorted);
        long less = 0;
        for (long one : ones) {
            int place = Arrays.binarySearch(sorted, one);
            less += place < 0 ? -place - 1 : place;
        }
        return (double) less / ((long) ones.length * others.length);
    }
}
