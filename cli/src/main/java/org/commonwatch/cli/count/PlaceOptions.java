package org.commonwatch.cli.count;

import org.commonwatch.archive.geography.GeographyFile;
import org.commonwatch.archive.geography.SectorFile;
import org.commonwatch.telemetry.geography.Geography;
import org.commonwatch.telemetry.geography.Places;
import org.commonwatch.telemetry.geography.Sectors;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be known of where sources and targets are. */
final class PlaceOptions {
    @Option(
            names = "--geo",
            paramLabel = "FILE",
            description = {
                "A database of countries or autonomous systems (.mmdb, or CSV with the columns",
                "network,country,asn), which wins over the one that is shipped; may be given again."
            })
    private List<Path> databases = new ArrayList<>();

    @Option(
            names = "--no-country",
            description = "Does without the database of countries that is shipped.")
    private boolean noCountry;

    @Option(
            names = "--sectors",
            paramLabel = "FILE",
            description = "Sectors of your targets: CSV with the columns network,sector.")
    private Optional<Path> sectors = Optional.empty();

    /** Reads them; the first database given wins, the one that is shipped comes last. */
    Places places() {
        List<Geography> all = new ArrayList<>();
        databases.forEach(file -> all.add(GeographyFile.read(file)));
        if (!noCountry) {
            all.add(GeographyFile.shipped());
        }
        return new Places(
                all.stream().reduce(Geography::over).orElse(Geography.NONE),
                sectors.map(SectorFile::read).orElse(Sectors.NONE));
    }
}
