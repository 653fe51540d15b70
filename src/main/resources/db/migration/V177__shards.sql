-- A small number, the shard, stands in the key of every table that a question touches (docs/adr/0082): where the database is
-- spread over many machines, rows of one shard lie together on one of them. On one machine it is a column and nothing else.
do $$ begin
    if exists (select 1 from contact_point) or exists (select 1 from page) then
        raise exception 'the rows of this database were written before they had a shard, and there is no way from one to the other: nothing was released. Start with an empty database, or with another --data folder';
    end if;
end $$;

-- The directory: an address lies in the shard that its hash gives, whoever it belongs to; its person in theirs.
alter table contact_point
    add column shard smallint not null,       -- of the address
    add column home  smallint not null,       -- of its person: that of their first address
    drop constraint contact_point_pkey, drop constraint contact_point_point_id_key,
    add primary key (contact_key, shard);
create index contact_point_point on contact_point (point_id);

alter table terms add column shard smallint not null, drop constraint terms_pkey, add primary key (person_id, shard);
alter table usage add column shard smallint not null, drop constraint usage_pkey, add primary key (person_id, shard);
alter table stranger_usage add column shard smallint not null,
    drop constraint stranger_usage_pkey, add primary key (contact_key, shard);

-- A page's shard stands in its id: in the five bits before the places.
create function shard_of(page uuid) returns smallint language sql immutable strict parallel safe as $$
    select (('x' || substr(page::text, 32, 2))::bit(8)::integer & 31)::smallint
$$;
alter table page add column shard smallint not null,
    drop constraint page_pkey, add primary key (page_id, shard);
alter table decision_page add column shard smallint not null,
    drop constraint decision_page_pkey, add primary key (page_id, shard);
alter table unknown_recipient add column shard smallint not null,  -- of the decision's page
    drop constraint unknown_recipient_pkey, add primary key (decision_id, shard);

-- 0, or where batches keep to one shard, that of the question. 0 for acts.
alter table idempotency add column shard smallint not null, drop constraint idempotency_pkey, add primary key (key, shard);

drop type contact_point_v1, terms_v1, usage_v1, stranger_usage_v1, unknown_recipient_v1, idempotency_v1;
create type contact_point_v1 as (
    contact_key uuid, key_version integer, point_id uuid, person_id uuid, scheme text, value bytea, shard smallint, home smallint);
create type terms_v1 as (person_id uuid, version bigint, terms json, shard smallint);
create type usage_v1 as (person_id uuid, uses json, shard smallint);
create type stranger_usage_v1 as (contact_key uuid, key_version integer, uses json, at timestamptz, shard smallint);
create type unknown_recipient_v1 as (decision_id uuid, sealed text, at timestamptz, shard smallint);
create type idempotency_v1 as (key uuid, fingerprint uuid, ref uuid, at timestamptz, shard smallint);
