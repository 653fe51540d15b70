package dev.askfirst.verify;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askfirst.log.PlainRoots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A second verifier, written from {@code docs/export-format.md} by other means: everything in memory, a JSON library, the
 * tree by its definition. For exports as lines of JSON that begin with the first entry.
 */
public final class PlainVerifier {

    private PlainVerifier() {}

    /** Everything that is wrong. */
    public static List<String> complaints(Path folder, Key key) throws Exception {
        var complaints = new ArrayList<String>();
        var manifest = Files.readString(folder.resolve("manifest.json"));
        if (!signed(manifest, Files.readString(folder.resolve("manifest.sig")), key)) complaints.add("manifest");
        var json = new JsonMapper().readTree(manifest);
        var leaves = new ArrayList<byte[]>();
        for (var file : json.get("files")) {
            var path = folder.resolve(file.get("name").textValue());
            if (!hex(sha256(Files.readAllBytes(path))).equals(file.get("sha256").textValue()))
                complaints.add(file.get("name").textValue());
            if (file.has("end")) rows(path, leaves, complaints);
        }
        var note = Files.readString(folder.resolve("checkpoint"));
        var split = note.lastIndexOf("\n\n") + 1;
        if (!signed(note.substring(0, split), note.substring(split + 1), key)) complaints.add("checkpoint");
        var lines = note.lines().toList();
        if (Long.parseLong(lines.get(1)) != leaves.size()) complaints.add("size");
        if (!Arrays.equals(Base64.getDecoder().decode(lines.get(2)), PlainRoots.of(leaves))) complaints.add("root");
        return complaints;
    }

    private static void rows(Path file, List<byte[]> leaves, List<String> complaints) throws IOException {
        for (var line : Files.readAllLines(file)) {
            var row = new JsonMapper().readTree(line);
            if (row.get("index").asLong() != leaves.size()) complaints.add("index " + leaves.size());
            var leaf = row.get("leaf").textValue();
            if (row.has("entry")) {
                var entry = new ByteArrayOutputStream();
                entry.writeBytes(new byte[] {0, 1});
                entry.writeBytes(row.get("entry").toString().getBytes(StandardCharsets.UTF_8));
                if (!hex(sha256(entry.toByteArray())).equals(leaf)) complaints.add("entry " + leaves.size());
            } else if (!row.get("why").textValue().matches("filtered|erased|retention")) {
                complaints.add(row.get("why").textValue() + " " + leaves.size());
            }
            leaves.add(HexFormat.of().parseHex(leaf));
        }
    }

    private static boolean signed(String text, String lines, Key key) throws Exception {
        for (var line : lines.lines().toList()) {
            var parts = line.split(" ");
            if (!parts[1].equals(key.name())) continue;
            var bytes = Base64.getDecoder().decode(parts[2]);
            var spki = new ByteArrayOutputStream();
            spki.writeBytes(HexFormat.of().parseHex("302a300506032b6570032100"));
            spki.writeBytes(key.publicKey());
            var check = Signature.getInstance("Ed25519");
            check.initVerify(
                    KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki.toByteArray())));
            check.update(text.getBytes(StandardCharsets.UTF_8));
            if (check.verify(Arrays.copyOfRange(bytes, 4, bytes.length))) return true;
        }
        return false;
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
