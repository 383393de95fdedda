package org.commonwatch.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The house numbers of STYLE.md. A list of exceptions here may only shrink.
 *
 * <p>{@code mvn -pl testkit -am test -Dtest=TidyTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dtidy.fix=true} formats every file instead of complaining.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TidyTest {
    private static final int LINE_COLUMNS = 100;
    private static final int METHOD_LINES = 70;
    private static final int FILE_LINES = 600;
    private static final int PACKAGE_TYPES = 25;
    private static final int PARAMETERS = 5;
    private static final double SERVER_PUBLIC_SHARE = 0.60;

    /**
     * Classes that cut streams of bytes or read text from left to right, line after line: an object
     * for each step would cost more than it tells.
     */
    private static final Set<String> MAY_ASSIGN_FIELDS =
            Set.of(
                    "AddressText",
                    "Amount",
                    "Batch",
                    "Budget",
                    "BundleReader",
                    "ByLong",
                    "CaseLines",
                    "CellCounts",
                    "Chunker",
                    "Collected",
                    "Columns",
                    "DistinctCount",
                    "EventBuffer",
                    "EventRows",
                    "Events",
                    "EveFields",
                    "EvePaths",
                    "EveReader",
                    "EveSaying",
                    "EveWalk",
                    "Extent",
                    "Fingerprints",
                    "FlatObject",
                    "FlatReadingBenchmark",
                    "FollowedFile",
                    "Found",
                    "FrameBlocks",
                    "FrameHand",
                    "FrameWindow",
                    "GramTable",
                    "Group",
                    "Happening",
                    "IndicatorIds",
                    "IndicatorTableBuilder",
                    "IntervalTable",
                    "JsonKey",
                    "JsonKeys",
                    "Kept",
                    "KeyColumn",
                    "Known",
                    "KnownKinds",
                    "LeaderCount",
                    "LineWriter",
                    "LongCounts",
                    "LookUpBenchmark",
                    "Losses",
                    "Marks",
                    "Matchability",
                    "Matched",
                    "Matcher",
                    "Month",
                    "ParallelLines",
                    "PathIndex",
                    "PatternBenchmark",
                    "PatternLexer",
                    "PatternParser",
                    "PatternStream",
                    "PcreReader",
                    "Question",
                    "RawWriter",
                    "ReadingBenchmark",
                    "RequestCounts",
                    "Rewriting",
                    "RunCursor",
                    "Search",
                    "SegmentCutter",
                    "SessionCounter",
                    "SightingCounts",
                    "Spans",
                    "SpanWriter",
                    "SpillFile",
                    "Structure",
                    "TextDictionary",
                    "TimeBytes",
                    "TimestampText",
                    "TimeText",
                    "TopSources",
                    "Unpacked",
                    "Walk",
                    "ZeekTsvFormat");

    /** Fields that a library fills in. */
    private static final Set<String> FILLED_IN =
            Set.of("Option", "Parameters", "ArgGroup", "Mixin", "Spec", "TempDir", "Param");

    private static final Pattern BANNED_NAME =
            Pattern.compile(
                    ".*(Impl|Utils?|Helper|Manager|Service|Processor|DTO)|(Base|Abstract)[A-Z].*");
    private static final Pattern SKIPPED =
            Pattern.compile(
                    "@([\\w.]+\\.)?(Disabled|Ignore)\\b|assume(True\\(false|False\\(true)\\)");
    private static final Pattern LEFT_FOR_LATER =
            Pattern.compile("\\b(TODO(?!\\(#\\d+\\))|FIXME|XXX|HACK)\\b");
    private static final Pattern OF_A_MACHINE = Pattern.compile("[\" =:](/tmp/|/root/|/home/)");

    private List<Source> sources = List.of();

    @BeforeAll
    void readTheHouse() throws IOException {
        List<Source> read = new ArrayList<>();
        for (Path file : files(".java")) {
            read.add(Source.read(file));
        }
        sources = read;
    }

    @Test
    void thereIsAHouseToLookAt() {
        assertThat(sources).hasSizeGreaterThan(20);
    }

    @Test
    void everyFileIsFormatted() throws Exception {
        var formatter =
                new Formatter(
                        JavaFormatterOptions.builder()
                                .style(JavaFormatterOptions.Style.AOSP)
                                .build());
        List<String> untidy = new ArrayList<>();
        for (Source source : sources) {
            String tidy = formatter.formatSourceAndFixImports(source.text());
            if (Boolean.getBoolean("tidy.fix")) {
                Files.writeString(source.path(), tidy);
            } else if (!tidy.equals(source.text())) {
                untidy.add(source.path() + ": format it with -Dtidy.fix=true");
            }
        }
        assertThat(untidy).isEmpty();
    }

    @Test
    void linesFilesAndMethodsAreShort() {
        List<String> tooLong = new ArrayList<>();
        for (Source source : sources) {
            List<String> lines = source.text().lines().toList();
            if (lines.size() > FILE_LINES) {
                tooLong.add(source.path() + ": " + lines.size() + " lines");
            }
            for (int i = 0; i < lines.size(); i++) {
                // The name of a class of somebody else cannot be broken.
                if (lines.get(i).length() > LINE_COLUMNS && !lines.get(i).startsWith("import ")) {
                    tooLong.add(source.path() + ":" + (i + 1) + ": over 100 columns");
                }
            }
            for (Source.Method method : source.methods()) {
                if (method.lines() > METHOD_LINES) {
                    tooLong.add(source.path() + ": " + method);
                }
                if (method.parameters() > PARAMETERS) {
                    tooLong.add(source.path() + ": " + method);
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void packagesAreSmallAndSayWhatTheyAreFor() {
        Map<Path, Integer> types = new TreeMap<>();
        Map<Path, Boolean> marked = new HashMap<>();
        for (Source source : sources) {
            Path folder = source.path().getParent();
            if (source.inMain() && source.isPackageInfo()) {
                marked.put(folder, source.text().contains("@NullMarked"));
            } else if (source.inMain() && !source.path().endsWith("module-info.java")) {
                int topLevel = (int) source.types().stream().filter(Source.Type::topLevel).count();
                types.merge(folder, topLevel, Integer::sum);
            }
        }
        assertThat(types)
                .allSatisfy((folder, count) -> {
                    assertThat(count).as("types in %s", folder).isLessThanOrEqualTo(PACKAGE_TYPES);
                    assertThat(marked).as("@NullMarked package-info").containsEntry(folder, true);
                });
    }

    @Test
    void publicTypesAreDocumented() {
        assertThat(sources)
                .filteredOn(Source::inMain)
                .allSatisfy(source ->
                        assertThat(source.types())
                                .filteredOn(type -> type.topLevel() && type.isPublic())
                                .as(source.path().toString())
                                .allMatch(Source.Type::documented));
    }

    @Test
    void theServerHidesMostOfItself() {
        List<Source.Type> types =
                sources.stream()
                        .filter(source -> source.path().toString().contains("/server/src/main/"))
                        .flatMap(source -> source.types().stream())
                        .filter(Source.Type::topLevel)
                        .toList();
        long open = types.stream().filter(Source.Type::isPublic).count();
        assertThat((double) open).isLessThan(types.size() * SERVER_PUBLIC_SHARE);
    }

    @Test
    void namesSayWhatThingsAre() {
        assertThat(sources)
                .flatExtracting(Source::types)
                .noneMatch(type -> BANNED_NAME.matcher(type.name()).matches());
    }

    @Test
    void fieldsAreFinal() {
        assertThat(sources)
                .filteredOn(Source::inMain)
                .flatExtracting(Source::looseFields)
                .filteredOn(field -> !MAY_ASSIGN_FIELDS.contains(field.type()))
                .filteredOn(field -> !FILLED_IN.contains(field.annotation()))
                .isEmpty();
    }

    @Test
    void nothingIsSkippedLeftForLaterOrTiedToAMachine() throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> texts = new ArrayList<>(files(".md", ".xml", ".yaml", ".sql", ".sh", "cwatch"));
        sources.forEach(source -> texts.add(source.path()));
        for (Path file : texts) {
            if (file.endsWith("TidyTest.java")) {
                continue; // it names what it looks for
            }
            String text = Files.readString(file);
            for (Pattern pattern : List.of(SKIPPED, LEFT_FOR_LATER, OF_A_MACHINE)) {
                pattern.matcher(text)
                        .results()
                        .forEach(hit -> found.add(file + ": " + hit.group()));
            }
        }
        assertThat(found).isEmpty();
    }

    private static List<Path> files(String... endings) throws IOException {
        Path house = Path.of(System.getProperty("house"));
        try (Stream<Path> all = Files.walk(house)) {
            return all.filter(path -> Stream.of(endings).anyMatch(path.toString()::endsWith))
                    .filter(path -> !isBuilt(house.relativize(path)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isBuilt(Path path) {
        for (Path part : path) {
            String name = part.toString();
            if (name.equals("target") || name.equals("node_modules") || name.equals(".git")) {
                return true;
            }
        }
        return false;
    }
}
