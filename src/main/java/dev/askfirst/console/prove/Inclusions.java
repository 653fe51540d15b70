package dev.askfirst.console.prove;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogHistory;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.consent.view.Timelines;
import dev.askfirst.log.Checkpoint;
import dev.askfirst.log.LogProof;
import dev.askfirst.log.Note;
import dev.askfirst.platform.postgres.Outage;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where yeses stand in the log, and which words they pin. */
@ApplicationScoped
class Inclusions {

    private final Timelines timelines;
    private final CatalogHistory catalogs;
    private final DataSource dataSource;
    private final String address;

    Inclusions(
            Timelines timelines,
            CatalogHistory catalogs,
            DataSource dataSource,
            @ConfigProperty(name = "askfirst.public-url") String address) {
        this.timelines = timelines;
        this.catalogs = catalogs;
        this.dataSource = dataSource;
        this.address = address.replaceFirst("/+$", "");
    }

    /** The exact words that were shown, whatever the catalog says now. */
    Optional<String> words(RecordedAct yes) {
        try (var connection = dataSource.getConnection()) {
            return yes.notice()
                    .flatMap(it -> catalogs.on(connection).wording(it.wording()))
                    .map(CatalogDocument.Notice::words);
        } catch (SQLException e) {
            throw Outage.undecided("the wording could not be read", e);
        }
    }

    /** Where the yes stands in the log, and whether all that is around it does. */
    ProofPage.Inclusion of(RecordedAct yes, List<RecordedAct> acts) {
        var leaf = yes.entry().leaf();
        var proven = timelines.proven(acts);
        var proof = StreamSupport.stream(proven.spliterator(), false)
                .filter(it -> it.get("id").textValue().equals(yes.id().toString()))
                .findFirst()
                .flatMap(Inclusions::proof);
        var head = proof.flatMap(it -> Note.parse(it.checkpoint())).flatMap(it -> Checkpoint.parse(it.text()));
        if (head.isEmpty())
            return new ProofPage.Inclusion("", "", "", HexFormat.of().formatHex(leaf), false, Optional.empty());
        return new ProofPage.Inclusion(
                Long.toString(proof.get().index()),
                Long.toString(head.get().size()),
                head.get().origin(),
                HexFormat.of().formatHex(leaf),
                proven.size() == acts.size(),
                Optional.of(QrPicture.of(compact(yes, proof.get().index(), leaf, head.get()))));
    }

    static Optional<LogProof> proof(JsonNode proven) {
        return LogProof.parse(proven.get("proof").textValue());
    }

    /** The page's own address, with what the proof must come to for whoever holds it against the log's public head. */
    private String compact(RecordedAct yes, long index, byte[] leaf, Checkpoint head) {
        var hex = HexFormat.of();
        return "%s/console/prove/%s#index=%d&leaf=%s&size=%d&root=%s"
                .formatted(address, yes.id(), index, hex.formatHex(leaf), head.size(), hex.formatHex(head.root()));
    }
}
