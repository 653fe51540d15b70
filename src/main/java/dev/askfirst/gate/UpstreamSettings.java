package dev.askfirst.gate;

import java.util.Optional;

/**
 * Where the mail server behind the gate is, and how it is spoken to.
 *
 * @param name what the gate calls itself there
 * @param encryption if any: nothing is sent without it, then
 * @param implicit whether it begins with the connection, instead of with STARTTLS
 * @param user whom the gate logs in as, if at all
 */
public record UpstreamSettings(
        String host,
        int port,
        String name,
        Optional<Encryption> encryption,
        boolean implicit,
        Optional<String> user,
        String password) {}
