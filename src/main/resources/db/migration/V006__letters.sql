-- Letters to people: those that wait, and for a while those that ended. No address, no token, no link: an address is read,
-- and a link sealed, when the letter is sent.

create table letter (
    id        uuid primary key,
    kind      text        not null,           -- confirm
    point_id  uuid        not null,
    language  text        not null,
    body      jsonb       not null,           -- ids and instants only
    queued_at timestamptz not null,
    attempts  integer     not null,
    next_at   timestamptz not null,           -- when it is due; while one instance sends it, when another may take it over
    ended_at  timestamptz,
    result    text                            -- sent, dropped, failed
);
create index letter_waiting on letter (next_at) where ended_at is null;
create index letter_ended on letter (ended_at) where ended_at is not null;

grant select, insert, update, delete on letter to ${service};
grant select, delete on letter to ${retention};
