package org.commonwatch.cli;

import org.commonwatch.telemetry.simulation.Simulation;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;

/** A simulation as the file that it would be. */
final class SimulatedLines extends InputStream {
    private final Simulation simulation;
    private final AtomicReference<ByteBuffer> block = new AtomicReference<>(ByteBuffer.allocate(0));

    SimulatedLines(Simulation simulation) {
        this.simulation = simulation;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
        if (!block.get().hasRemaining()) {
            if (!simulation.hasNext()) {
                return -1;
            }
            block.set(ByteBuffer.wrap(simulation.next()));
        }
        int count = Math.min(length, block.get().remaining());
        block.get().get(bytes, from, count);
        return count;
    }
}
