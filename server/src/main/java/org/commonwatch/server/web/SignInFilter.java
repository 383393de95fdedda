package org.commonwatch.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Optional;

/** Asks at the door about whatever a request presents, and stops it if that is wrong. */
final class SignInFilter extends OncePerRequestFilter {
    /** What a browser's page sends with what changes something, to show that it is ours. */
    static final String CSRF_HEADER = "X-CSRF-Token";

    private final SignIn.Door door;
    private final Shares shares;
    private final AuthenticationEntryPoint signedOut;
    private final AccessDeniedHandler otherwise;
    private final RequestAttributeSecurityContextRepository contexts =
            new RequestAttributeSecurityContextRepository();

    SignInFilter(SignIn.Door door, Shares shares, SignIn.Refusals refusals) {
        this.door = door;
        this.shares = shares;
        this.signedOut = refusals.signedOut();
        this.otherwise = refusals.otherRole();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Area.isPublic(request);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Optional<Presented> presented = Presented.by(request);
            if (presented.isPresent()) {
                signIn(presented.get(), request, response);
            }
        } catch (AccessDeniedException refused) {
            otherwise.handle(request, response, refused);
            return;
        } catch (AuthenticationException refused) {
            SecurityContextHolder.clearContext();
            signedOut.commence(request, response, refused);
            return;
        }
        chain.doFilter(request, response);
    }

    private void signIn(
            Presented presented, HttpServletRequest request, HttpServletResponse response) {
        SignIn.Admitted admitted = door.admit(presented);
        shares.take(admitted);
        String method = request.getMethod();
        if (!admitted.scope().covers(method, request.getServletPath())) {
            throw new AccessDeniedException("out of the token's scope");
        }
        if (presented instanceof Presented.Session(String secret)
                && !Scope.isReading(method)
                && !HostCookie.isProof(secret, request.getHeader(CSRF_HEADER))) {
            throw new AccessDeniedException("sent by a page of somebody else");
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(admitted.who());
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
