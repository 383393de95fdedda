package org.commonwatch.access;

/**
 * A number that somebody states. It is a claim with its own unit and never added to what is counted
 * here.
 *
 * @param unit what is counted, such as {@code attacks a month as reported}
 */
public record Figure(String what, String unit, long atLeast, long atMost, Span span)
        implements Fact {
    public Figure {
        if (atMost < atLeast) {
            throw new AccessRefusedException(
                    new AccessRefusal.NotInOrder("figure", atLeast + "", atMost + ""));
        }
    }
}
