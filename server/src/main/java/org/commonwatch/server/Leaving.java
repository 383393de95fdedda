package org.commonwatch.server;

import org.commonwatch.server.health.Porch;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/** Leaves the server's address to the web server, just before that starts. */
final class Leaving implements SmartLifecycle {
    private final Porch porch;

    Leaving(Porch porch) {
        this.porch = porch;
    }

    @Override
    public void start() {
        porch.close();
    }

    @Override
    public void stop() {
        // it is left
    }

    @Override
    public boolean isRunning() {
        return false;
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
    }
}
