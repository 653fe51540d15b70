-- Noes that are pushed into tools with lists of their own (docs/adr/0117).
set lock_timeout = '5s';
create table push_progress (                  -- how far a target of the catalog has come
    target        text primary key,
    next_position bigint      not null,       -- in the feed
    person_after  uuid,                       -- in the walk over everybody; null while there is none
    walked_at     timestamptz not null,       -- when the last walk began
    held_until    timestamptz                 -- nothing is sent before: the tool said so
);
create table push (                           -- what one target is told of one contact point
    id         uuid        primary key,
    target     text        not null,
    point_id   uuid        not null,          -- of somebody erased: a made-up one
    person_id  uuid,
    sealed     bytea,                         -- the address of somebody erased, until the tool is told
    says       text        not null,          -- no, yes
    reason     text        not null,
    topic      text,
    act        uuid,                          -- the act that says so, unless it is a suppression
    since      timestamptz not null,          -- when it was said
    state      text        not null,          -- waiting, confirmed, refused, given_up, dropped
    overtaken  boolean     not null,          -- a later yes, of which the tool was not told
    rank       smallint    not null,          -- 0 goes first; 1 was said before the target was there
    version    integer     not null,          -- one more each time that something else is to be told
    attempts   integer     not null,
    due_at     timestamptz not null,          -- next attempt; while claimed, when the claim lapses
    claim      uuid,                          -- the attempt under way
    job        text,                          -- under which name the tool is at it
    status     integer,                       -- of the last reply
    words      text,                          -- of the last reply, shortened and without addresses
    queued_at  timestamptz not null,
    ended_at   timestamptz,
    unique (target, point_id)
);
create index push_due on push (target, rank, due_at) where state = 'waiting';
create index push_state on push (state, id);
create index push_person on push (person_id);
create index push_point on push (point_id);
create index push_wrapped on push (substring(sealed from 2 for 4)) where sealed is not null;
grant select, insert, update, delete on push_progress, push to ${service};
grant select, insert, update, delete on push to ${retention};
grant select on catalog_snapshot to ${retention};
