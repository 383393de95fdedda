package org.commonwatch.cli.demo;

import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.Netrc;
import org.commonwatch.cli.ingest.SegmentSender;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.synthetic.Synthetic;
import org.commonwatch.stix.Indicator;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.stix.Sighting.Window;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.simulation.world.Campaign;
import org.commonwatch.telemetry.simulation.world.World;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Holder;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Sensor;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Plays a scenario from its first day to its last in a server whose clock it moves: everything is
 * told to the server when it happens, as those would tell it whom it happens to.
 */
final class Stage {
    private static final int AT_ONCE = 2;
    private static final int TOKEN_DAYS = 3_650;
    private static final int PASSWORD_BYTES = 24;

    /** Who asks for the party without standing what it may be told. */
    static final String ANALYST = "outsider-analyst";

    /** Who may know everything, and changes nothing. */
    static final String AUDITOR = "auditor";

    private final Scenario scenario;
    private final World world;
    private final RunningServer server;
    private final StoryClock clock;
    private final Path folder;
    private final Client operator;
    private final Map<String, StixId> parties = new HashMap<>();
    private final Map<String, Netrc> tokens = new LinkedHashMap<>();
    private final Holdings holdings;
    private final Set<StixId> told = new HashSet<>();

    /** What a file of lines came to, by the sensor. */
    record Delivered(Map<String, SegmentSender.Delivered> bySensor) {
        long lines() {
            return bySensor.values().stream().mapToLong(SegmentSender.Delivered::lines).sum();
        }
    }

    /** What is done at a time. */
    private record Step(Instant at, Runnable what) {}

    /**
     * Plays in a server that nothing was told yet.
     *
     * @param folder where tokens go, in files for curl
     */
    Stage(World world, Scenario scenario, RunningServer server, StoryClock clock, Path folder) {
        this.scenario = scenario;
        this.world = world;
        this.server = server;
        this.clock = clock;
        this.folder = folder;
        this.operator = Client.operator(server.url(), server.operatorToken());
        this.holdings = new Holdings(world);
    }

    /** The operator of the server. */
    Client operator() {
        return operator;
    }

    /** A reader of the party with that sort of standing, or a sensor. */
    Client client(String name) {
        return netrc(name).client(server.url());
    }

    /** The file with its token. */
    Path netrcFile(String name) {
        return folder.resolve(name + ".netrc");
    }

    private Netrc netrc(String name) {
        Netrc netrc = tokens.get(name);
        if (netrc == null) {
            throw new IllegalStateException("no token was made for " + name);
        }
        return netrc;
    }

    /** The rules of the body, its parties, their sensors and readers. */
    void open() {
        scenario.institutions()
                .charters()
                .forEach((body, charter) -> {
                    if (!body.equals(Demo.BODY.name())) {
                        operator.post("/api/v1/taxii/roots", Map.of("name", body));
                    }
                    operator.post(
                            "/api/v1/charters",
                            "application/yaml",
                            BodyPublishers.ofString(charter));
                });
        for (String name : scenario.institutions().parties()) {
            String id =
                    operator.post("/api/v1/parties", Map.of("name", name, "standing", "none"))
                            .path("id")
                            .asString();
            parties.put(name, StixId.parse(id));
        }
        for (Sensor each : world.plan().sensors()) {
            token(each.name(), each.party(), "sensor");
        }
        scenario.institutions().readers().forEach((sort, party) -> token(sort, party, "reader"));
    }

    // Tokens go into files of the demo's directory, for curl; none is ever printed.
    private void token(String name, String party, String role) {
        var wanted = new TreeMap<String, Object>();
        wanted.put("name", name);
        wanted.put("party", party);
        wanted.put("role", role);
        wanted.put("tlp", scenario.sensors().markings().getOrDefault(name, "TLP:AMBER"));
        wanted.put("days", TOKEN_DAYS);
        Netrc netrc =
                new Netrc(name, operator.post("/api/v1/tokens", wanted).path("token").asString());
        Netrc.create(netrcFile(name));
        netrc.write(netrcFile(name));
        tokens.put(name, netrc);
    }

    /** People who ask in the end, with passwords that nobody knows. */
    void inquire() {
        user(ANALYST, scenario.institutions().outsider(), "analyst");
        user(AUDITOR, scenario.institutions().parties().getFirst(), "auditor");
    }

    private void user(String name, String party, String role) {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        operator.post(
                "/api/v1/users",
                Map.of("name", name, "party", party, "roles", List.of(role), "password", password));
        tokens.put(name, new Netrc(name, password));
    }

    /** Everything up to the day on which it is played, but for the lines. */
    void play() {
        try (var counting = new Counting(holdings.rounds(), this::count)) {
            for (Step step : steps(counting)) {
                clock.leap(step.at());
                step.what().run();
            }
        }
        clock.leap(midnight(world.plan().calendar().end()));
    }

    private List<Step> steps(Counting counting) {
        List<Step> steps = new ArrayList<>();
        for (Scenario.Claim claim : scenario.institutions().claims()) {
            steps.add(
                    new Step(
                            claim.recorded(),
                            () ->
                                    operator.post(
                                            "/api/v1/assertions",
                                            "application/json",
                                            BodyPublishers.ofString(claim.text()))));
        }
        String all = all();
        // What was learnt is told first: what was seen of it before is then seen too.
        holdings.tellings()
                .forEach((day, learnt) ->
                        steps.add(new Step(midnight(day), () -> tell(learnt, all))));
        for (Holdings.Round round : holdings.rounds()) {
            steps.add(new Step(midnight(round.to()), () -> counting.await(round.to())));
            steps.add(new Step(midnight(round.to()), () -> see(round)));
        }
        Scenario.Vote vote = scenario.vote();
        steps.add(new Step(midnight(vote.added()), () -> add(vote)));
        if (isAsked(scenario)) {
            steps.add(new Step(midnight(vote.asked()), () -> ask(vote)));
        }
        // In the order of time; what happens together, in the order above.
        steps.sort((one, other) -> one.at().compareTo(other.at()));
        return steps;
    }

    /** Whether anything was counted by the day on which the question is to be put down. */
    static boolean isAsked(Scenario scenario) {
        LocalDate told = scenario.plan().calendar().first().plusDays(Holdings.ROUND_DAYS);
        return !scenario.vote().asked().isBefore(told);
    }

    private void add(Scenario.Vote vote) {
        operator.post(
                "/api/v1/elections",
                Map.of(
                        "id",
                        vote.id(),
                        "name",
                        vote.name(),
                        "jurisdiction",
                        vote.jurisdiction(),
                        "offices",
                        vote.offices(),
                        "date",
                        vote.date().toString()));
    }

    private void ask(Scenario.Vote vote) {
        operator.post("/api/v1/elections/" + vote.id() + "/ramp-tests", Map.of("unit", "alert"));
    }

    private void tell(Map<Holder, Map<Campaign, List<Observable>>> learnt, String all) {
        Map<String, List<String>> byParty = new LinkedHashMap<>();
        learnt.forEach((holder, campaigns) -> {
            Tlp marking = Tlp.parse(holder.marking());
            var telling = new Telling(party(holder.party()), marking, clock.instant(), told);
            byParty.computeIfAbsent(holder.party(), party -> new ArrayList<>())
                    .addAll(telling.objects(campaigns));
        });
        together(byParty.entrySet(), each -> tell(each.getKey(), each.getValue(), all));
    }

    private void tell(String party, List<String> objects, String all) {
        JsonNode taken =
                operator.post(
                        "/api/v1/taxii/import?collection="
                                + all
                                + "&owner="
                                + Client.encoded(party),
                        "application/json",
                        BodyPublishers.ofString(
                                "{\"objects\":[" + String.join(",", objects) + "]}"));
        if (taken.path("rejected").asLong() > 0) {
            throw new IllegalStateException("what " + party + " told was refused: " + taken);
        }
    }

    // Some at a time: while the database keeps one, the next is made.
    private static <T> void together(Collection<T> all, Consumer<T> each) {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            all.stream()
                    .map(one -> CompletableFuture.runAsync(() -> each.accept(one), threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException refused ? refused : failed;
        }
    }

    // The collection of all that a body shares.
    private String all() {
        for (JsonNode each : operator.get("/api/v1/taxii/collections").path("collections")) {
            if (each.path("root").asString().equals(Demo.BODY.name())
                    && each.path("alias").asString().equals("all")) {
                return each.path("id").asString();
            }
        }
        throw new IllegalStateException("there is no collection of everything");
    }

    private void count(Holdings.Round round) {
        List<Synthetic.Drawn> drawn = new ArrayList<>();
        for (Sensor each : world.plan().sensors()) {
            LocalDate end = scenario.drawnTo(each.name());
            LocalDate to = round.to().isBefore(end) ? round.to() : end;
            Map<Cell, Long> cells = world.cells(each.name(), round.from(), to);
            drawn.add(new Synthetic.Drawn(each.name(), cells, Map.of()));
        }
        server.synthetic().draw(drawn);
    }

    private void see(Holdings.Round round) {
        List<Synthetic.Drawn> drawn = new ArrayList<>();
        for (Sensor each : world.plan().sensors()) {
            Map<Window, Seen> seen = new TreeMap<>();
            holdings.seen(each.name(), round, scenario.drawnTo(each.name()))
                    .forEach((met, one) -> seen.put(window(met, each.name()), one));
            drawn.add(new Synthetic.Drawn(each.name(), Map.of(), seen));
        }
        server.synthetic().draw(drawn);
    }

    private Window window(Holdings.Met met, String sensor) {
        Holder holder = met.held().holder();
        var indicator =
                new Indicator(
                        party(holder.party()),
                        met.held().address(),
                        "",
                        Tlp.parse(holder.marking()),
                        met.hour());
        return new Window(indicator.id(), sensor, met.hour());
    }

    private StixId party(String name) {
        StixId id = parties.get(name);
        if (id == null) {
            throw new IllegalStateException("no such party was added: " + name);
        }
        return id;
    }

    /** The last days of some sensors, as lines. */
    Delivered deliver() throws IOException {
        Map<String, SegmentSender.Delivered> bySensor = new TreeMap<>();
        LocalDate end = world.plan().calendar().end();
        for (String sensor : scenario.sensors().raw().keySet()) {
            var sender = new SegmentSender(client(sensor), AT_ONCE);
            var lines = new MadeLines(world.lines(sensor, scenario.drawnTo(sensor), end));
            bySensor.put(
                    sensor,
                    sender.deliver(
                            "lines of " + sensor,
                            lines,
                            SegmentSender.Form.TOLD,
                            (place, soFar) -> {}));
        }
        return new Delivered(bySensor);
    }

    private static Instant midnight(LocalDate date) {
        return date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
