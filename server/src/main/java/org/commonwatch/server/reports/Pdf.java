package org.commonwatch.server.reports;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;

import org.apache.pdfbox.pdmodel.font.FontMappers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sets a page as PDF, in the one font that is shipped; nothing is loaded from anywhere. One at a
 * time, for each takes a processor and the whole font.
 */
final class Pdf {
    private static final int NORMAL = 400;

    private final ReentrantLock lock = new ReentrantLock(true);
    // Nothing until a PDF is asked for: with what is made of it, the font takes 21 MB.
    private final AtomicReference<byte[]> font = new AtomicReference<>(new byte[0]);

    Pdf() {
        XRLog.setLoggingEnabled(false);
    }

    private byte[] font() {
        if (font.get().length == 0) {
            byte[] read = ReportFont.read();
            try {
                FontMappers.set(new OneFont(read));
            } catch (IOException e) {
                throw new UncheckedIOException("the font of reports cannot be read", e);
            }
            font.set(read);
        }
        return font.get();
    }

    byte[] of(String page) {
        lock.lock();
        try {
            byte[] whole = font();
            var pdf = new ByteArrayOutputStream();
            var builder = new PdfRendererBuilder();
            builder.useFont(
                    () -> new ByteArrayInputStream(whole),
                    "Noto Sans TC",
                    NORMAL,
                    FontStyle.NORMAL,
                    true);
            // With what voices that read aloud need.
            builder.usePdfUaAccessibility(true);
            builder.useUriResolver((base, uri) -> null);
            builder.withHtmlContent(page, null);
            builder.toStream(pdf);
            builder.run();
            return pdf.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("written to memory", e);
        } finally {
            lock.unlock();
        }
    }
}
