package dev.askfirst.catalog;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.law.LawRow;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.ETag;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Reads and writes single parts of the catalog. A part that is put is there as it was sent, or nothing has changed. */
@ApplicationScoped
class CatalogEdits {

    private static final int MOST_BYTES = 128 * 1024;
    private static final ObjectReader OBJECT = Json.MAPPER.readerFor(ObjectNode.class);

    /** A part as it is to be: under which id, as whom, and on top of which version, if the caller minds. */
    record Edit(String id, ObjectNode body, Optional<String> ifMatch, Caller by) {

        static Edit of(String id, InputStream body, String ifMatch, Caller by) {
            if (!Checks.isId(id)) throw Fault.invalid("id", "is not an id such as `offers.shoes`");
            ObjectNode read = Json.read(Json.bytes(body, MOST_BYTES), OBJECT);
            var named = read.get("id");
            if (named != null && !named.isNull() && !id.equals(named.textValue())) {
                throw Fault.invalid("id", "is not the id in the path");
            }
            return new Edit(id, read.put("id", id), Optional.ofNullable(ifMatch), by);
        }

        <T> T as(Class<T> type) {
            return Json.read(body, Json.MAPPER.readerFor(type));
        }

        void checkVersion(Catalog before) {
            if (ifMatch.isEmpty() || ETag.allows(ifMatch.get(), before.version())) return;
            throw Fault.of(
                    ProblemCode.PRECONDITION_FAILED, "the catalog is at version " + before.version() + " by now");
        }
    }

    private final CatalogService catalogs;
    private final CatalogWriter writer;

    CatalogEdits(CatalogService catalogs, CatalogWriter writer) {
        this.catalogs = catalogs;
        this.writer = writer;
    }

    <T> RestResponse<T> show(CatalogPart<T> kind, String id, Caller caller) {
        var catalog = catalogs.newest();
        var part = kind.find(catalog.seenBy(caller), id).orElseThrow(() -> absent(kind, id));
        return reply(RestResponse.Status.OK, part, catalog);
    }

    RestResponse<NoticeReply.All> showNotice(String id, Optional<Integer> version, Caller caller) {
        var catalog = catalogs.newest();
        var found = catalog.seenBy(caller).notices().stream()
                .filter(notice -> notice.id().equals(id))
                .filter(notice -> version.filter(it -> it != notice.version()).isEmpty())
                .toList();
        if (found.isEmpty()) throw absent(CatalogPart.NOTICES, id);
        return reply(RestResponse.Status.OK, NoticeReply.All.of(id, found), catalog);
    }

    RestResponse<LawReply> showLaw(String id, Optional<Integer> version, Caller caller) {
        var catalog = catalogs.newest();
        var found = catalog.seenBy(caller).laws().stream()
                .filter(law -> law.id().equals(id))
                .filter(law -> version.filter(it -> it != law.version()).isEmpty())
                .toList();
        if (found.isEmpty()) throw absent(CatalogPart.LAWS, id);
        return reply(RestResponse.Status.OK, LawReply.of(id, found), catalog);
    }

    <T> RestResponse<T> put(CatalogPart<T> kind, Edit edit) {
        var part = edit.as(kind.type());
        return answer(kind, kind.key().apply(part), change(kind, part, edit));
    }

    RestResponse<NoticeReply> putNotice(Edit edit) {
        var notice = edit.as(CatalogDocument.Notice.class);
        var kind = CatalogPart.NOTICES;
        var answer = answer(kind, kind.key().apply(notice), change(kind, notice, edit));
        return RestResponse.ResponseBuilder.create(answer.getStatusInfo(), NoticeReply.of(answer.getEntity()))
                .header("ETag", answer.getHeaderString("ETag"))
                .build();
    }

    private <T> CatalogWriter.Changed change(CatalogPart<T> kind, T part, Edit edit) {
        try {
            return writer.change(
                    (before, at) -> {
                        edit.checkVersion(before);
                        if (part instanceof CatalogDocument.Notice notice) follows(before, notice, at);
                        if (part instanceof LawRow law) follows(before, law);
                        return kind.put(before.document(), part);
                    },
                    edit.by());
        } catch (Fault fault) {
            throw fault.errors().isEmpty() ? fault : Fault.invalid(seenFromBody(kind, edit, fault.errors()));
        }
    }

    /** Versions of a notice follow one another, and what ends later cannot have ended already. */
    private static void follows(Catalog before, CatalogDocument.Notice notice, Instant at) {
        var highest = before.document().notices().stream()
                .filter(it -> it.id().equals(notice.id()))
                .mapToInt(CatalogDocument.Notice::version)
                .max()
                .orElse(0);
        if (notice.version() > highest + 1) {
            throw Fault.invalid("version", "is at most " + (highest + 1) + ": versions follow one another");
        }
        var asBefore = before.document().notices().stream()
                .anyMatch(it -> it.id().equals(notice.id())
                        && it.version() == notice.version()
                        && it.earlier().equals(notice.earlier()));
        var over = notice.earlier().flatMap(CatalogDocument.Earlier::until).filter(at::isAfter);
        if (over.isPresent() && !asBefore) throw Fault.invalid("earlier.until", "is over already; say `end` for now");
    }

    private static void follows(Catalog before, LawRow law) {
        var highest = before.document().laws().stream()
                .filter(it -> it.id().equals(law.id()))
                .mapToInt(LawRow::version)
                .max()
                .orElse(0);
        if (law.version() > highest + 1) {
            throw Fault.invalid("version", "is at most " + (highest + 1) + ": versions follow one another");
        }
    }

    /** What is wrong with the part itself is named as it stands in the body. */
    private static List<Fault.FieldError> seenFromBody(CatalogPart<?> kind, Edit edit, List<Fault.FieldError> errors) {
        var prefix = kind.kind() + "." + edit.id() + ".";
        return errors.stream()
                .map(error -> error.field().startsWith(prefix)
                        ? new Fault.FieldError(error.field().substring(prefix.length()), error.message())
                        : error)
                .toList();
    }

    private static <T> RestResponse<T> answer(CatalogPart<T> kind, String key, CatalogWriter.Changed changed) {
        var isNew = kind.find(changed.before().document(), key).isEmpty();
        var part = kind.find(changed.after().document(), key).orElseThrow();
        return reply(isNew ? RestResponse.Status.CREATED : RestResponse.Status.OK, part, changed.after());
    }

    private static <T> RestResponse<T> reply(RestResponse.Status status, T part, Catalog catalog) {
        return RestResponse.ResponseBuilder.create(status, part)
                .header("ETag", ETag.of(catalog.version()))
                .build();
    }

    private static Fault absent(CatalogPart<?> kind, String id) {
        return Fault.of(ProblemCode.NOT_FOUND, "no `%s` among the %s".formatted(id, kind.kind()));
    }
}
