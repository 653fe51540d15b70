package dev.askfirst.gate;

import java.util.Optional;

/**
 * How the gate speaks with mailers.
 *
 * @param name what it calls itself
 * @param largest the most bytes of a message
 * @param encryption if mailers may use STARTTLS
 * @param users if mailers have to log in
 */
public record GateSettings(String name, int largest, Optional<Encryption> encryption, Optional<Users> users) {}
