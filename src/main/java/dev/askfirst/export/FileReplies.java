package dev.askfirst.export;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Problem;
import dev.askfirst.platform.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

/** Hands out files of exports over HTTP, whole or from where somebody stopped (RFC 9110, section 14). */
@ApplicationScoped
public class FileReplies {

    private final ExportService exports;

    FileReplies(ExportService exports) {
        this.exports = exports;
    }

    /** A file of an export of the caller's own; a fault if it is not there, or not yet. */
    public Response of(FileRequest request) {
        var export = exports.own(request.export, request.caller());
        var file = export.files().stream()
                .filter(it -> it.name().equals(request.name))
                .findFirst()
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "the export has no such file, or not yet"));
        var tag = '"' + file.sha256() + '"';
        var isSame = request.ifRange == null || request.ifRange.equals(tag);
        var part = ByteRange.of(isSame ? request.range : null, file.bytes());
        var response = Response.ok().header("Accept-Ranges", "bytes").header("Cache-Control", "no-store");
        if (part.isNone()) return unsatisfiable(response, part);
        if (part.isPart()) response.status(206).header("Content-Range", part.header());
        return response.entity(exports.read(export, file, part.first(), part.end()))
                .header("ETag", tag)
                .header("Content-Length", part.end() - part.first())
                .build();
    }

    private static Response unsatisfiable(Response.ResponseBuilder response, ByteRange range) {
        var fault = Fault.of(ProblemCode.RANGE_NOT_SATISFIABLE, "the file has %d bytes".formatted(range.size()));
        return response.status(fault.code().status())
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(fault))
                .header("Content-Range", range.header())
                .build();
    }
}
