package org.commonwatch.cli.client;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the number of a port from a command line, or says that there is no such port. */
public final class Port {
    private static final int LAST = 65_535;

    private Port() {}

    /** Where somebody listens. */
    public static final class ToCall implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, 1);
        }
    }

    /** Where to listen; 0 takes any that is free. */
    public static final class ToServe implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, 0);
        }
    }

    private static int number(String text, int first) {
        try {
            int port = Integer.parseInt(text);
            if (port >= first && port <= LAST) {
                return port;
            }
        } catch (NumberFormatException e) {
            // no number at all is no port either
        }
        throw new TypeConversionException(
                "There is no port '%s'. Give a number from %d to %d.".formatted(text, first, LAST));
    }
}
