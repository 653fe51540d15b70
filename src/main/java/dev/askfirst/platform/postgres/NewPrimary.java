package dev.askfirst.platform.postgres;

/**
 * Another primary has taken over, or the database was restored: the service goes on with what that server has.
 *
 * @param timeline its timeline
 */
public record NewPrimary(long timeline) {}
