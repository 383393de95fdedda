package org.commonwatch.cli.ingest;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of deliveries that a client has on their way. */
final class AtOnce implements ITypeConverter<Integer> {
    private static final int MOST = 64;

    @Override
    public Integer convert(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // no number at all is none of these either
        }
        throw new TypeConversionException("'" + text + "' is no number from 1 to " + MOST);
    }
}
