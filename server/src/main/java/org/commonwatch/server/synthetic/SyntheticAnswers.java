package org.commonwatch.server.synthetic;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/** Has every answer of a synthetic store say that it is one, and of which world. */
public final class SyntheticAnswers extends OncePerRequestFilter {
    /** The header of an answer that says so. */
    public static final String HEADER = "Synthetic-Data";

    private final Synthetic synthetic;

    public SyntheticAnswers(Synthetic synthetic) {
        this.synthetic = synthetic;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        synthetic.scenario().ifPresent(scenario -> response.setHeader(HEADER, scenario));
        chain.doFilter(request, response);
    }
}
