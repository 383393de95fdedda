package org.commonwatch.server.web;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What this is. */
public final class Product {
    private static final String CONTRACT = "/openapi.yaml";
    private static final String KEY = "  version: ";

    /** Its version, as the contract has it; a test holds the build to the same. */
    public static final String VERSION = version();

    private Product() {}

    private static String version() {
        try (@Nullable InputStream file = Product.class.getResourceAsStream(CONTRACT)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + CONTRACT);
            }
            var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            return lines.lines()
                    .filter(each -> each.startsWith(KEY))
                    .findFirst()
                    .map(each -> each.substring(KEY.length()))
                    .orElseThrow(() -> new IllegalStateException(CONTRACT + " has no version"));
        } catch (IOException e) {
            throw new UncheckedIOException(CONTRACT, e);
        }
    }
}
