-- Changes of the catalog that wait for a second admin (docs/adr/0109), and who approved those that are in force.
set lock_timeout = '5s';
alter table catalog_snapshot
    add column second_admin boolean not null default false,   -- whether the next change needs a second admin
    add column approved jsonb;                                -- who approved it, where somebody else had made it

create table catalog_draft (
    id           uuid primary key,            -- UUIDv7 of made
    base         bigint      not null,        -- the version of the catalog that it changes
    document     text        not null,        -- the whole catalog as it would be
    hash         bytea       not null,        -- SHA-256 of the document
    second_admin boolean     not null,        -- what it says of the next changes
    made         timestamptz not null,
    by           jsonb       not null,
    note         text,
    state        text        not null,        -- waiting, published, refused, withdrawn, rebased
    settled      timestamptz,
    settled_by   jsonb,
    reason       text,                        -- why it was refused
    version      bigint,                      -- of the catalog that was made of it
    rebased_as   uuid                         -- the draft that took its place
);
create index catalog_draft_waiting on catalog_draft (id) where state = 'waiting';
grant select, insert, update on catalog_draft to ${service};
