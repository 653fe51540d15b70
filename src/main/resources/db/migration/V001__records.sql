-- People, what they said, what was asked about them, and the pages that seal it.
-- No sequences, triggers, enum types, foreign keys between hot tables or now() as an order: see docs/adr/0009.

create table person (
    person_id  uuid primary key,
    locale     text,
    time_zone  text,
    country    text,
    data_key   bytea,                         -- the person's key, wrapped by the service's key
    created_at timestamptz not null,
    erased_at  timestamptz
);

create table contact_point (
    contact_key uuid primary key,             -- UUIDv8 of HMAC(versioned key, scheme, SHA-256(normalised value)): lookup only
    key_version integer not null,
    point_id    uuid    not null unique,      -- random: the only thing entries, tokens and indexes hold
    person_id   uuid    not null,
    scheme      text    not null,
    value       bytea,                        -- encrypted with the person's key; null while only the hash is known
    verified    boolean not null default false,
    added_at    timestamptz not null
);
create index contact_point_person on contact_point (person_id);

create table pairwise_id (
    pairwise_id uuid primary key,             -- the id one controller knows the person by
    controller  text not null,
    person_id   uuid not null
);

create table key_check (                      -- the keys this database was written with: others are refused at start
    purpose text    not null,
    version integer not null,
    value   bytea   not null,
    primary key (purpose, version)
);

create table suppression (
    contact_key uuid not null,
    id          uuid not null unique,
    key_version integer not null,
    controller  text not null,                -- '*' is every controller
    reason      text not null,
    at          timestamptz not null,
    by          jsonb not null,
    lifted_at   timestamptz,
    page_id     uuid not null,
    slot        smallint not null,
    primary key (contact_key, id)
);
create unique index suppression_standing on suppression (contact_key, controller) where lifted_at is null;

create table terms (
    person_id uuid primary key,
    version   bigint not null,
    terms     json   not null                 -- kept as written: it is read for every decision
) with (fillfactor = 80);

create table consent_event (
    person_id uuid        not null,
    version   bigint      not null,
    id        uuid        not null unique,
    kind      text        not null,
    made      timestamptz not null,
    known     timestamptz not null,
    body      jsonb       not null,
    page_id   uuid        not null,
    slot      smallint    not null,
    primary key (person_id, version)
);

create table evidence (
    event uuid primary key,
    salt  bytea not null,
    texts jsonb not null
);

create table decision (
    id              uuid        not null,     -- UUIDv7: its time is the instant of the decision
    decided_at      timestamptz not null,
    mode            text        not null,     -- reserve, check
    asked_at        timestamptz,              -- check mode: the instant asked about
    sender          text        not null,
    controller      text        not null,
    topic           text        not null,
    channel         text        not null,
    point_id        uuid,
    stranger        uuid,                     -- nobody's address: HMAC(the month's audit key, contact_key)
    authorship      text        not null,
    critical        boolean     not null,
    author          text,
    campaign        text,
    salt            bytea,                    -- for the hash under which author and campaign enter the entry
    outcome         text        not null,
    reasons         text[]      not null,     -- every reason
    cut             boolean     not null,     -- the sender saw consent_unknown alone
    grant_id        uuid,
    valid_until     timestamptz,
    not_before      timestamptz,
    terms_version   bigint      not null,
    catalog_version bigint      not null,
    suppressions    text[]      not null,     -- controllers of the suppressions found
    page_id         uuid        not null,
    slot            smallint    not null,
    primary key (id)
) partition by range (id);
create table decision_default partition of decision default;
-- A bloom filter for each block range: a B-tree on a random id would cost more than the row itself (docs/adr/0012).
create index decision_point on decision using brin (point_id uuid_bloom_ops) with (autosummarize = on);

create table page (
    page_id    uuid primary key,
    n          smallint not null,
    leaves     bytea    not null,             -- n RFC 6962 leaf hashes of 32 bytes, by slot
    first_leaf bigint                         -- index of the first leaf, once sealed
);
alter table page alter column leaves set storage external;
create index page_unsealed on page (page_id) where first_leaf is null;

create table idempotency (
    key         uuid primary key,             -- hash of caller and key
    fingerprint uuid not null,                -- hash of the request
    ref         uuid,                         -- the decision that was recorded
    reply       text,                         -- the reply to an act
    at          timestamptz not null
);
create index idempotency_at on idempotency (at);

create table audit_key (
    month   text primary key,                 -- 2026-11
    wrapped bytea not null
);

create table commit_probe (
    id uuid primary key,
    at timestamptz not null
);

-- The first UUIDv7 of an instant.
create function first_uuid_of(at timestamptz) returns uuid language sql immutable as $$
    select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the monthly partitions of this month and those ahead that are missing; returns how many it made.
-- Runs as the owner, so that the service itself needs no right to change the schema.
create function prepare_decision_partitions(ahead integer) returns integer
    language plpgsql security definer set search_path = ${flyway:defaultSchema}, pg_temp as $$
declare
    first timestamptz := date_trunc('month', clock_timestamp() at time zone 'UTC') at time zone 'UTC';
    start timestamptz;
    name  text;
    made  integer := 0;
begin
    for n in 0..ahead loop
        start := (first at time zone 'UTC' + make_interval(months => n)) at time zone 'UTC';
        name := 'decision_' || to_char(start at time zone 'UTC', 'YYYY_MM');
        if to_regclass(name) is null then
            execute format('create table %I partition of decision for values from (%L) to (%L)', name,
                first_uuid_of(start),
                first_uuid_of((start at time zone 'UTC' + interval '1 month') at time zone 'UTC'));
            made := made + 1;
        end if;
    end loop;
    return made;
end $$;
revoke all on function prepare_decision_partitions(integer) from public;

grant usage on schema ${flyway:defaultSchema} to ${service}, ${retention};
grant execute on function prepare_decision_partitions(integer) to ${service};
grant select, insert, update, delete on person, contact_point, pairwise_id, idempotency, commit_probe to ${service};
grant select, insert, delete on evidence to ${service};
grant select, insert, update on terms, suppression to ${service};
grant select, insert on consent_event, decision, decision_default, page, audit_key, key_check to ${service};
grant update (first_leaf) on page to ${service};
grant select, delete on decision, decision_default, consent_event, evidence, audit_key to ${retention};
