-- Visits of people to their own page, and the codes by which they show that an address is theirs. A visit is known by the
-- hash of what the browser holds; a code is made of its id by a key and stands nowhere.

create table page_session (
    id_hash   bytea primary key,
    point_id  uuid        not null,           -- through which they came; before a code is typed it may be nobody's
    level     text        not null,           -- entering, link, code
    opened_at timestamptz not null,
    ends_at   timestamptz not null
);
create index page_session_point on page_session (point_id);
create index page_session_end on page_session (ends_at);

create table page_code (
    id           uuid primary key,
    point_id     uuid        not null,
    session_hash bytea       not null,        -- the visit that asked for it
    asked_at     timestamptz not null,
    ends_at      timestamptz not null,
    tries        integer     not null,
    used_at      timestamptz
);
create index page_code_point on page_code (point_id, asked_at);
create index page_code_session on page_code (session_hash, asked_at);

grant select, insert, update, delete on page_session, page_code to ${service};
grant select, delete on page_session, page_code to ${retention};
