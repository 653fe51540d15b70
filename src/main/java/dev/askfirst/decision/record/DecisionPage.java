package dev.askfirst.decision.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.audit.Page;
import dev.askfirst.audit.decision.PageText;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** All that one transaction decides: the page of its leaf hashes, and the row with the text of the entries. */
public final class DecisionPage {

    private final Page page;
    private final PageText text = new PageText();
    private Optional<ObjectNode> texts = Optional.empty();

    public DecisionPage(Instant at) {
        this.page = new Page(at);
    }

    /** The id of the decision that is added next. */
    public UUID next() {
        return Ids.onPage(page.id(), page.size());
    }

    /** Adds a decision, whose id is {@link #next}. */
    public void add(DecisionRecord decision) {
        if (!decision.id().equals(next())) throw new IllegalStateException("a decision of another page or place");
        var slot = page.size();
        var entry = decision.entry();
        page.add(entry);
        text.add(entry);
        DecisionEntry.texts(decision).ifPresent(it -> {
            if (texts.isEmpty()) texts = Optional.of(Json.MAPPER.createObjectNode());
            texts.get().set(Integer.toString(slot), it);
        });
    }

    /** The page of the leaf hashes. */
    public Page page() {
        return page;
    }

    /** The entries as they are stored. */
    public PageText text() {
        return text;
    }

    /** The erasable texts of decisions by their slots, as JSON; empty if none has any. */
    public Optional<String> texts() {
        return texts.map(ObjectNode::toString);
    }
}
