package org.commonwatch.server.web;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a token opens of that which its name may do. It can only narrow: what the name's roles and
 * the rulings on its party do not permit, no scope opens.
 *
 * @param readOnly whether it changes nothing
 * @param paths with which the addresses begin, whole segments each; empty for all
 */
public record Scope(boolean readOnly, List<String> paths) {
    /** All that the name may do. */
    public static final Scope ALL = new Scope(false, List.of());

    /** How many beginnings a scope names at most. */
    public static final int PATHS = 20;

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~{}-]{1,100}){1,10}");

    /** Refuses what is no beginning of an address. */
    public Scope {
        paths = List.copyOf(paths);
        if (paths.size() > PATHS) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "A scope of "
                                    + paths.size()
                                    + " addresses is longer than "
                                    + PATHS
                                    + ".",
                            "Name what several of them begin with."));
        }
        for (String path : paths) {
            if (!PATH.matcher(path).matches()) {
                throw new ProblemException(
                        new Problem.Malformed(
                                "A scope cannot be '" + path + "'.",
                                "Name with what addresses begin, such as"
                                        + " /api/v1/collections."));
            }
        }
    }

    /** Whether a method that changes nothing is among those that this is. */
    static boolean isReading(String method) {
        return READING.contains(method);
    }

    /** Whether this request is within it. */
    public boolean covers(String method, String path) {
        return (!readOnly || isReading(method))
                && (paths.isEmpty() || paths.stream().anyMatch(each -> begins(path, each)));
    }

    private static boolean begins(String path, String with) {
        return path.startsWith(with)
                && (path.length() == with.length() || path.charAt(with.length()) == '/');
    }
}
