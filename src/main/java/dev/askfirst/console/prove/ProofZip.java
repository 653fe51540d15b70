package dev.askfirst.console.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.view.Proofs;
import dev.askfirst.consent.view.Timelines;
import dev.askfirst.log.LogKeys;
import dev.askfirst.log.Note;
import dev.askfirst.log.PublishedLog;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;

/** Everything that proves one consent, in one file that {@code ./askfirst verify} takes. */
@ApplicationScoped
public class ProofZip {

    private final ProofPages pages;
    private final Proofs proofs;
    private final Timelines timelines;
    private final Inclusions inclusions;
    private final LogKeys keys;
    private final DataSource dataSource;

    ProofZip(
            ProofPages pages,
            Proofs proofs,
            Timelines timelines,
            Inclusions inclusions,
            LogKeys keys,
            DataSource dataSource) {
        this.pages = pages;
        this.proofs = proofs;
        this.timelines = timelines;
        this.inclusions = inclusions;
        this.keys = keys;
        this.dataSource = dataSource;
    }

    /** The zip; a fault while something of it is not sealed. That somebody looks must be on record already. */
    public byte[] of(Target target, Caller caller) {
        var proof = proofs.ofYes(target.person(), target.yes(), target.at(), Optional.empty());
        Moments.asked(proof);
        var acts = timelines.around(target.person(), target.yes());
        var proven = timelines.proven(acts);
        if (proven.size() < acts.size())
            throw Fault.of(ProblemCode.UNDECIDED, "not all of it is sealed in the log yet; that takes seconds");
        proof.remove("log");
        var files = new LinkedHashMap<String, byte[]>();
        put(files, "consent.txt", ProofText.of(pages.of(target.yes().id().toString(), target)));
        put(files, "proof.json", proof.toPrettyString() + "\n");
        var manifest = Json.MAPPER.createObjectNode();
        manifest.put("version", "askfirst proof 1");
        manifest.put("origin", origin());
        manifest.put("at", proof.get("knownAt").textValue());
        manifest.set("by", Json.MAPPER.valueToTree(caller.asRecorded()));
        manifest.put("consent", target.yes().id().toString());
        var entries = manifest.putArray("entries");
        for (var one : proven) {
            var entry = entries.addObject();
            entry(files, entry, one, entries.size());
            if (one.get("id").textValue().equals(target.yes().id().toString()))
                inclusions.words(target.yes()).ifPresent(words -> {
                    put(files, "words.txt", words);
                    entry.put("words", "words.txt");
                });
        }
        return zip(signed(files, manifest));
    }

    private static void entry(Map<String, byte[]> files, ObjectNode entry, JsonNode proven, int number) {
        var name = "entry-" + number;
        put(files, name + ".json", proven.get("entry").textValue());
        put(files, name + ".proof", proven.get("proof").textValue());
        entry.put("id", proven.get("id").textValue())
                .put("name", name + ".json")
                .put("proof", name + ".proof");
        if (!proven.has("texts")) return;
        put(files, "texts-" + number + ".json", proven.get("texts").textValue());
        entry.put("texts", "texts-" + number + ".json");
        entry.put("salt", proven.get("salt").textValue());
    }

    private Map<String, byte[]> signed(Map<String, byte[]> files, ObjectNode manifest) {
        var listed = manifest.putArray("files");
        files.forEach((name, content) -> listed.addObject()
                .put("name", name)
                .put("sha256", HexFormat.of().formatHex(Sha256.of(content))));
        var text = manifest.toPrettyString() + "\n";
        var all = new LinkedHashMap<String, byte[]>();
        put(all, "manifest.json", text);
        put(all, "manifest.sig", Note.sign(text, keys.signers(origin())).substring(text.length() + 1));
        all.putAll(files);
        return all;
    }

    private String origin() {
        try (var connection = dataSource.getConnection()) {
            return PublishedLog.now(connection)
                    .map(PublishedLog::origin)
                    .orElseThrow(() -> Fault.of(ProblemCode.UNDECIDED, "nothing is sealed yet; that takes seconds"));
        } catch (SQLException e) {
            throw Outage.undecided("the log could not be read", e);
        }
    }

    private static void put(Map<String, byte[]> files, String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] zip(Map<String, byte[]> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
