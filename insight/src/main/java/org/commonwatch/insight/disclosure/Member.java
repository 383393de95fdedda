package org.commonwatch.insight.disclosure;

import java.util.List;

/**
 * An indicator in a cell.
 *
 * @param owners whose knowledge put it there
 * @param sessions of it
 */
public record Member(List<Integer> owners, long sessions) {
    public Member {
        owners = List.copyOf(owners);
    }
}
