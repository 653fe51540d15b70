package dev.askfirst.consent.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.consent.contact.ErasedContacts.Erased;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The list of erasures that is kept outside the database, so that what was erased is erased again in a restored one: a file
 * of JSON lines. It names people by their random ids, and contacts by their keyed hashes: nobody's data.
 *
 * @param people who was erased, and when
 * @param contacts what was taken from its person, by key
 */
public record ErasureList(Map<UUID, Instant> people, Map<UUID, Erased> contacts) {

    /** An empty one, to be added to. */
    static ErasureList empty() {
        return new ErasureList(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /**
     * Reads a list.
     *
     * @throws IOException also if a line is none of such a list; the last one may be cut off
     */
    static ErasureList read(Path file) throws IOException {
        var list = empty();
        var lines = Files.readString(file).split("\n", -1);
        // What follows the last end of a line was being written when its writer died.
        for (var i = 0; i < lines.length - 1; i++) list.take(lines[i], file + ", line " + (i + 1));
        return list;
    }

    private void take(String line, String place) throws IOException {
        try {
            var object = Json.MAPPER.readTree(line);
            var at = Instant.parse(object.path("at").asText());
            if (object.has("person")) people.put(id(object, "person"), at);
            else add(new Erased(id(object, "contact"), object.path("version").asInt(), at));
        } catch (IOException | RuntimeException _) {
            throw new IOException(place + ": this is no line of a list of erasures");
        }
    }

    private static UUID id(JsonNode object, String name) {
        return UUID.fromString(object.path(name).asText());
    }

    private void add(Erased contact) {
        contacts.merge(contact.key(), contact, (one, other) -> one.at().isBefore(other.at()) ? other : one);
    }

    /** Adds to the file what this list has and the file has not; returns how many lines. What is there stays. */
    int addTo(Path file) throws IOException {
        var there = Files.exists(file) ? read(file) : empty();
        var lines = new ArrayList<String>();
        people.forEach((person, at) -> {
            if (!there.people.containsKey(person)) lines.add(line(person, at));
        });
        contacts.forEach((key, contact) -> {
            var known = there.contacts.get(key);
            if (known == null || known.at().isBefore(contact.at())) lines.add(line(contact));
        });
        append(file, lines);
        return lines.size();
    }

    /** Durable when this returns; after a line that was cut off it begins a new one. */
    private static void append(Path file, Collection<String> lines) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.position(whole(file));
            channel.truncate(channel.position());
            // Not closed: the channel is.
            var out = Channels.newOutputStream(channel);
            out.write(String.join("", lines).getBytes(StandardCharsets.UTF_8));
            channel.force(true);
        }
    }

    /** Up to the end of the last whole line. */
    private static long whole(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readString(file, StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1L
                : 0;
    }

    private static String line(UUID person, Instant at) {
        return Json.MAPPER.createObjectNode().put("person", person.toString()).put("at", at.toString()) + "\n";
    }

    private static String line(Erased contact) {
        return Json.MAPPER
                        .createObjectNode()
                        .put("contact", contact.key().toString())
                        .put("version", contact.version())
                        .put("at", contact.at().toString())
                + "\n";
    }

    /** Who was erased, in pieces that one statement can ask about. */
    List<List<UUID>> pieces(int most) {
        var pieces = new ArrayList<List<UUID>>();
        var all = List.copyOf(people.keySet());
        for (var from = 0; from < all.size(); from += most)
            pieces.add(all.subList(from, Math.min(from + most, all.size())));
        return pieces;
    }
}
