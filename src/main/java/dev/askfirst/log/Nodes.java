package dev.askfirst.log;

import java.sql.SQLException;

/** The nodes of a tree that have all their leaves: at height 0 the leaves, at height h each above 2 to the h of them. */
@FunctionalInterface
public interface Nodes {

    byte[] at(int height, long index) throws SQLException;
}
