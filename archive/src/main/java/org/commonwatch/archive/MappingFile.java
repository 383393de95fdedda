package org.commonwatch.archive;

import org.commonwatch.telemetry.sensor.dialect.Dialects;
import org.commonwatch.telemetry.sensor.mapping.Mapping;

import java.nio.file.Path;
import java.util.List;

/**
 * Mappings in YAML files: those that are shipped, and those of the operator's own. What a file says
 * that is not known is refused with its line and the nearest known word.
 */
public final class MappingFile {
    /** No mapping file may have more bytes. */
    public static final int SIZE_LIMIT = YamlFile.SIZE_LIMIT;

    private static final List<String> SHIPPED =
            List.of("cisco-asa", "fortigate", "pan-os", "check-point", "iptables");

    private MappingFile() {}

    /** Every format that is known without a mapping of the operator's own. */
    public static Dialects dialects() {
        return Dialects.builtIn().and(shipped());
    }

    /** The mappings that are shipped: the dialects of widespread firewalls. */
    public static List<Mapping> shipped() {
        return SHIPPED.stream()
                .map(name -> mapping(YamlFile.shipped("/mappings/" + name + ".yaml")))
                .toList();
    }

    /** The mapping in a file. Throws {@link ArchiveRefusedException} if it holds none. */
    public static Mapping read(Path file) {
        return mapping(YamlFile.read(file));
    }

    /**
     * The mapping that a text is. Throws {@link ArchiveRefusedException} if it is none.
     *
     * @param name of the text in refusals
     */
    public static Mapping parse(String name, String text) {
        return mapping(YamlFile.parse(name, text));
    }

    private static Mapping mapping(YamlNode root) {
        return new MappingYaml(root.file()).mapping(root);
    }
}
