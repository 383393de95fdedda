package org.commonwatch.telemetry.simulation;

/** What one sort of sensor sees of the simulated network. */
sealed interface Scene permits EveScene, ZeekScene, CowrieScene {
    /** Writes a record of what happens at the time that is set, and says what it is in truth. */
    void write(Happening it, LineWriter out);

    /**
     * Writes a record that matches the indicator that is set and no other; takes it back if there
     * is no such record.
     */
    void writeHit(Happening it, LineWriter out);
}
