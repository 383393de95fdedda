package org.commonwatch.server;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;

import org.commonwatch.server.health.Traffic;
import org.commonwatch.server.web.Answers;

import java.io.ByteArrayOutputStream;

/** A message as one line of JSON: time, level, logger, message, and if any, request and failure. */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    @Override
    public byte[] encode(ILoggingEvent event) {
        byte[] line =
                Answers.json(json -> {
                    json.writeStringProperty("time", event.getInstant().toString());
                    json.writeStringProperty("level", event.getLevel().toString());
                    json.writeStringProperty("logger", event.getLoggerName());
                    json.writeStringProperty("message", event.getFormattedMessage());
                    String request = event.getMDCPropertyMap().get(Traffic.IN_LOG);
                    if (request != null) {
                        json.writeStringProperty("request", request);
                    }
                    IThrowableProxy failure = event.getThrowableProxy();
                    if (failure != null) {
                        json.writeStringProperty("failure", ThrowableProxyUtil.asString(failure));
                    }
                });
        var out = new ByteArrayOutputStream(line.length + 1);
        out.writeBytes(line);
        out.write('\n');
        return out.toByteArray();
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
