package org.commonwatch.server.procedure;

import org.commonwatch.access.Affiliation;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Correspondence;
import org.commonwatch.access.Decision;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Request;
import org.commonwatch.access.RequestStep;
import org.commonwatch.access.history.Assertion;
import org.commonwatch.access.world.Party;
import org.commonwatch.access.world.World;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All requests, letters and decisions that are known, whoever may see them, and whose they are. */
final class Docket {
    private static final Pattern IDENTITY = Pattern.compile("identity--[0-9a-f-]{36}");

    private final World world;
    private final Map<String, Request> requests = new LinkedHashMap<>();
    private final Map<String, List<Assertion>> about = new LinkedHashMap<>();
    private final Map<String, List<Assertion>> letters = new LinkedHashMap<>();
    private final Map<String, Decision> decisions = new LinkedHashMap<>();
    private final List<Affiliation> secretariats = new ArrayList<>();
    private final Map<String, String> names;

    Docket(World world) {
        this.world = world;
        this.names =
                world.parties().stream()
                        .collect(Collectors.toMap(each -> each.id().toString(), Party::name));
        for (Assertion claim : world.ledger().known(Instant.MAX)) {
            claim.fact().ifPresent(fact -> add(claim, fact));
        }
    }

    private void add(Assertion claim, Fact fact) {
        request(fact).ifPresent(id -> about.computeIfAbsent(id, _ -> new ArrayList<>()).add(claim));
        switch (fact) {
            case Request each -> requests.putIfAbsent(each.id(), each);
            case Correspondence each ->
                    letters.computeIfAbsent(each.id(), _ -> new ArrayList<>()).add(claim);
            case Decision each -> decisions.putIfAbsent(each.id(), each);
            case Affiliation each when claim.source().equals(Institutions.OPERATOR) ->
                    secretariats.add(each);
            default -> {}
        }
    }

    private static Optional<String> request(Fact fact) {
        return switch (fact) {
            case Request each -> Optional.of(each.id());
            case RequestStep each -> Optional.of(each.request());
            case Correspondence each -> each.request();
            case Decision each -> each.about().request();
            default -> Optional.empty();
        };
    }

    World world() {
        return world;
    }

    /** Every request, in the order in which they came to be known. */
    List<Request> requests() {
        return List.copyOf(requests.values());
    }

    Optional<Request> request(String id) {
        return Optional.ofNullable(requests.get(id));
    }

    /** What is claimed about a request, itself included. */
    List<Assertion> about(String request) {
        return about.getOrDefault(request, List.of());
    }

    /** What is claimed about each letter, in the order in which they came to be known. */
    List<List<Assertion>> letters() {
        return List.copyOf(letters.values());
    }

    List<Assertion> letter(String id) {
        return letters.getOrDefault(id, List.of());
    }

    Optional<Decision> decision(String id) {
        return Optional.ofNullable(decisions.get(id));
    }

    /** The bodies that a party works for at an instant. */
    Set<BodyId> served(StixId party, Instant at) {
        return secretariats.stream()
                .filter(each -> each.party().equals(party) && isSecretariat(each, at))
                .map(each -> new BodyId(each.group().substring(Institutions.OFFICE.length())))
                .collect(Collectors.toSet());
    }

    /** The parties that work for a body at an instant. */
    Set<String> serving(BodyId body, Instant at) {
        return secretariats.stream()
                .filter(each -> isSecretariat(each, at))
                .filter(each -> each.group().equals(Institutions.OFFICE + body))
                .map(each -> each.party().toString())
                .collect(Collectors.toSet());
    }

    private boolean isSecretariat(Affiliation each, Instant at) {
        return each.span().contains(at)
                && each.group().startsWith(Institutions.OFFICE)
                && world.charters().stream()
                        .map(known -> Institutions.OFFICE + known.body().name())
                        .anyMatch(each.group()::equals);
    }

    boolean isParty(String id) {
        return names.containsKey(id);
    }

    /** A text with parties by their names, in place of their ids. */
    String named(String text) {
        return IDENTITY.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(names.getOrDefault(found.group(), found.group())));
    }

    /** The source that is called so: a party by its name, or the word itself. */
    String source(String called) {
        return world.parties().stream()
                .filter(each -> each.name().equals(called))
                .findFirst()
                .map(each -> each.id().toString())
                .orElse(called);
    }
}
