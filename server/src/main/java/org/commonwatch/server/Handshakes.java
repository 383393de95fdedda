package org.commonwatch.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;

import org.commonwatch.server.membership.RefusedSignIns;
import org.commonwatch.server.membership.RefusedSignIns.Reason;
import org.slf4j.LoggerFactory;

import java.security.cert.CertificateException;
import java.util.Optional;

/**
 * Tells the operator why the certificate of a client was refused. The web server ends such a
 * connection within TLS and says so at a level that nobody reads, among all that goes wrong in
 * handshakes; this listens there and tells what is about certificates.
 */
final class Handshakes extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final String NAME = "org.apache.tomcat.util.net.NioEndpoint.handshake";

    private final RefusedSignIns refused;
    private final Optional<Logger> logger;

    private Handshakes(RefusedSignIns refused) {
        this.refused = refused;
        this.logger =
                LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                        ? Optional.of(context.getLogger(NAME))
                        : Optional.empty();
    }

    /** Listens until it is closed. */
    static Handshakes watched(RefusedSignIns refused) {
        Handshakes handshakes = new Handshakes(refused);
        handshakes.logger.ifPresent(logger -> {
            handshakes.setContext(logger.getLoggerContext());
            handshakes.start();
            logger.setLevel(Level.DEBUG);
            logger.setAdditive(false);
            logger.addAppender(handshakes);
        });
        return handshakes;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
            boolean ofCertificates = false;
            String reason = "";
            for (Throwable e = proxy.getThrowable(); e != null; e = e.getCause()) {
                ofCertificates |= e instanceof CertificateException;
                reason = String.valueOf(e.getMessage());
            }
            if (ofCertificates) {
                refused.tell(Reason.CERTIFICATE, reason);
            }
        }
    }

    @Override
    public void close() {
        logger.ifPresent(each -> each.detachAppender(this));
        stop();
    }
}
