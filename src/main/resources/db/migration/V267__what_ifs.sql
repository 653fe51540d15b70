-- What a draft of the catalog would have changed: decisions of the last days decided again under it (docs/adr/0110).
set lock_timeout = '5s';
create table what_if (
    id        uuid primary key,               -- UUIDv7 of at
    draft_id  uuid        not null,
    at        timestamptz not null,           -- when it was ordered
    by        jsonb       not null,
    from_at   timestamptz not null,           -- decisions from here on
    to_at     timestamptz not null,           -- and before here
    state     text        not null,           -- waiting, running, done, failed, cancelled
    claim     uuid,                           -- whoever works on it
    until     timestamptz not null,           -- when the claim lapses, unless it is renewed
    attempts  smallint    not null default 0, -- how often it was begun: it goes on with nothing that was counted before
    decisions bigint      not null default 0, -- how many there are
    done      bigint      not null default 0,
    ended     timestamptz,
    result    text                            -- counts and examples; whom they are about only as ids of decisions
);
create index what_if_draft on what_if (draft_id, id);
create index what_if_open on what_if (at, id) where state in ('waiting', 'running');
grant select, insert, update on what_if to ${service};
