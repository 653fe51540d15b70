package dev.askfirst.log;

import java.sql.SQLException;

/** Another instance seals now, or the tree is not as this one left it: whatever was begun is rolled back. */
final class LostLease extends SQLException {

    private static final long serialVersionUID = 1;

    LostLease() {
        super("the log is sealed by another instance now", "40001");
    }
}
