package dev.askfirst.console.unasked;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.reconcile.ReportIntake;
import dev.askfirst.reconcile.ReportRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Takes delivery reports that staff hand in with a form. Of one that is refused nothing is kept. */
@ApplicationScoped
class Uploads {

    /** What became of it. */
    sealed interface Result {
        /** It is recorded, and will be matched. */
        record Taken(UUID report) implements Result {}

        /** Nothing of it is recorded. */
        record Refused(int status, UploadForm form) implements Result {}
    }

    private static final Texts TEXTS = Texts.of("unasked", "en");
    private static final Pattern WORKBOOK = Pattern.compile("(?i).*\\.(xlsx?|xlsm|ods|numbers)");
    private static final int INVALID = 400;

    private final ReportIntake intake;
    private final CatalogService catalogs;

    Uploads(ReportIntake intake, CatalogService catalogs) {
        this.intake = intake;
        this.catalogs = catalogs;
    }

    Result take(Upload upload, Caller caller) {
        try {
            return taken(upload, caller);
        } catch (Fault fault) {
            return refused(upload, fault.code().status(), readable(fault.getMessage()), List.of(), 0);
        }
    }

    private Result taken(Upload upload, Caller caller) {
        var about = ReportRequest.of(
                        UploadForm.text(upload.sender),
                        UploadForm.instant("from", upload.from, 0),
                        UploadForm.instant("to", upload.to, 1))
                .checked(caller, catalogs.newest());
        if (upload.file == null || UploadForm.text(upload.file.fileName()).isEmpty())
            return refused(upload, TEXTS.text("wrongNone"));
        if (WORKBOOK.matcher(upload.file.fileName()).matches()) return refused(upload, TEXTS.text("wrongWorkbook"));
        try (var body = Files.newInputStream(upload.file.uploadedFile());
                var file = intake.receive(body, upload.file.fileName())) {
            var looked = intake.look(file);
            if (looked.isNonsense()) return nonsense(upload, looked);
            if (looked.rows() == 0 && (about.from().isEmpty() || about.to().isEmpty()))
                return refused(upload, TEXTS.text("wrongEmpty"));
            return new Result.Taken(intake.take(caller, about, file));
        } catch (IOException e) {
            throw new UncheckedIOException("the file was not received", e);
        }
    }

    private Result nonsense(Upload upload, ReportIntake.Looked looked) {
        var lines = looked.wrong().stream()
                .map(it -> new UploadForm.Line(it.line(), readable(it.why())))
                .toList();
        return refused(upload, INVALID, TEXTS.text("wrongRows", looked.rows()), lines, looked.rejected());
    }

    private Result refused(Upload upload, String why) {
        return refused(upload, INVALID, why, List.of(), 0);
    }

    private Result refused(Upload upload, int status, String why, List<UploadForm.Line> lines, long rejected) {
        return new Result.Refused(status, UploadForm.refused(upload, catalogs.newest(), why, lines, rejected));
    }

    /** What the API says of a member, as a sentence about the file. */
    static String readable(String why) {
        var said = why.replaceFirst("^`body` ", TEXTS.text("theFile") + " ")
                .replaceFirst("^`row` ", TEXTS.text("theRow") + " ");
        return said.replaceAll("`([^`]*)`", "“$1”");
    }
}
