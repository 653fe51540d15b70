package dev.askfirst.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the proof of a consent without the service: that the manifest is signed, that each file is the one it names, that each
 * act is in the log, and that wording and texts are those which the acts hold the hashes of.
 */
public final class ProofVerification {

    private static final String VERSION = "askfirst proof 1";

    private final ProofFiles files;
    private final List<Key> keys;
    private List<Witness> witnesses = List.of();

    private ProofVerification(ProofFiles files, List<Key> keys) {
        this.files = files;
        this.keys = keys;
    }

    /** Whether this is a proof: a folder whose manifest says so, or a zip, unless its manifest says that it is an export. */
    public static boolean isProof(Path path) {
        var other = Files.isRegularFile(path);
        try (var files = ExportFolder.open(path)) {
            var manifest = files.manifest();
            if (manifest.isEmpty()) return other;
            var version = StrictJson.object(manifest.get()).get("version");
            return VERSION.equals(version) || other && !Manifest.VERSION.equals(version);
        } catch (Unreadable _) {
            return other;
        }
    }

    /** Reads the files; nothing in them is believed yet. */
    public static ProofVerification of(Path path, List<Key> keys) throws Unreadable {
        try {
            return new ProofVerification(ProofFiles.read(path), keys);
        } catch (IOException e) {
            throw new Unreadable("a file cannot be read: " + e.getMessage());
        }
    }

    /** Demands that all of these have cosigned every checkpoint. */
    public ProofVerification seenBy(List<Witness> demanded) {
        witnesses = List.copyOf(demanded);
        return this;
    }

    /** What is whole, as one line; else the first thing that is not, or why nothing can be said. */
    public String run() throws Tampered, Unreadable {
        if (!files.has("manifest.json")) throw new Unreadable("there is no manifest.json in it");
        var text = files.text("manifest.json");
        if (!files.has("manifest.sig") || keys.stream().noneMatch(key -> hasSigned(key, text)))
            throw new Tampered("the manifest is not signed by the key you trust");
        var manifest = StrictJson.object(text);
        if (!VERSION.equals(manifest.get("version"))) throw new Unreadable("the manifest is of another version");
        try {
            return checked(manifest);
        } catch (ClassCastException | NullPointerException _) {
            throw new Unreadable("the manifest lacks something");
        }
    }

    private boolean hasSigned(Key key, String text) {
        return key.hasSigned(text, new String(files.files().get("manifest.sig"), StandardCharsets.UTF_8));
    }

    private String checked(Map<?, ?> manifest) throws Tampered, Unreadable {
        for (var file : (List<?>) manifest.get("files")) {
            var name = (String) ((Map<?, ?>) file).get("name");
            var hash = Hashing.hex(new Hashing().of(files.bytes(name)));
            if (!hash.equals(((Map<?, ?>) file).get("sha256")))
                throw new Tampered("the file %s is not the one of the manifest".formatted(name));
        }
        var places = new ArrayList<String>();
        var size = 0L;
        for (var entry : (List<?>) manifest.get("entries")) {
            var head = entry((Map<?, ?>) entry, (String) manifest.get("origin"));
            places.add(head.place());
            size = Math.max(size, head.size());
        }
        if (places.isEmpty()) throw new Unreadable("there is no entry in it");
        return "the proof of a consent: %d entries (%s) of %s, which has %d, with their facts"
                .formatted(places.size(), String.join(", ", places), manifest.get("origin"), size);
    }

    private record Placed(String place, long size) {}

    private Placed entry(Map<?, ?> listed, String origin) throws Tampered, Unreadable {
        var name = (String) listed.get("name");
        var bytes = files.bytes(name);
        var proof = InclusionProof.parse(files.text((String) listed.get("proof")))
                .orElseThrow(() -> new Tampered(name + ": its proof cannot be read"));
        var head = TreeHead.of("the checkpoint of " + name, proof.checkpoint(), keys);
        if (!head.origin().equals(origin)) throw new Tampered(name + ": its proof is of another log");
        refuseUnseen(proof.checkpoint());
        var leaf = new Hashing().entry(bytes, 0, bytes.length);
        if (proof.root(leaf, head.size())
                .filter(root -> Arrays.equals(root, head.root()))
                .isEmpty()) throw new Tampered("entry %d: %s is not what was sealed".formatted(proof.index(), name));
        commitments(listed, name, act(bytes, name));
        return new Placed(String.valueOf(proof.index()), head.size());
    }

    private static Map<?, ?> act(byte[] bytes, String name) throws Tampered, Unreadable {
        var act = StrictJson.object(new String(bytes, StandardCharsets.UTF_8)).get("act");
        if (act instanceof Map<?, ?> body) return body;
        throw new Tampered(name + " is no act");
    }

    /** Texts and wording stand beside the entry, which holds their hashes. */
    private void commitments(Map<?, ?> listed, String name, Map<?, ?> act) throws Tampered {
        if (listed.containsKey("texts")) {
            var salt = salt((String) listed.get("salt"), name);
            var texts = files.bytes((String) listed.get("texts"));
            var both = Arrays.copyOf(salt, salt.length + texts.length);
            System.arraycopy(texts, 0, both, salt.length, texts.length);
            if (!Hashing.hex(new Hashing().of(both)).equals(act.get("evidence")))
                throw new Tampered(name + ": its texts are not those it was recorded with");
        }
        if (listed.containsKey("words")) {
            var words = Hashing.hex(new Hashing().of(files.bytes((String) listed.get("words"))));
            var shown = Optional.ofNullable((Map<?, ?>) act.get("notice")).map(it -> it.get("hash"));
            if (!shown.equals(Optional.of(words)))
                throw new Tampered(name + ": its words are not those that were shown");
        }
    }

    private static byte[] salt(String text, String name) throws Tampered {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException _) {
            throw new Tampered(name + ": its salt cannot be read");
        }
    }

    private void refuseUnseen(String note) throws Tampered {
        var split = note.lastIndexOf("\n\n") + 1;
        for (var witness : witnesses) {
            if (!witness.hasSeen(note.substring(0, split), note.substring(split + 1)))
                throw new Tampered("the checkpoint is not cosigned by " + witness.name());
        }
    }
}
