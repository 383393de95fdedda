package org.commonwatch.server;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;

import org.slf4j.LoggerFactory;

/** How the process writes what it has to say, beside its data: on standard error. */
public enum LogFormat {
    /** A line for people. */
    TEXT,
    /** An object of JSON on each line, for machines. */
    JSON;

    /** Writes in this form from now on. */
    public void use() {
        if (this == JSON && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            root.detachAndStopAllAppenders();
            JsonLines lines = new JsonLines();
            lines.setContext(context);
            lines.start();
            ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
            appender.setContext(context);
            appender.setTarget("System.err");
            appender.setEncoder(lines);
            appender.start();
            root.addAppender(appender);
        }
    }
}
