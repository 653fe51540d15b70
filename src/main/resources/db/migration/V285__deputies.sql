-- Who may act for a person, what they may do and until when; who they are stands in the texts of the act (docs/adr/0125).
-- The rows follow from the acts deputy_named and deputy_ended.
set lock_timeout = '5s';

create table deputy (
    id        uuid primary key,        -- as whoever named them chose it; the subject of their tokens
    person_id uuid        not null,
    act       uuid        not null,    -- by which they may what they may
    kind      text        not null,
    may       text[]      not null,
    since     timestamptz not null,    -- when they were first named
    until_at  timestamptz,             -- the first instant at which they may do nothing any more
    ended_at  timestamptz              -- when somebody ended it
);
create index deputy_of_person on deputy (person_id);

grant select, insert, update, delete on deputy to ${service};
grant select, delete on deputy to ${retention};
