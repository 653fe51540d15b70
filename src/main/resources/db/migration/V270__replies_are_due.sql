-- By when a human must have found out whether a reply is a no; only of replies that may be one.
set lock_timeout = '5s';

alter table reply add column due_at timestamptz;

create table due_reply (                       -- those that nobody has resolved yet
    id         uuid primary key,               -- of the reply
    controller text        not null,
    due_at     timestamptz not null,
    told       boolean     not null default false   -- that it is overdue
);
create index due_reply_order on due_reply (due_at, id);
create index due_reply_untold on due_reply (due_at) where not told;

create table reply_resolution (                -- what a human found a reply to be
    id       uuid primary key,
    made     timestamptz not null,
    reply_id uuid        not null unique,
    outcome  text        not null,             -- stop, none
    by       jsonb       not null,
    evidence bytea       not null,             -- salted hash of who resolved it and of their note
    page_id  uuid        not null,
    slot     smallint    not null
);

grant select, insert on reply_resolution to ${service};
grant select, insert, update, delete on due_reply to ${service};
grant select, delete on due_reply, reply_resolution to ${retention};
