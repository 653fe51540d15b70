-- Visits that senders open for people whom they have signed in (docs/adr/0103): a link that is good once and for a minute, and what
-- the visit goes on knowing.
set lock_timeout = '5s';
create table visit_link (
    id         uuid primary key,              -- also of the entry that tells who opened it; its token is made of it by a key
    point_id   uuid        not null,          -- a contact point of whoever it lets in
    sender     text        not null,
    controller text        not null,          -- where the visit may do everything
    return_to  text,
    ends_at    timestamptz not null,
    used_at    timestamptz
);
create index visit_link_point on visit_link (point_id);
create index visit_link_end on visit_link (ends_at);
grant select, insert, update, delete on visit_link to ${service};
grant select, delete on visit_link to ${retention};

alter table page_session
    add column sender text,                   -- who vouches for whoever visits, if somebody does
    add column controller text,
    add column return_to text,
    add column framed boolean;
alter table access add column controller text;
