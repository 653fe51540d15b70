package dev.askfirst.decision.record;

import dev.askfirst.audit.Page;
import dev.askfirst.audit.decision.PageText;
import dev.askfirst.platform.Ids;
import java.time.Instant;
import java.util.UUID;

/** All that one transaction decides: the page of its leaf hashes, and the row with the text of the entries. */
public final class DecisionPage {

    private final Page page;
    private final PageText text = new PageText();

    public DecisionPage(Instant at) {
        this(Ids.page(at));
    }

    /** @param id made by {@link Ids#page}; its shard is where the page lies */
    public DecisionPage(UUID id) {
        this.page = new Page(id);
    }

    /** The id of the decision that is added next. */
    public UUID next() {
        return Ids.onPage(page.id(), page.size());
    }

    /** Adds a decision, whose id is {@link #next}. */
    public void add(DecisionRecord decision) {
        if (!decision.id().equals(next())) throw new IllegalStateException("a decision of another page or place");
        var entry = decision.entry();
        page.add(entry);
        text.add(entry, DecisionEntry.texts(decision));
    }

    /** The page of the leaf hashes. */
    public Page page() {
        return page;
    }

    /** The entries as they are stored. */
    public PageText text() {
        return text;
    }
}
