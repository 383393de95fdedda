package org.commonwatch.server.health;

import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;
import java.util.Locale;

/** {@code GET /api/v1/settings}: what is set, where, and what for; never a secret. */
final class GetSettings implements HandlerFunction<ServerResponse> {
    private final List<ToldSetting> settings;

    /** The settings in their order. */
    record Found(List<Told> settings) {}

    /** One, with where it was set in a word that programs compare. */
    record Told(String name, String value, boolean secret, String set, String by, String meaning) {}

    GetSettings(List<ToldSetting> settings) {
        this.settings = settings;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(new Found(settings.stream().map(GetSettings::told).toList()));
    }

    private static Told told(ToldSetting each) {
        return new Told(
                each.name(),
                each.value(),
                each.secret(),
                each.set().name().toLowerCase(Locale.ROOT),
                each.by(),
                each.meaning());
    }
}
