package org.commonwatch.insight.gap;

import org.commonwatch.insight.knowledge.Holdings;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Rulings;
import org.commonwatch.insight.knowledge.Sightings;
import org.commonwatch.insight.world.World;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The gap as its definition has it, asked hour by hour and object by object. */
final class BruteForce {
    private final World world;
    private final int change;

    /** Indicators and sessions of the gap. */
    record Count(long indicators, long hits, long sessions, long allSessions) {}

    private BruteForce(World world, int change) {
        this.world = world;
        this.change = change;
    }

    static Count count(World world) {
        return new BruteForce(world, -1).count();
    }

    /** Had an act been done before all of it. */
    static Count count(World world, int change) {
        return new BruteForce(world, change).count();
    }

    private Count count() {
        Sightings seen = world.side().sightings();
        Question question = world.question();
        long indicators = 0;
        long hits = 0;
        long sessions = 0;
        long all = 0;
        for (int i = 0; i < world.catalogue().indicators(); i++) {
            boolean first = true;
            for (int row = seen.start(i); row < seen.start(i + 1); row++) {
                long at = seen.at(row);
                if (seen.attack(row) && at < question.window().to()) {
                    boolean in = at >= question.window().from();
                    boolean gap = in && known(i, at) && !readable(i, at);
                    hits += first && in ? 1 : 0;
                    indicators += first && gap ? 1 : 0;
                    sessions += gap ? seen.sessions(row) : 0;
                    all += in ? seen.sessions(row) : 0;
                    first = false;
                }
            }
        }
        return new Count(indicators, hits, sessions, all);
    }

    private boolean known(int i, long at) {
        Holdings holdings = world.catalogue().holdings();
        for (int row = holdings.start(i); row < holdings.start(i + 1); row++) {
            if (holdings.owner(row) != world.side().party()
                    && world.question().granted().get(holdings.owner(row))
                    && holdings.since(row) + world.question().delay() <= at) {
                return true;
            }
        }
        return false;
    }

    // At any second up to then at which anything changed.
    private boolean readable(int i, long at) {
        Holdings holdings = world.catalogue().holdings();
        Rulings rulings = world.side().rulings();
        for (int row = holdings.start(i); row < holdings.start(i + 1); row++) {
            if (holdings.owner(row) == world.side().party() && holdings.since(row) <= at) {
                return true;
            }
            for (long time : times(holdings.since(row), at)) {
                int state = rulings.state(holdings.handling(row), time);
                boolean granted = world.question().granted().get(holdings.owner(row));
                boolean would = granted && WorldActs.would(state, change);
                boolean others = holdings.owner(row) != world.side().party();
                if (others && (state == Rulings.READABLE || would)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Long> times(long since, long at) {
        if (since > at) {
            return List.of();
        }
        TreeSet<Long> times = new TreeSet<>(WorldActs.CHANGES);
        times.add(since);
        return new ArrayList<>(times.subSet(since, at + 1));
    }
}
