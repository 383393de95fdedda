package org.commonwatch.cli.matching;

import org.commonwatch.archive.indicators.IndexFile;
import org.commonwatch.archive.indicators.IndicatorReading;
import org.commonwatch.archive.indicators.KnownGoodReading;
import org.commonwatch.archive.indicators.ListAccount;
import org.commonwatch.cli.terminal.Bar;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The indicators of lists and indexes, and what became of every row.
 *
 * @param table what is looked for
 * @param rejected how many rows of lists were bad
 */
public record IndicatorSet(IndicatorTable table, long rejected) {
    private static final int REJECTS_SHOWN = 5;

    /** Nothing is looked for. */
    public static IndicatorSet empty() {
        return new IndicatorSet(IndicatorTable.empty(), 0);
    }

    /**
     * Reads lists and indexes, and tells what became of their rows. An index alone is taken as it
     * is; with anything else it is sorted in again.
     *
     * @param knownGood lists of what is not to be looked for
     * @param asOf indicators expired by then are left out
     */
    public static IndicatorSet gather(
            List<Path> lists, List<Path> knownGood, Instant asOf, PrintWriter err) {
        if (lists.size() == 1 && knownGood.isEmpty() && IndexFile.isIndex(lists.getFirst())) {
            return told(new IndicatorSet(IndexFile.read(lists.getFirst()), 0), err);
        }
        IndicatorTableBuilder builder = IndicatorTable.builder();
        if (!knownGood.isEmpty()) {
            KnownGoodReading.Lists good = KnownGoodReading.read(knownGood);
            tell(good.accounts(), err);
            builder.without(good.lists());
        }
        List<ListAccount> accounts = new ArrayList<>();
        for (Path list : lists) {
            if (IndexFile.isIndex(list)) {
                builder.addAll(IndexFile.read(list));
            } else {
                try (Bar bar = new Bar(String.valueOf(list.getFileName()), "MB", 1 << 20, err)) {
                    accounts.add(IndicatorReading.read(list, builder, asOf, bar::to));
                }
            }
        }
        IndicatorTable table = builder.build();
        accounts.forEach(account -> tell(account, builder.repeated(), err));
        long rejected = accounts.stream().mapToLong(each -> each.rows().rejected()).sum();
        return told(new IndicatorSet(table, rejected), err);
    }

    private static IndicatorSet told(IndicatorSet set, PrintWriter err) {
        set.table.dropped().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(list ->
                        err.printf(
                                "cwatch: known-good '%s' kept out %,d indicators%n",
                                list.getKey(), list.getValue()));
        err.printf("cwatch: looking for %,d indicators%n", set.table.size());
        err.flush();
        return set;
    }

    private static void tell(List<KnownGoodReading.Account> accounts, PrintWriter err) {
        long taken = accounts.stream().mapToLong(KnownGoodReading.Account::taken).sum();
        long skipped = accounts.stream().mapToLong(KnownGoodReading.Account::skipped).sum();
        err.printf(
                "cwatch: %,d known-good lists: %,d entries, %,d passed over (no indicator is of"
                        + " their kind, or they are regular expressions)%n",
                accounts.size(), taken, skipped);
    }

    private static void tell(ListAccount account, Map<String, Long> repeated, PrintWriter err) {
        ListAccount.Rows rows = account.rows();
        err.printf(
                "cwatch: %s (%s): %,d rows = %,d kept + %,d left out + %,d rejected;"
                        + " %,d of the kept repeat others%n",
                account.list(),
                account.format(),
                rows.all(),
                rows.kept(),
                rows.all() - rows.kept() - rows.rejected(),
                rows.rejected(),
                repeated.getOrDefault(account.list(), 0L));
        rows.leftOut().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(reason ->
                        err.printf(
                                "        left out %,d: %s%n", reason.getValue(), reason.getKey()));
        account.firstRejected().stream()
                .limit(REJECTS_SHOWN)
                .forEach(row ->
                        err.printf("        line %,d rejected: %s%n", row.line(), row.reason()));
        if (rows.rejected() > REJECTS_SHOWN) {
            err.printf("        and %,d more%n", rows.rejected() - REJECTS_SHOWN);
        }
    }
}
