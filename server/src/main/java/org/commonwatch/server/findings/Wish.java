package org.commonwatch.server.findings;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Who wants a finding, in which language, about what.
 *
 * @param parameters of the address, by their names
 */
public record Wish(Credential who, Phrases phrases, Function<String, Optional<String>> parameters) {
    /** The same with a parameter as if it were in the address. */
    public Wish with(String name, String value) {
        return new Wish(
                who,
                phrases,
                each -> each.equals(name) ? Optional.of(value) : parameters.apply(each));
    }

    /** The same without some parameters. */
    public Wish without(String... names) {
        List<String> left = List.of(names);
        return new Wish(
                who,
                phrases,
                each -> left.contains(each) ? Optional.empty() : parameters.apply(each));
    }

    /** Refuses whoever has none of these roles. */
    public void checkIs(Role... roles) {
        if (Stream.of(roles).noneMatch(who::is)) {
            throw new ProblemException(new Problem.Forbidden());
        }
    }

    /** What is said on a page. */
    Finding finding(String page, String title, String subtitle, List<Fact> facts) {
        return new Finding(page, phrases.language(), title, subtitle, facts);
    }

    /** The same, where a key has both, the second as {@code KEY.more}. */
    Finding finding(String page, String key, List<Fact> facts) {
        return finding(page, phrases.say(key, facts), phrases.say(key + ".more", facts), facts);
    }
}
