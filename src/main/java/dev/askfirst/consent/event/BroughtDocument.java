package dev.askfirst.consent.event;

import java.util.List;
import java.util.UUID;

/**
 * A signed document of what a person said at another installation.
 *
 * @param issuer the public address of the installation that signed it
 * @param met the controllers here to which they had said anything there
 */
public record BroughtDocument(UUID id, String issuer, List<String> met) {
    public BroughtDocument {
        met = List.copyOf(met);
    }
}
