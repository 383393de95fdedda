package org.commonwatch.server.oidc;

import org.commonwatch.archive.YamlFile;
import org.commonwatch.archive.YamlNode;
import org.commonwatch.server.membership.Credential.Role;

import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * For which party somebody acts and with which roles, by the claims of an issuer. A value that is
 * not written down means nothing: there is no role that everybody has.
 */
public record ClaimMapping(Meanings<String> party, Meanings<Set<Role>> roles) {
    /**
     * What the values of a claim mean.
     *
     * @param claim its name; one within another is written with a dot between them
     */
    public record Meanings<T>(String claim, Map<String, T> values) {
        /** The values in a token; empty if the claim is missing. */
        List<String> in(Map<String, Object> claims) {
            Optional<Object> found = Optional.ofNullable(claims.get(claim));
            return texts(found.or(() -> within(claims, claim)).orElse(List.of()));
        }

        private static Optional<Object> within(Map<?, ?> claims, String path) {
            int dot = path.indexOf('.');
            if (dot < 0) {
                return Optional.ofNullable(claims.get(path));
            }
            return claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                    ? within(inner, path.substring(dot + 1))
                    : Optional.empty();
        }

        private static List<String> texts(Object value) {
            return value instanceof Collection<?> several
                    ? several.stream().map(String::valueOf).toList()
                    : List.of(String.valueOf(value));
        }

        /** What the values mean, of those that mean anything. */
        Stream<T> of(List<String> found) {
            return found.stream().flatMap(each -> Optional.ofNullable(values.get(each)).stream());
        }
    }

    /** Reads a file that the operator wrote; throws what {@link YamlFile} does. */
    public static ClaimMapping read(Path file) {
        YamlNode root = YamlFile.read(file);
        Map<String, YamlNode> entries = root.object(List.of("party", "roles"));
        return new ClaimMapping(
                meanings(root.needed(entries, "party"), YamlNode::words),
                meanings(root.needed(entries, "roles"), ClaimMapping::roles));
    }

    private static <T> Meanings<T> meanings(YamlNode node, Reading<T> reading) {
        Map<String, YamlNode> entries = node.object(List.of("claim", "values"));
        Map<String, T> values = new LinkedHashMap<>();
        node.needed(entries, "values")
                .object()
                .forEach((value, meaning) -> values.put(value, reading.read(meaning)));
        return new Meanings<>(node.needed(entries, "claim").text(), Map.copyOf(values));
    }

    private static Set<Role> roles(YamlNode node) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        List<String> known =
                Stream.of(Role.values())
                        .filter(role -> role != Role.SENSOR)
                        .map(Role::label)
                        .toList();
        for (YamlNode each : node.list()) {
            each.known(each.text(), known);
            roles.add(Role.valueOf(each.text().toUpperCase(Locale.ROOT)));
        }
        if (roles.contains(Role.OPERATOR) && roles.size() > 1) {
            throw node.refused(
                    "the operator belongs to no party and has no other role",
                    "Write [operator] alone.");
        }
        return roles;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(YamlNode node);
    }
}
