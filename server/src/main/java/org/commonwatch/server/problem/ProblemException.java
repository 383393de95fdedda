package org.commonwatch.server.problem;

/** Carries a {@link Problem} to the one edge where it becomes an answer. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.message());
        this.problem = problem;
    }

    /** The problem, for the caller. */
    public Problem problem() {
        return problem;
    }
}
