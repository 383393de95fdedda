package org.commonwatch.insight.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.knowledge.Rulings;
import org.commonwatch.insight.knowledge.Side;
import org.commonwatch.insight.world.World;
import org.commonwatch.insight.world.WorldPlan;
import org.commonwatch.insight.world.WorldPlan.Rule;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

class CounterfactualTest {
    private static final Rulings ALL = Rulings.permittingAll(WorldPlan.HANDLINGS);

    private static Counterfactual under(World world, Rulings rulings, double cost) {
        return Counterfactual.of(
                world.catalogue(),
                world.side(),
                world.question(),
                new Counterfactual.Instead(rulings, cost));
    }

    @Test
    void theSameStandingChangesNothing() {
        World world = WorldPlan.usual(10).world(1);
        Counterfactual same = under(world, world.side().rulings(), 1);
        assertThat(same.objects()).isEqualTo(new Counterfactual.Objects(0, 0));
        assertThat(same.warned()).isEqualTo(new Bounds(0, 0));
        assertThat(same.net()).isEqualTo(new Bounds(0, 0));
    }

    @Test
    void readingEverythingWarnsAtMostOfAllSessionsOfTheGap() {
        Cases.check(
                50,
                random -> {
                    World world = WorldPlan.usual(5).world(random.nextLong());
                    Counterfactual all = under(world, ALL, 0.5);
                    double gap = world.gap().shares().sessions().count();
                    assertThat(all.warned().high()).isEqualTo(gap);
                    assertThat(all.warned().low()).isLessThanOrEqualTo(gap);
                    assertThat(all.objects().gained()).isPositive();
                    assertThat(all.objects().lost()).isZero();
                    assertThat(all.net())
                            .isEqualTo(
                                    new Bounds(
                                            all.warned().low() - 0.5 * all.falseAlarms().high(),
                                            all.warned().high() - 0.5 * all.falseAlarms().low()));
                });
    }

    @Test
    void whatIsGainedOneWayIsLostTheOtherWay() {
        World world = WorldPlan.usual(10).world(1);
        World reader = WorldPlan.usual(10).with(Rule.ALL_IS_PERMITTED).world(1);
        assertThat(under(reader, world.side().rulings(), 1).objects().lost())
                .isEqualTo(under(world, ALL, 1).objects().gained());
    }

    @Test
    void falseAlarmsAreCounted() {
        World world = WorldPlan.usual(40).world(1);
        Counterfactual all = under(world, ALL, 1);
        assertThat(all.falseAlarms().low()).isPositive();
        assertThat(all.net().high()).isLessThan(all.warned().high());
    }

    @Test
    void aCostBelowZeroAndRulingsOfOtherHandlingsAreRefused() {
        World world = WorldPlan.usual(1).world(1);
        assertThatThrownBy(() -> under(world, ALL, -1))
                .isInstanceOf(InsightRefusedException.class)
                .hasMessageContaining("-1.0");
        assertThatThrownBy(() -> under(world, Rulings.permittingAll(2), 1))
                .isInstanceOf(InsightRefusedException.class)
                .hasMessageContaining("2 rulings for 5 handlings");
        Side nobody =
                new Side(
                        8,
                        world.side().sightings(),
                        world.side().others(),
                        ALL,
                        world.side().mayGive());
        assertThatThrownBy(() -> Gap.of(world.catalogue(), nobody, world.question()))
                .isInstanceOf(InsightRefusedException.class)
                .hasMessageContaining("party is 8");
    }
}
