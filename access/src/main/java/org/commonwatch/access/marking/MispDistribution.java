package org.commonwatch.access.marking;

import org.commonwatch.access.saying.Phrase;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the distribution of MISP events and attributes. Who is in this community and who in a
 * connected one are affiliations with {@link #COMMUNITY} and {@link #CONNECTED}.
 */
public final class MispDistribution {
    /** The group of those on the same MISP server. */
    public static final String COMMUNITY = "misp:this-community";

    /** The group of those on servers connected to it. */
    public static final String CONNECTED = "misp:connected-communities";

    /** The group that is one organisation, by its UUID. */
    public static final String ORGANISATION = "misp-org:";

    /**
     * A sharing group.
     *
     * @param organisations their UUIDs
     */
    public record SharingGroup(String uuid, List<String> organisations) {
        public SharingGroup {
            organisations = List.copyOf(organisations);
        }
    }

    private MispDistribution() {}

    /**
     * What a level from 0 to 5 means.
     *
     * @param original exactly as it came
     * @param group of level 4
     * @param event what the event means, which an attribute of level 5 inherits
     */
    public static Marking read(
            String original, int level, Optional<SharingGroup> group, Optional<Marking> event) {
        List<Condition> means =
                switch (level) {
                    case 0 -> List.of(new Condition.OnlyTo(Circle.of(Set.of())));
                    case 1 ->
                            List.of(
                                    new Condition.OnlyTo(Circle.ofGroups(Set.of(COMMUNITY))),
                                    Condition.Duty.to(Phrase.OWNERS_BEYOND));
                    case 2 ->
                            List.of(
                                    new Condition.OnlyTo(
                                            Circle.ofGroups(inOrder(COMMUNITY, CONNECTED))),
                                    Condition.Duty.to(Phrase.ONE_SERVER_FURTHER));
                    case 3 -> List.of();
                    case 4 -> group.map(MispDistribution::within).orElse(unreadable(4));
                    case 5 -> event.map(Marking::means).orElse(unreadable(5));
                    default -> unreadable(level);
                };
        return new Marking("misp-distribution-" + level, "MISP", original, means);
    }

    private static List<Condition> within(SharingGroup group) {
        Set<String> organisations = new LinkedHashSet<>();
        group.organisations().forEach(each -> organisations.add(ORGANISATION + each));
        return List.of(new Condition.OnlyTo(Circle.ofGroups(organisations)));
    }

    private static List<Condition> unreadable(int level) {
        return List.of(new Condition.Unreadable("MISP distribution " + level));
    }

    private static Set<String> inOrder(String one, String other) {
        return new LinkedHashSet<>(List.of(one, other));
    }
}
