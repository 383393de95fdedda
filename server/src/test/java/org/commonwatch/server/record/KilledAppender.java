package org.commonwatch.server.record;

import org.commonwatch.database.Database;

import java.util.concurrent.Executors;

/**
 * Records answers and changes as fast as it can until it is killed, and prints each that is
 * acknowledged. Run in a process of its own with the names of what it does.
 */
final class KilledAppender {
    private KilledAppender() {}

    public static void main(String[] arguments) {
        Database database =
                Database.at(
                        System.getenv("RECORD_URL"),
                        System.getenv("RECORD_USER"),
                        System.getenv("RECORD_PASSWORD"));
        String run = arguments[0];
        Shelf shelf = Shelf.of(database);
        Record record = shelf.open();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                String name = run + "-" + thread + "-";
                boolean changes = thread == 0;
                threads.execute(() -> {
                    for (int i = 0; ; i++) {
                        if (changes) {
                            shelf.commit(name + i);
                            System.out.println("change " + name + i);
                            record.changed();
                        } else {
                            record.append(Shelf.answer(name + i, i));
                            System.out.println("answer " + name + i);
                        }
                    }
                });
            }
        }
    }
}
