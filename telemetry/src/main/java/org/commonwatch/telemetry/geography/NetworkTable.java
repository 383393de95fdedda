package org.commonwatch.telemetry.geography;

import java.nio.ByteBuffer;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/** A number for every address of both families, 0 where nothing was said. */
final class NetworkTable {
    private static final int IPV4_BYTES = 4;

    private final Ranges four;
    private final Ranges six;

    private NetworkTable(Ranges four, Ranges six) {
        this.four = four;
        this.six = six;
    }

    int get4(long address) {
        return four.get4(address);
    }

    int get6(long high, long low) {
        return six.get6(high, low);
    }

    NetworkTable with(NetworkTable other, IntBinaryOperator together) {
        return new NetworkTable(four.with(other.four, together), six.with(other.six, together));
    }

    NetworkTable renumbered(IntUnaryOperator number) {
        return new NetworkTable(four.renumbered(number), six.renumbered(number));
    }

    /** Collects networks; of nested ones the narrower wins, of equal ones the later. */
    static final class Builder {
        private final Ranges.Builder four = new Ranges.Builder(false);
        private final Ranges.Builder six = new Ranges.Builder(true);

        void add(byte[] address, int length, int number) {
            ByteBuffer bits = ByteBuffer.wrap(address);
            if (address.length == IPV4_BYTES) {
                four.add(0, bits.getInt() & 0xFFFF_FFFFL, length, number);
            } else {
                six.add(bits.getLong(), bits.getLong(), length, number);
            }
        }

        NetworkTable build() {
            return new NetworkTable(four.build(), six.build());
        }
    }
}
