package org.commonwatch.server.api;

import org.commonwatch.access.BodyId;
import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.membership.Collections;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.membership.Party;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code POST /api/v1/taxii/collections}: adds a collection and says who may read and write it. */
final class PostCollection implements HandlerFunction<ServerResponse> {
    private final Collections collections;
    private final Parties parties;

    /** What is asked for; {@code read} and {@code write} name parties. */
    record Wanted(
            String root,
            String title,
            Optional<String> description,
            Optional<String> id,
            Optional<String> alias,
            Optional<List<String>> mediaTypes,
            Optional<List<String>> read,
            Optional<List<String>> write) {}

    private record Grant(Party party, boolean read, boolean write) {}

    PostCollection(Collections collections, Parties parties) {
        this.collections = collections;
        this.parties = parties;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Wanted wanted = Requests.body(request, Wanted.class);
        // Before anything is added, so that nothing is if one of the names is wrong.
        List<Grant> grants = grants(wanted);
        Collection added =
                collections.add(
                        new Collections.Wanted(
                                root(wanted.root()),
                                wanted.title(),
                                wanted.description().orElse(""),
                                wanted.id().map(id -> Requests.uuid("id", id)),
                                wanted.alias(),
                                wanted.mediaTypes().orElse(List.of())));
        grants.forEach(each -> collections.grant(added, each.party, each.read, each.write));
        return Answers.ok(GetTaxiiCollections.Listed.of(added));
    }

    private List<Grant> grants(Wanted wanted) {
        List<String> readers = wanted.read().orElse(List.of());
        List<String> writers = wanted.write().orElse(List.of());
        Set<String> names = new LinkedHashSet<>(readers);
        names.addAll(writers);
        List<Grant> grants = new ArrayList<>();
        for (String name : names) {
            grants.add(
                    new Grant(parties.named(name), readers.contains(name), writers.contains(name)));
        }
        return grants;
    }

    private static BodyId root(String name) {
        try {
            return new BodyId(name);
        } catch (IllegalArgumentException noName) {
            throw new ProblemException(new Problem.NotFound("API root", name));
        }
    }
}
