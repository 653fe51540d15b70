package dev.askfirst.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.TestKeys;
import dev.askfirst.platform.security.KeyName;
import dev.askfirst.platform.security.KeysetFile;
import dev.askfirst.platform.security.SigningKey;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed notes and checkpoints, against an example that others signed, and strictly. */
class NoteTest {

    private static final String VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final String NOTE = """
            This is an example message.

            \u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;

    @TempDir
    Path folder;

    private List<Signer> signers;

    @BeforeEach
    void thereAreKeys() {
        TestKeys.createMissing(folder);
        signers = signers();
    }

    @Test
    void anExampleThatOthersSignedHolds() {
        var key = VerifierKey.parse(VKEY).orElseThrow();
        assertEquals(VKEY, key.text());
        var note = Note.parse(NOTE).orElseThrow();
        assertEquals("This is an example message.\n", note.text());
        assertTrue(note.isSignedBy(key));
        assertFalse(Note.parse(NOTE.replace("example message", "Example message"))
                .orElseThrow()
                .isSignedBy(key));
        assertFalse(note.isSignedBy(signers.getFirst().verifier()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo",
                "foo+530d903a",
                "foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U",
                "example.com/foo+530d903a+%%%",
                "exam ple+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
            })
    void whatIsNoVerifierKeyIsNone(String text) {
        assertTrue(VerifierKey.parse(text).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\n",
                "a\n\n",
                "a\n\nb\n",
                "a\n\n\u2014 x y\n",
                "a\n\n\u2014 x AAAAAA==",
                "a\n\n- x AAAAAAA=\n",
                "a\n\n\u2014  AAAAAAA=\n",
                "a\t\n\n\u2014 x AAAAAAA=\n",
                "a\n\n\u2014 x AAAAAAA= \n"
            })
    void whatIsNoNoteIsNone(String text) {
        assertTrue(Note.parse(text).isEmpty());
    }

    @Test
    void aSecondKeySignsToo() {
        var file = new KeysetFile(folder, KeyName.log);
        var old = signers.getFirst().verifier();
        var added = file.add();
        var both = signers();
        var note = Note.parse(Note.sign("a\n", both)).orElseThrow();
        assertEquals(2, note.signatures().size());
        both.forEach(it -> assertTrue(note.isSignedBy(it.verifier())));
        file.promote(added.number());
        file.retire(file.versions().getFirst().number());
        var after = Note.parse(Note.sign("a\n", signers())).orElseThrow();
        assertFalse(after.isSignedBy(old));
        assertTrue(after.isSignedBy(both.getLast().verifier()));
    }

    @Test
    void aCheckpointIsReadAsItWasWritten() {
        var checkpoint = new Checkpoint("ask.example/log", 1234, Merkle.leaf(new byte[] {1}));
        var note = Note.parse(checkpoint.signed(signers)).orElseThrow();
        var read = Checkpoint.parse(note.text()).orElseThrow();
        assertEquals(1234, read.size());
        assertEquals("ask.example/log", read.origin());
        assertArrayEquals(checkpoint.root(), read.root());
        assertTrue(Checkpoint.parse(note.text() + "more\n").isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\n1\n",
                "a\n1\nAAAA\n",
                "a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n"
            })
    void whatIsNoCheckpointIsNone(String text) {
        assertTrue(Checkpoint.parse(text).isEmpty());
    }

    @Test
    void aProofConvincesWhoTrustsTheKeyAndNobodyElse() throws Exception {
        var tree = PlainTree.of(11);
        var checkpoint = new Checkpoint("ask.example/log", 11, tree.root()).signed(signers);
        var proof = LogProof.parse(new LogProof(4, tree.inclusion(4, 11), checkpoint).text())
                .orElseThrow();
        var key = signers.getFirst().verifier();
        assertTrue(proof.proves(tree.leaves().get(4), key));
        assertFalse(proof.proves(tree.leaves().get(5), key));
        assertFalse(
                new LogProof(5, proof.path(), checkpoint).proves(tree.leaves().get(4), key));
        assertFalse(proof.proves(tree.leaves().get(4), VerifierKey.parse(VKEY).orElseThrow()));
        var other = new Checkpoint("elsewhere/log", 11, tree.root()).signed(signers);
        assertFalse(new LogProof(4, proof.path(), other).proves(tree.leaves().get(4), key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "c2sp.org/tlog-proof@v1\nindex 4\n", "c2sp.org/tlog-proof@v2\nindex 4\n\na\n",
                "c2sp.org/tlog-proof@v1\nindex 04\n\na\n", "c2sp.org/tlog-proof@v1\n\na\n",
                        "c2sp.org/tlog-proof@v1\nindex 4\nAAAA\n\na\n"
            })
    void whatIsNoProofIsNone(String text) {
        assertTrue(LogProof.parse(text).isEmpty());
    }

    private List<Signer> signers() {
        return SigningKey.read(folder).stream()
                .filter(SigningKey::signs)
                .map(key -> new Signer("ask.example/log", key))
                .toList();
    }
}
