package dev.askfirst.selfservice.rush;

import dev.askfirst.platform.language.Texts;
import java.time.Duration;

/**
 * What a person reads about a rush.
 *
 * @param told what there is, and what is usual; empty if there is none, or nothing is known
 */
public record RushView(boolean on, String told) {

    public static RushView of(RushWatch.Seen seen, String language) {
        var texts = Texts.of("rush", language);
        var told = seen.rush()
                .map(it ->
                        texts.text(it.within().equals(Duration.ofHours(1)) ? "hour" : "day", it.messages(), it.usual()))
                .orElse("");
        return new RushView(seen.on(), told);
    }
}
