package org.commonwatch.cli.terminal;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import org.jspecify.annotations.Nullable;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** How far long work has come: drawn on a terminal only, and never on standard output. */
public final class Bar implements AutoCloseable {
    private static final int COLUMNS = 79;

    private final @Nullable ProgressBar bar;
    private final PrintWriter err;

    public Bar(String task, String unit, long size, PrintWriter err) {
        this.err = err;
        this.bar =
                onTerminal()
                        ? new ProgressBarBuilder()
                                .setTaskName(task)
                                .setUnit(unit, size)
                                .setInitialMax(100)
                                .setStyle(ProgressBarStyle.ASCII)
                                .showSpeed()
                                .setConsumer(new DelegatingProgressBarConsumer(this::draw, COLUMNS))
                                .build()
                        : null;
    }

    private static boolean onTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    public void to(long done, long total) {
        if (bar != null) {
            bar.maxHint(total).stepTo(done);
        }
    }

    private void draw(String line) {
        err.print("\r" + line);
        err.flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            err.println();
        }
    }
}
