package dev.askfirst.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Orders one export and brings its files into a folder; what is there already is not fetched again. */
final class ExportFetch {

    private static final String PATH = "/v1/audit/exports";
    private static final String ORDERED = ".export";

    private final ServiceClient service;
    private final Path out;

    ExportFetch(ServiceClient service, Path out) {
        this.service = service;
        this.out = out;
    }

    /**
     * Fetches what was ordered, or goes on with it.
     *
     * @param asked what the user asked for, without what is filled in anew every time
     */
    void run(String order, String asked) throws IOException, InterruptedException {
        Files.createDirectories(out);
        var id = id(order, service.address(PATH) + " " + asked);
        var status = service.end(PATH + "/" + id, "exporting", "entries", " entries");
        var state = status.get("state").textValue();
        if (!state.equals("done")) {
            Files.deleteIfExists(out.resolve(ORDERED));
            throw new StartRefused("the export is " + state);
        }
        for (var file : status.get("files")) fetch(id, file);
        Files.deleteIfExists(out.resolve(ORDERED));
    }

    /** Of an export that was ordered before and not fetched whole, or of a new one. */
    private String id(String order, String asked) throws IOException, InterruptedException {
        var ordered = out.resolve(ORDERED);
        if (Files.exists(ordered)) {
            var before = Files.readString(ordered).split("\n", 2);
            if (before.length == 2 && before[1].equals(asked)) return known(before[0]);
            throw new StartRefused(
                    out + " holds the beginning of another export: call the command as then, or empty the folder");
        }
        try (var there = Files.list(out)) {
            if (there.findAny().isPresent()) throw new StartRefused(out + " is not empty");
        }
        var id = service.order(PATH, order);
        Files.writeString(ordered, id + "\n" + asked);
        return id;
    }

    private String known(String id) throws IOException, InterruptedException {
        if (service.has(PATH + "/" + id)) return id;
        throw new StartRefused("the export that was ordered for %s is gone; empty it to order it anew".formatted(out));
    }

    private void fetch(String id, JsonNode file) throws IOException, InterruptedException {
        var name = file.get("name").textValue();
        if (!name.matches("[a-z][a-z0-9.-]*")) throw new StartRefused("the service names a file `" + name + "`");
        var target = out.resolve(name);
        var there = Files.exists(target) ? Files.size(target) : 0;
        var size = file.get("bytes").asLong();
        if (there < size || size == 0) append(PATH + "/" + id + "/files/" + name, target, there, size);
        if (!sha256(target).equals(file.get("sha256").textValue())) {
            Files.delete(target);
            throw new StartRefused(name + " did not arrive as it was sent; run the command again");
        }
    }

    private void append(String path, Path target, long there, long size) throws IOException, InterruptedException {
        try (var bar = Bar.of(target.getFileName().toString(), Math.max(1, size), Bar.MEGABYTES);
                var from = service.read(path, there);
                var to = Files.newOutputStream(target, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            bar.stepTo(there);
            var buffer = new byte[256 * 1024];
            for (var n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                to.write(buffer, 0, n);
                bar.stepBy(n);
            }
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[256 * 1024];
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
