package org.commonwatch.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.commonwatch.server.problem.ProblemException;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

class IntakeTest {
    private static final int LIMIT = 1_000;

    private final Intake intake = new Intake(LIMIT);

    private InputStream open(int size) {
        return intake.open(OptionalLong.empty(), new ByteArrayInputStream(new byte[size]));
    }

    @Test
    void aBodyOfTheLimitIsReadAndOneByteMoreIsTooLarge() throws IOException {
        try (InputStream body = open(LIMIT)) {
            assertThat(body.readAllBytes()).hasSize(LIMIT);
        }
        try (InputStream body = open(LIMIT + 1)) {
            assertStatus(413, body::readAllBytes);
        }
        assertStatus(
                413, () -> intake.open(OptionalLong.of(LIMIT + 1), InputStream.nullInputStream()));
    }

    @Test
    void allBodiesAtOneTimeHaveALimitTooUntilOneIsLetGo() throws IOException {
        List<InputStream> held = new ArrayList<>();
        for (int i = 0; i < Intake.BODIES; i++) {
            InputStream body = open(LIMIT);
            assertThat(body.readAllBytes()).hasSize(LIMIT);
            held.add(body);
        }
        try (InputStream body = open(1)) {
            assertStatus(429, body::readAllBytes);
        }
        held.getFirst().close();
        held.getFirst().close(); // letting go twice frees no more
        try (InputStream body = open(LIMIT)) {
            assertThat(body.readAllBytes()).hasSize(LIMIT);
        }
        try (InputStream body = open(LIMIT);
                InputStream other = open(1)) {
            assertThat(body.readAllBytes()).hasSize(LIMIT);
            assertStatus(429, other::readAllBytes);
        }
    }

    private interface Reading {
        Object run() throws IOException;
    }

    private static void assertStatus(int status, Reading reading) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(reading::run)
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(status));
    }
}
