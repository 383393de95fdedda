package org.commonwatch.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/** Asks at the door about whatever a request presents, and stops it if that is wrong. */
final class SignInFilter extends OncePerRequestFilter {
    private final SignIn.Door door;
    private final AuthenticationEntryPoint signedOut;
    private final RequestAttributeSecurityContextRepository contexts =
            new RequestAttributeSecurityContextRepository();

    SignInFilter(SignIn.Door door, AuthenticationEntryPoint signedOut) {
        this.door = door;
        this.signedOut = signedOut;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Presented.by(request)
                    .ifPresent(presented -> {
                        SecurityContext context = SecurityContextHolder.createEmptyContext();
                        context.setAuthentication(door.admit(presented));
                        SecurityContextHolder.setContext(context);
                        contexts.saveContext(context, request, response);
                    });
        } catch (AuthenticationException refused) {
            SecurityContextHolder.clearContext();
            signedOut.commence(request, response, refused);
            return;
        }
        chain.doFilter(request, response);
    }
}
