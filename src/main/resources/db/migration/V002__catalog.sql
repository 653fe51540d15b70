-- What is administered: who may ask, about what, by which channel, and with which words people were asked.

create table catalog_item (
    kind text  not null,                      -- controllers, senders, channels, purposes, topics, notices
    id   text  not null,
    body jsonb not null,
    primary key (kind, id)
);

create table catalog_snapshot (
    version  bigint primary key,
    document text        not null,            -- the whole catalog, canonical; decisions and replay read nothing else
    hash     bytea       not null,            -- SHA-256 of the document
    by       jsonb       not null,
    made     timestamptz not null,
    page_id  uuid        not null,
    slot     smallint    not null
);

grant select, insert on catalog_snapshot to ${service};
grant select, insert, update, delete on catalog_item to ${service};
