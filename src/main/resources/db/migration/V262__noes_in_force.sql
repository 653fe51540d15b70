-- How long noes took until they were in force, counted by week and way in, and when changes were there to be read in the feed.
-- Counts are about nobody, and kept.
set lock_timeout = '5s';
create table no_in_force (
    week    date    not null,                 -- its Monday, in UTC
    way     text    not null,                 -- page, one_click, reply, api, import
    millis  integer not null,                 -- they took no longer than this, and longer than the step before it
    n       bigint  not null,
    slowest integer not null,                 -- the slowest of these, in milliseconds
    primary key (week, way, millis)
);
grant select, insert, update on no_in_force to ${service};

alter table outbox add column placed_at timestamptz;
grant update (placed_at) on outbox to ${service};
