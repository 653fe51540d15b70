-- Pieces of the record as they were handed out: who asked for them is an entry, their files are kept for a week.

create table export (
    id      uuid primary key,                 -- UUIDv7 of at
    at      timestamptz not null,
    by      jsonb       not null,
    body    jsonb       not null,             -- what was asked for: from, to, format, filters, since
    page_id uuid        not null,
    slot    smallint    not null
);

create table export_job (
    id       uuid primary key,                -- the export's
    page_id  uuid        not null,            -- once it is sealed the job can begin
    state    text        not null,            -- waiting, running, done, failed, cancelled
    claim    uuid,                            -- whoever works on it
    until    timestamptz not null,            -- when the claim lapses, unless it is renewed
    at       timestamptz not null,
    done     bigint      not null,            -- entries so far
    entries  bigint      not null,            -- of how many, once that is known
    attempts smallint    not null
);
create index export_job_open on export_job (at) where state in ('waiting', 'running');

create table export_file (
    export_id uuid    not null,
    position  integer not null,
    name      text    not null,
    bytes     bigint  not null,
    sha256    bytea   not null,
    primary key (export_id, name)
);

create table export_part (                    -- 1 MiB of a file each, compressed one by one: any place can be read from
    export_id uuid    not null,
    name      text    not null,
    n         integer not null,
    content   bytea   not null,
    primary key (export_id, name, n)
);
alter table export_part alter column content set storage external;

grant select, insert on export to ${service};
grant select, insert, update, delete on export_job, export_file, export_part to ${service};
grant select, delete on export, export_job, export_file, export_part to ${retention};
