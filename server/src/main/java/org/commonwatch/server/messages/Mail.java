package org.commonwatch.server.messages;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.commonwatch.server.notices.Notice;
import org.commonwatch.server.outbound.Outbound;
import org.commonwatch.server.outbound.Outbound.Cover;
import org.commonwatch.server.outbound.OutboundException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Properties;

/** Sends notices together in one mail over SMTP, which speaks TLS before it says anything. */
public final class Mail implements Messenger {
    private static final int AT_ONCE = 200;

    private final Outbound outbound;
    private final URI to;
    private final Envelope envelope;
    private final InstantSource clock;

    /**
     * From whom to whom.
     *
     * @param recipients with commas between them
     * @param secret {@code name:password}; empty if nobody signs in
     */
    public record Envelope(String sender, String recipients, String secret) {}

    /** Over {@code smtps://host:465} or {@code smtp://host:587}, which is asked for STARTTLS. */
    public Mail(Outbound outbound, URI to, Envelope envelope, InstantSource clock) {
        this.outbound = outbound;
        this.to = to;
        this.envelope = envelope;
        this.clock = clock;
    }

    @Override
    public int together() {
        return AT_ONCE;
    }

    @Override
    public String send(List<Notice> notices) {
        Properties properties = new Properties();
        boolean later = cover() == Cover.LATER;
        properties.put("mail.smtp.starttls.enable", Boolean.toString(later));
        properties.put("mail.smtp.starttls.required", Boolean.toString(later));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", outbound.covers());
        properties.put("mail.smtp.localhost", "commonwatch");
        properties.put("mail.smtp.auth", Boolean.toString(!envelope.secret().isEmpty()));
        Session session = Session.getInstance(properties, new SignIn(envelope.secret()));
        try (Socket socket = outbound.connect(to, cover());
                SMTPTransport transport = (SMTPTransport) session.getTransport("smtp")) {
            Message message = message(session, notices);
            transport.connect(socket);
            transport.sendMessage(message, message.getAllRecipients());
            return transport.getLastServerResponse().strip();
        } catch (MessagingException | IOException e) {
            throw new OutboundException(
                    to.getHost() + " did not take the mail: " + e.getMessage() + ".",
                    "Check sender, recipients and secret.",
                    e);
        }
    }

    /** Says with what it is signed in, if that is asked for. */
    private static final class SignIn extends Authenticator {
        private final String secret;

        SignIn(String secret) {
            this.secret = secret;
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            String[] parts = secret.split(":", 2);
            return new PasswordAuthentication(parts[0], parts.length == 2 ? parts[1] : "");
        }
    }

    private Cover cover() {
        return switch (to.getScheme()) {
            case "smtps" -> Cover.TLS;
            case "smtp" -> to.getHost().equals("127.0.0.1") ? Cover.NONE : Cover.LATER;
            case null, default ->
                    throw new OutboundException(
                            "'" + to + "' is no address of SMTP.",
                            "Write it as smtps://host:465 or smtp://host:587.");
        };
    }

    private MimeMessage message(Session session, List<Notice> notices) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(envelope.sender()));
        message.setRecipients(
                Message.RecipientType.TO, InternetAddress.parse(envelope.recipients()));
        message.setSubject(subject(notices), "UTF-8");
        message.setSentDate(Date.from(clock.instant()));
        StringBuilder text = new StringBuilder();
        for (Notice each : notices) {
            text.append(each.at())
                    .append("  ")
                    .append(each.kind())
                    .append('\n')
                    .append(each.said())
                    .append('\n')
                    .append(each.link())
                    .append("\n\n");
        }
        message.setText(text.toString(), "UTF-8");
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }

    private static String subject(List<Notice> notices) {
        String first = notices.getFirst().said().lines().findFirst().orElse("");
        return notices.size() == 1 ? first : first + ", and " + (notices.size() - 1) + " more";
    }
}
