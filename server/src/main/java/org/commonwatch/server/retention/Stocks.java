package org.commonwatch.server.retention;

import org.commonwatch.archive.events.ArchiveIntake;
import org.commonwatch.archive.raw.RawFiles;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be let go of.
 *
 * @param raw deliveries as they came
 * @param rawDays for how many days they are kept if nobody says otherwise; 0 for good
 * @param archive of events
 * @param inbox a folder to which files were delivered
 */
public record Stocks(RawFiles raw, int rawDays, ArchiveIntake archive, Optional<Path> inbox) {
    List<Stock> of(KeptClass kept) {
        return switch (kept) {
            case RAW -> List.of(new RawStock(raw));
            case EVENTS -> List.of(new EventStock(archive));
            case INBOX -> inbox.<Stock>map(InboxStock::new).stream().toList();
            case CELLS, SIGHTINGS, HISTORY, DELIVERIES, RECEIPTS, PROPOSALS, PASSES ->
                    List.copyOf(RowStock.ALL.getOrDefault(kept, List.of()));
        };
    }

    Map<KeptClass, Integer> usualDays() {
        return rawDays == 0 ? Map.of() : Map.of(KeptClass.RAW, rawDays);
    }
}
