package org.commonwatch.server;

import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Refuses in one way until that is compiled, and then in another way for the first time in a
 * virtual thread that slept meanwhile; prints the status that is answered.
 */
final class AsleepProcess {
    private static final int UNTIL_COMPILED = 20_000;

    private static final ServerRequest NOBODYS =
            (ServerRequest)
                    Proxy.newProxyInstance(
                            AsleepProcess.class.getClassLoader(),
                            new Class<?>[] {ServerRequest.class},
                            (proxy, method, arguments) -> {
                                throw new UnsupportedOperationException(method.getName());
                            });

    private AsleepProcess() {}

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < UNTIL_COMPILED; i++) {
            answer(request -> {
                throw new TelemetryRefusedException(new TelemetryRefusal.UnknownFormat(List.of()));
            });
        }
        Thread.sleep(500);
        var asleep = new CountDownLatch(1);
        var awake = new CountDownLatch(1);
        Thread thread =
                Thread.ofVirtual()
                        .start(() ->
                                print(request -> {
                                    asleep.countDown();
                                    awake.await();
                                    throw Late.refusal();
                                }));
        asleep.await();
        Thread.sleep(100);
        Late.refusal();
        awake.countDown();
        thread.join();
    }

    /** Loads the other kind of refusal when it is first called. */
    private static final class Late {
        static RuntimeException refusal() {
            return new TelemetryRefusedException(new TelemetryRefusal.TooManyCells(1));
        }
    }

    private static void print(HandlerFunction<ServerResponse> handler) {
        try {
            System.out.println(answer(handler));
        } catch (Exception | LinkageError e) {
            System.out.println(e);
        }
    }

    private static int answer(HandlerFunction<ServerResponse> handler) throws Exception {
        RouterFunction<ServerResponse> told = Refusals.told(request -> Optional.of(handler));
        return told.route(NOBODYS).orElseThrow().handle(NOBODYS).statusCode().value();
    }
}
