package org.commonwatch.server.matching;

import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.indicators.KnownGoodReading;
import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;
import org.commonwatch.telemetry.matching.KnownGood;
import org.commonwatch.telemetry.matching.Origin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Lists of what is never looked for, as they lie in a folder. */
public final class KnownGoodLists {
    private final KnownGood lists;
    private final boolean none;

    private KnownGoodLists(KnownGood lists, boolean none) {
        this.lists = lists;
        this.none = none;
    }

    /**
     * Reads every {@code list.json} below a folder; none if there is no such folder.
     *
     * @throws ArchiveRefusedException if one is no list, or the folder has none
     */
    public static KnownGoodLists read(Path folder) {
        return Files.isDirectory(folder)
                ? new KnownGoodLists(KnownGoodReading.read(List.of(folder)).lists(), false)
                : none();
    }

    /** None. */
    public static KnownGoodLists none() {
        return new KnownGoodLists(KnownGood.nothing(), true);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return none;
    }

    KnownGood lists() {
        return lists;
    }

    /** The list that has it, if one has. */
    public Optional<String> listWith(Observable thing) {
        if (thing.kind() == Observable.Kind.EMAIL) {
            return Optional.empty();
        }
        IndicatorTableBuilder builder = IndicatorTable.builder().without(lists);
        builder.add(thing, Origin.UNKNOWN);
        return builder.build().dropped().keySet().stream().findFirst();
    }
}
