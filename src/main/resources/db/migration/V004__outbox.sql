-- What subscribers are told. One row for each transaction, written in it; the relay gives it its place in the feed.

create table outbox (
    page_id        uuid primary key,
    n              integer not null,
    changes        text    not null,          -- a JSON array of n changes, in their order
    urgent         boolean not null,          -- holds a no: it goes before all else
    first_position bigint                     -- place of the first change in the feed, once it has one
);
create index outbox_waiting on outbox (page_id) where first_position is null;
create unique index outbox_position on outbox (first_position) where first_position is not null;

grant select, insert on outbox to ${service};
grant update (first_position) on outbox to ${service};
grant select, delete on outbox to ${retention};
