package org.commonwatch.telemetry.sensor.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.telemetry.Given;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.EveReader;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.zeek.ZeekTsvFormat;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final String RECORD = "{\"_path\":\"conn\",\"ts\":1772359200,\"x\":";

    @Test
    void aLineMayBeOneMebibyteLong() {
        String padding = "x".repeat(Chunk.LINE_LIMIT - RECORD.length() - "\"\"}".length());
        String longest = RECORD + "\"" + padding + "\"}";
        assertThat(read(Dialect.ZEEK_JSON, longest + "\r\n").events().count()).isOne();
        assertThat(read(Dialect.ZEEK_JSON, longest + " \n").rejected().getFirst().reason())
                .isEqualTo(Reason.TOO_LONG);
    }

    @Test
    void jsonMayBeNestedSixtyFourDeep() {
        int inside = EveReader.DEPTH_LIMIT - 1;
        String deepest = RECORD + "[".repeat(inside) + "]".repeat(inside) + "}";
        assertThat(read(Dialect.ZEEK_JSON, deepest).events().count()).isOne();
        String deeper = RECORD + "[".repeat(inside + 1) + "]".repeat(inside + 1) + "}";
        assertThat(read(Dialect.ZEEK_JSON, deeper).rejected().getFirst().reason())
                .isEqualTo(Reason.TOO_DEEP);
    }

    @Test
    void aLogOfZeeksMayHaveSoManyColumns() {
        int more = ZeekTsvFormat.COLUMN_LIMIT - 1;
        String log =
                "#path\tx\n#fields\tts" + "\tc".repeat(more) + "\n1772359200" + "\t1".repeat(more);
        assertThat(read(Dialect.ZEEK_TSV, log).events().count()).isOne();
        Batch wider = read(Dialect.ZEEK_TSV, log.replace("\n17", "\tc\n17") + "\t1");
        assertThat(wider.rejected())
                .extracting(line -> line.reason())
                .containsExactly(Reason.WRONG_COLUMNS, Reason.NO_HEADER);
    }

    @Test
    void marksAndBlanksAreNothingAndNulBytesAreBad() {
        String login = "Mar  1 10:00:00 gate sshd[1]: Failed password for x from 192.0.2.1 port 1";
        Batch batch = read(Dialect.SSHD, "\uFEFF" + login + "\n \t\r\n\n\uFEFF\n" + login + "\0\n");
        assertThat(batch.events().count()).isOne();
        assertThat(batch.skipped()).isEqualTo(3);
        assertThat(batch.rejected())
                .extracting(line -> line.reason() + " " + line.line())
                .containsExactly("NUL_BYTES 5");
    }

    private static Batch read(Dialect dialect, String text) {
        Chunk.Lines chunk = new Chunk.Lines(Given.bytes(text), 1, 0);
        Batch batch = new Batch();
        batch.clear(chunk);
        dialect.reader(CountingRule.ATTACKS, new ReadingOptions(2026)).read(chunk, batch);
        return batch;
    }
}
