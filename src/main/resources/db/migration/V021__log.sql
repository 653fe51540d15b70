-- The tree over all entries: its whole tiles, its signed heads, and who builds it (docs/adr/0036).

create table tile (
    level  smallint not null,
    index  bigint   not null,
    hashes bytea    not null,                 -- 256 of 32 bytes: a tile stands here once it is whole
    primary key (level, index)
);
alter table tile alter column hashes set storage external;

create table checkpoint (
    size bigint primary key,
    root bytea       not null,
    note text        not null,                -- as it was signed
    at   timestamptz not null
);

create table sealer (                         -- one row; whoever holds its lease seals
    id        smallint primary key check (id = 1),
    epoch     bigint      not null,           -- one more for each holder: an earlier one can do nothing any more
    until     timestamptz not null,           -- when the lease ends, unless it is renewed
    origin    text,                           -- the log's name, given once
    size      bigint      not null,
    edge      bytea       not null,           -- the tiles at the right edge that are not whole yet
    published bigint      not null            -- size of the last checkpoint that is durable for certain: others may see it
) with (fillfactor = 50);
alter table sealer alter column edge set storage external;
insert into sealer (id, epoch, until, size, edge, published) values (1, 0, '-infinity', 0, '', 0);

create table log_key (                        -- every key that checkpoints were ever signed with, as others are told of it
    vkey text primary key,
    at   timestamptz not null
);

create index page_sealed on page (first_leaf) where first_leaf is not null;

grant select, insert on tile, checkpoint, log_key to ${service};
grant select, update on sealer to ${service};
grant select on tile, checkpoint, sealer, log_key to ${retention};
