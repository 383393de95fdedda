package org.commonwatch.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the product says of itself. */
class ProductTest {
    @Test
    void itsVersionIsTheOneThatIsBuilt() throws Exception {
        Path build =
                Stream.of("pom.xml", "../pom.xml")
                        .map(Path::of)
                        .filter(Files::exists)
                        .reduce((near, far) -> far)
                        .orElseThrow();
        assertThat(Files.readString(build))
                .contains("<artifactId>commonwatch</artifactId>")
                .containsPattern("<version>" + Product.VERSION + "(-SNAPSHOT)?</version>");
    }
}
