-- How far into the feed a topic of Kafka has been told, and who tells it now (docs/adr/0116).
set lock_timeout = '5s';
create table kafka_progress (
    topic         text primary key,
    next_position bigint      not null,           -- all before it was acknowledged by brokers, or passed over
    claim         uuid,                           -- of the instance that tells it now
    due_at        timestamptz not null,           -- when the claim lapses; without one, when it is tried again
    failed        integer     not null default 0, -- how often in a row it came to nothing
    held_event    uuid,                           -- the event that the brokers refuse for its own sake
    held_position bigint,                         -- its place in the feed
    held_since    timestamptz
);
grant select, insert, update on kafka_progress to ${service};
