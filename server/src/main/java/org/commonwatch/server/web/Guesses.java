package org.commonwatch.server.web;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many wrong passwords are borne (NIST SP 800-63B, 3.2.2). Those for one name count by the
 * address they come from, so that nobody can lock out somebody who is elsewhere; those from one
 * address count together too, whatever the names, of which nobody learns whether they exist.
 */
public final class Guesses {
    /** So many for one name from one address at once, and then one in each {@link #EACH}. */
    static final int AT_ONCE = 10;

    static final Duration EACH = Duration.ofMinutes(1);

    /** So many from one address at once, and then one in each {@link #EACH_OF_ADDRESS}. */
    static final int AT_ONCE_OF_ADDRESS = 100;

    static final Duration EACH_OF_ADDRESS = Duration.ofSeconds(1);

    /** How many are told apart; beyond that, the one that was wrong least lately begins anew. */
    static final int LIMIT = 10_000;

    private static final int NETWORK_BYTES = 8;

    private final LongSupplier nanos;
    private final Bucket names = new Bucket(AT_ONCE, EACH);
    private final Bucket addresses = new Bucket(AT_ONCE_OF_ADDRESS, EACH_OF_ADDRESS);

    /** Of a server that starts now: nobody has been wrong yet. */
    public Guesses() {
        this(System::nanoTime);
    }

    Guesses(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Refuses somebody who has been wrong too often to try again now. */
    public synchronized void check(String name, String address) {
        long now = nanos.getAsLong();
        String network = network(address);
        long wait = Math.max(names.wait(network + ' ' + name, now), addresses.wait(network, now));
        if (wait > 0) {
            long second = Duration.ofSeconds(1).toNanos();
            throw new ProblemException(
                    new Problem.TooManyGuesses((int) ((wait + second - 1) / second)));
        }
    }

    /** Counts a wrong password. */
    public synchronized void wrong(String name, String address) {
        long now = nanos.getAsLong();
        String network = network(address);
        names.add(network + ' ' + name, now);
        addresses.add(network, now);
    }

    // Whoever has one address of IPv6 has the 2^64 beside it.
    private static String network(String address) {
        return InetAddress.ofLiteral(address) instanceof Inet6Address six
                ? HexFormat.of().formatHex(six.getAddress(), 0, NETWORK_BYTES)
                : address;
    }

    /** Of each key, when all that it has done would be borne if it had come evenly. */
    private static final class Bucket {
        private final int atOnce;
        private final long each;
        private final Map<String, Long> done = new LinkedHashMap<>(16, 0.75f, true);

        Bucket(int atOnce, Duration each) {
            this.atOnce = atOnce;
            this.each = each.toNanos();
        }

        long wait(String key, long now) {
            Long until = done.get(key);
            return until == null ? 0 : until - now - (atOnce - 1) * each;
        }

        void add(String key, long now) {
            done.merge(key, now + each, (before, _) -> (before - now > 0 ? before : now) + each);
            if (done.size() > LIMIT) {
                done.remove(done.keySet().iterator().next());
            }
        }
    }
}
