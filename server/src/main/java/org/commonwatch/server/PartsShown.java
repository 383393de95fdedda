package org.commonwatch.server;

import org.commonwatch.server.console.ConsoleRoutes;
import org.commonwatch.server.console.Deployment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** What people see, in a browser and on paper. */
@Configuration(proxyBeanMethods = false)
class PartsShown {
    @Bean
    Deployment deployment(Settings settings) {
        Settings.Shown shown = settings.listening().flows().shown();
        return new Deployment(
                shown.name(),
                shown.zone(),
                settings.isSynthetic(),
                settings.body().name(),
                settings.listening().issuer().isPresent());
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> console(Deployment deployment) {
        return Refusals.told(ConsoleRoutes.of(ConsoleRoutes.FOLDER, deployment));
    }
}
