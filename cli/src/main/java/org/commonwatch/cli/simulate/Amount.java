package org.commonwatch.cli.simulate;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole number from 0, such as 250000, 250K or 40M. */
final class Amount implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})([kKmM]?)");

    @Override
    public Long convert(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is no number such as 250000, 250K or 40M");
        }
        long times =
                switch (form.group(2)) {
                    case "k", "K" -> 1_000;
                    case "m", "M" -> 1_000_000;
                    default -> 1;
                };
        return Long.parseLong(form.group(1)) * times;
    }
}
