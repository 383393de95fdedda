package org.commonwatch.server.health;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Gives every request an id, which the answer and the log bear, and measures it. An endpoint is
 * named by its route: what was asked for, and by whom, is in the record and nowhere else.
 */
public final class Traffic extends OncePerRequestFilter {
    /** The header of an answer that bears its id. */
    public static final String ID = "Request-Id";

    /** What the log calls it. */
    public static final String IN_LOG = "request";

    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
    private static final int FAILED = 500;

    private final Meters meters;

    public Traffic(Meters meters) {
        this.meters = meters;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        response.setHeader(ID, id);
        MDC.put(IN_LOG, id);
        long begun = System.nanoTime();
        boolean thrown = true;
        try {
            chain.doFilter(request, response);
            thrown = false;
        } finally {
            int status = thrown ? FAILED : response.getStatus();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
            String route = route(request);
            meters.answered(method, route, status, took);
            if (status >= FAILED) {
                LOG.warn("{} {} was answered with {}", method, route, status);
            }
            MDC.remove(IN_LOG);
        }
    }

    private static String route(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
                        instanceof String pattern
                ? pattern
                : "none";
    }
}
