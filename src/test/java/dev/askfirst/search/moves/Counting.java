package dev.askfirst.search.moves;

import jakarta.enterprise.context.ApplicationScoped;

/** Counts yeses and noes of what is sealed when a test wants it. */
@ApplicationScoped
public class Counting {

    private final YesDays days;

    Counting(YesDays days) {
        this.days = days;
    }

    public void count() {
        days.count();
    }

    public void forget() {
        days.forget();
    }
}
