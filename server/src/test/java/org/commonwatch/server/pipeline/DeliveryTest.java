package org.commonwatch.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

class DeliveryTest {
    private static final Delivery.Form FORM = new Delivery.Form(Optional.of(Dialect.EVE), 2026);

    /** Gives blanks for as long as it is asked, one every so often. */
    private static InputStream drip(Duration pause, int count) {
        return new InputStream() {
            private int left = count;

            @Override
            public int read() throws IOException {
                try {
                    Thread.sleep(pause);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return left-- > 0 ? ' ' : -1;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int one = read();
                if (one < 0) {
                    return -1;
                }
                bytes[from] = (byte) one;
                return 1;
            }
        };
    }

    @Test
    void aDeliveryThatDripsMakesWayForOthers() {
        var delivery =
                new Delivery(
                        drip(Duration.ofMillis(20), 1_000_000),
                        Optional.empty(),
                        FORM,
                        Duration.ofMillis(300));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() ->
                        delivery.chunks(dialect -> chunk -> {}, OutputStream.nullOutputStream()))
                .satisfies(e -> assertThat(e.problem()).isInstanceOf(Problem.TooSlow.class));
    }

    @Test
    void aDeliveryWithinItsTimeIsRead() throws IOException {
        var delivery = new Delivery(drip(Duration.ofMillis(1), 20), Optional.empty(), FORM);
        delivery.chunks(dialect -> chunk -> {}, OutputStream.nullOutputStream());
        assertThat(delivery.id()).isEqualTo(delivery.digest()).hasSize(64);
    }
}
