package org.commonwatch.server.health;

import org.commonwatch.server.doctor.Doctor;
import org.commonwatch.server.doctor.Finding;
import org.commonwatch.server.doctor.Sentence;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Languages;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;
import java.util.Map;

/** {@code GET /api/v1/doctor}: what an operator should know before it hurts. */
final class GetDoctor implements HandlerFunction<ServerResponse> {
    private static final Languages LANGUAGES = Languages.SHIPPED;

    private final Doctor doctor;

    GetDoctor(Doctor doctor) {
        this.doctor = doctor;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        String tag = LANGUAGES.asked(request);
        return Answers.ok(Map.of("findings", told(doctor.examine(), tag)));
    }

    private static List<Map<String, String>> told(List<Finding> findings, String tag) {
        return findings.stream()
                .map(each ->
                        Map.of(
                                "check", each.check(),
                                "level", each.level().label(),
                                "message", said(each.message(), tag),
                                "remedy", each.remedy().map(it -> said(it, tag)).orElse("")))
                .toList();
    }

    private static String said(Sentence sentence, String tag) {
        return LANGUAGES.say(tag, sentence.key(), sentence.words());
    }
}
