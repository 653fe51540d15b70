package dev.askfirst.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Checks an export without the service: every hash, the root, the signatures, and that nothing was rewritten since an
 * earlier checkpoint. Trusts nothing but the keys it is given.
 */
public final class Verification {

    private static final String TREE = "askfirst tree 1\n";

    private final Path folder;
    private final List<Key> keys;
    private final Optional<String> earlier;
    private final LongConsumer progress;

    private List<Witness> witnesses = List.of();

    private final Hashing hashing = new Hashing();
    private final Map<String, Long> counts = new TreeMap<>();

    /**
     * Prepares to check one export.
     *
     * @param earlier a checkpoint that was kept from before
     * @param progress is told how many entries were checked
     */
    public Verification(Path folder, List<Key> keys, Optional<String> earlier, LongConsumer progress) {
        this.folder = folder;
        this.keys = keys;
        this.earlier = earlier;
        this.progress = progress;
    }

    /** Demands that all of these have cosigned the checkpoint. */
    public Verification seenBy(List<Witness> demanded) {
        witnesses = List.copyOf(demanded);
        return this;
    }

    /** What is whole; else the first thing that is not, or why nothing can be said. */
    public Report run() throws Tampered, Unreadable {
        try {
            return checked();
        } catch (IOException e) {
            throw new Unreadable("a file cannot be read: " + e.getMessage());
        }
    }

    private Report checked() throws IOException, Tampered, Unreadable {
        var text = read("manifest.json");
        if (keys.stream().noneMatch(key -> key.hasSigned(text, readOrEmpty("manifest.sig"))))
            throw new Tampered("the manifest is not signed by the key you trust");
        var manifest = Manifest.parse(text);
        var head = TreeHead.of("the checkpoint", checkpoint(), keys);
        refuseUnseen();
        if (!head.origin().equals(manifest.origin())
                || manifest.end() > head.size()
                || manifest.first() > manifest.end())
            throw new Tampered("the manifest and the checkpoint do not belong together");
        if (earlier.isPresent() && !TreeHead.isOne(earlier.get()))
            throw new Unreadable(
                    "the earlier checkpoint is none: it must be a signed note, as /log/checkpoint shows it");
        var old = earlier.isPresent()
                ? Optional.of(TreeHead.of("the earlier checkpoint", earlier.get(), keys))
                : Optional.<TreeHead>empty();
        refuseShorter(head, old);
        var cut = old.map(TreeHead::size).orElse(0L);
        var tree = new RangeTree(manifest.first(), manifest.end(), cut, nodes());
        for (var piece : manifest.files()) check(piece, manifest.format(), tree);
        if (tree.next() != tree.end()) throw new Tampered("entry %d: it is not there".formatted(tree.next()));
        if (!counts.equals(manifest.counts()))
            throw new Tampered("the manifest counts %s, and there are %s".formatted(manifest.counts(), counts));
        if (!Arrays.equals(tree.root(head.size()), head.root()))
            throw new Tampered("the entries from %d on are not those that were sealed: they have another root"
                    .formatted(manifest.first()));
        if (old.isPresent()) compare(tree, old.get());
        return new Report(head.origin(), head.size(), manifest.first(), manifest.end(), counts, old.isPresent());
    }

    private void refuseUnseen() throws IOException, Tampered {
        var note = checkpoint();
        var split = note.lastIndexOf("\n\n") + 1;
        for (var witness : witnesses) {
            if (!witness.hasSeen(note.substring(0, split), note.substring(split + 1)))
                throw new Tampered("the checkpoint is not cosigned by " + witness.name());
        }
    }

    private static void refuseShorter(TreeHead head, Optional<TreeHead> old) throws Tampered {
        if (old.isEmpty()) return;
        if (!old.get().origin().equals(head.origin())) throw new Tampered("the earlier checkpoint is of another log");
        if (old.get().size() > head.size())
            throw new Tampered("entry %d: the log ends before it, and had %d when you got your checkpoint"
                    .formatted(head.size(), old.get().size()));
    }

    private static void compare(RangeTree tree, TreeHead old) throws Tampered, Unreadable {
        byte[] root;
        try {
            root = tree.root(old.size());
        } catch (Unreadable e) {
            throw new Unreadable(
                    "whether the log goes on from your checkpoint cannot be told: make the export with it");
        }
        if (!Arrays.equals(root, old.root()))
            throw new Tampered("entries 0 to %d are not those of the checkpoint you hold: the log was rewritten"
                    .formatted(old.size() - 1));
    }

    /** Files are read in the order of the manifest; a hash that is wrong is told after what can be told more exactly. */
    private void check(Manifest.Piece piece, String format, RangeTree tree) throws IOException, Tampered {
        var file = folder.resolve(piece.name());
        if (!Files.exists(file)) {
            throw new Tampered(
                    piece.hasEntries()
                            ? "entry %d: its file %s is not there".formatted(piece.first(), piece.name())
                            : "the file %s is not there".formatted(piece.name()));
        }
        try (var in = Files.newInputStream(file)) {
            var lines = new Lines(in);
            if (piece.hasEntries()) rows(format.equals("csv") ? new CsvRows(lines) : new NdjsonRows(lines), tree);
            lines.rest();
            if (piece.hasEntries() && tree.next() < piece.end())
                throw new Tampered("entry %d: it is not in %s".formatted(tree.next(), piece.name()));
            if (!Hashing.hex(lines.sha256()).equals(piece.sha256()))
                throw new Tampered("the file %s is not the one of the manifest".formatted(piece.name()));
            if (piece.hasEntries() && tree.next() != piece.end())
                throw new Tampered("the file %s has more than the manifest says".formatted(piece.name()));
        }
    }

    private void rows(Rows rows, RangeTree tree) throws IOException, Tampered {
        while (true) {
            try {
                var row = rows.next();
                if (row.isEmpty()) return;
                check(row.get(), tree);
            } catch (Tampered e) {
                if (e.getMessage().startsWith("entr")) throw e;
                throw new Tampered("entry %d: %s".formatted(tree.next(), e.getMessage()));
            }
        }
    }

    private void check(ExportedEntry row, RangeTree tree) throws Tampered {
        if (row.index() != tree.next() || tree.next() == tree.end())
            throw new Tampered("entry %d: in its place stands %d".formatted(tree.next(), row.index()));
        if (row.why().equals("missing")) throw new Tampered("it is gone from the record, and nothing says why");
        if (row.why().equals("damaged")) throw new Tampered("its row in the record cannot be read");
        if (row.hasFacts() && !Arrays.equals(hashing.entry(row.bytes(), row.from(), row.length()), row.leaf()))
            throw new Tampered("its facts are not those that were sealed");
        tree.add(row.leaf());
        counts.merge(row.hasFacts() ? Report.FACTS : row.why(), 1L, Long::sum);
        if ((row.index() & 0x3ff) == 0) progress.accept(row.index());
    }

    private Map<Node, byte[]> nodes() throws IOException, Tampered {
        var nodes = new HashMap<Node, byte[]>();
        var text = read("tree");
        if (!text.startsWith(TREE)) throw new Tampered("the file tree is of another version");
        for (var line : text.substring(TREE.length()).lines().toList()) {
            var parts = line.split(" ");
            if (!line.matches("\\d{1,2} \\d{1,18} [0-9a-f]{64}")) throw new Tampered("the file tree cannot be read");
            var node = new Node(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
            if (!node.exists()) throw new Tampered("the file tree names a node that no tree has");
            nodes.put(node, HexFormat.of().parseHex(parts[2]));
        }
        return nodes;
    }

    private String checkpoint() throws IOException {
        return read("checkpoint");
    }

    private String read(String name) throws IOException {
        // Bytes that are no text are somebody's doing like any others: no signature fits them.
        return new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.UTF_8);
    }

    private String readOrEmpty(String name) {
        try {
            return read(name);
        } catch (IOException _) {
            return "";
        }
    }
}
