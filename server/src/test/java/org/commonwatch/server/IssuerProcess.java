package org.commonwatch.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.*;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.*;
import org.springframework.security.oauth2.server.authorization.settings.*;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A real issuer of OpenID Connect in a process of its own: Spring's authorization server, with
 * clients whose tokens are each wrong in one way.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class IssuerProcess {
    static final String PASSWORD = "pat's own password";

    /** Machines, by what is wrong with their tokens. */
    static final List<String> MACHINES =
            List.of("good", "skewed", "stranger", "early", "late", "homeless", "idle", "unknown");

    private static final String READY = "ready at ";

    static String secret(String client) {
        return "secret of " + client;
    }

    /** A running one. */
    record Running(Process process, String url) implements AutoCloseable {
        @Override
        public void close() {
            process.destroy();
        }
    }

    static Running start() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                IssuerProcess.class.getName())
                        .redirectErrorStream(true)
                        .start();
        StringBuilder said = new StringBuilder();
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
                return new Running(process, line.substring(READY.length()));
            }
            said.append(line).append('\n');
        }
        throw new IOException(said.toString());
    }

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(IssuerProcess.class);
        application.setDefaultProperties(Map.of("server.address", "127.0.0.1", "server.port", "0"));
        var context = (WebServerApplicationContext) application.run();
        int port = Objects.requireNonNull(context.getWebServer()).getPort();
        System.out.println(READY + "http://127.0.0.1:" + port);
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http) {
        return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
                .authorizeHttpRequests(paths -> paths.anyRequest().authenticated())
                .formLogin(Customizer.withDefaults())
                .build();
    }

    @Bean
    AuthorizationServerSettings settings() {
        return AuthorizationServerSettings.builder().build();
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                User.withUsername("pat").password("{noop}" + PASSWORD).roles("USER").build(),
                User.withUsername("lost").password("{noop}" + PASSWORD).roles("USER").build());
    }

    @Bean
    JWKSource<SecurityContext> keys() throws JOSEException {
        RSAKey key = new RSAKeyGenerator(2_048).keyID(UUID.randomUUID().toString()).generate();
        return new ImmutableJWKSet<>(new JWKSet(key));
    }

    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    RegisteredClientRepository clients() {
        RegisteredClient watch =
                client("watch")
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .redirectUri("http://127.0.0.1/api/v1/session/issuer/return")
                        .scope("openid")
                        .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                        .build();
        List<RegisteredClient> all =
                Stream.concat(
                                Stream.of(watch),
                                MACHINES.stream()
                                        .map(name ->
                                                client(name)
                                                        .authorizationGrantType(
                                                                AuthorizationGrantType
                                                                        .CLIENT_CREDENTIALS)
                                                        .build()))
                        .toList();
        return new InMemoryRegisteredClientRepository(all);
    }

    private static RegisteredClient.Builder client(String name) {
        return RegisteredClient.withId(name)
                .clientId(name)
                .clientSecret("{noop}" + secret(name))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims() {
        return context -> {
            Instant now = Instant.now();
            var claims = context.getClaims();
            claims.audience(List.of("watch"))
                    .claim("org", "xa")
                    .claim("access", Map.of("groups", List.of("readers", "others")));
            Authentication principal = context.getPrincipal();
            if (principal != null && principal.getName().equals("lost")) {
                claims.claims(all -> all.remove("org"));
            }
            switch (context.getRegisteredClient().getClientId()) {
                case "stranger" -> claims.audience(List.of("somebody-else"));
                case "skewed" ->
                        claims.notBefore(now.plusSeconds(30)).issuedAt(now.plusSeconds(30));
                case "early" -> claims.notBefore(now.plus(Duration.ofHours(1)));
                case "late" ->
                        claims.issuedAt(now.minus(Duration.ofHours(2)))
                                .notBefore(now.minus(Duration.ofHours(2)))
                                .expiresAt(now.minusSeconds(90));
                case "homeless" -> claims.claims(all -> all.remove("org"));
                case "idle" -> claims.claims(all -> all.remove("access"));
                case "unknown" -> claims.claim("org", "xz");
                default -> {}
            }
        };
    }
}
