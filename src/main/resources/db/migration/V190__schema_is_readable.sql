-- The service waits at its start until every migration is through, with no right to migrate.
grant select on flyway_schema_history to ${service};
