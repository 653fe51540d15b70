-- Decisions lie on pages: all that one transaction decided is one row, in place of a row of 26 columns for each
-- (docs/adr/0079). It holds the very texts that were hashed; what many of them have in common stands there once. A decision's
-- id is that of its page with a place on it.
do $$ begin
    if exists (select 1 from decision) then
        raise exception 'the decisions of this database were recorded before decisions lay on pages, and there is no way from one to the other: nothing was released. Start with an empty database, or with another --data folder';
    end if;
end $$;
drop table decision, decision_facts;
drop type decision_v1, decision_facts_v1;

create table decision_page (
    page_id   uuid     not null,              -- the page's; UUIDv7: its time is the instant of its decisions
    n         smallint not null,              -- how many decisions
    templates text     not null,              -- a line each: an entry without what varies, the gaps marked by U+001F
    lines     text     not null,              -- by slot: the number of the template, and what varies: grant, contact point,
                                              -- stranger, version of the terms, hash of the texts; the id is left out too.
                                              -- After U+001F the texts themselves: their salt, and author and campaign
    primary key (page_id)
) partition by range (page_id);
-- Ids and hashes cannot be compressed; trying would cost more than the rest of the row.
alter table decision_page alter column lines set storage external;
create table decision_page_default partition of decision_page default;

-- A decision's id is that of its page, which ends in twelve bits of nothing, with its place there, counted from 1.
create function page_of(decision uuid) returns uuid language sql immutable strict parallel safe as $$
    select (left(decision::text, 33) || '000')::uuid
$$;
create function decision_on(page uuid, slot bigint) returns uuid language sql immutable strict parallel safe as $$
    select (left(page::text, 33) || lpad(to_hex(slot + 1), 3, '0'))::uuid
$$;

-- The instant of a UUIDv7, to the millisecond.
create function instant_of(id uuid) returns timestamptz language sql immutable strict parallel safe as $$
    select to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
$$;

-- Each decision as its entry's text. A query names the page_id it means: from the id alone no index is found.
create view decision_entry as
select decision_on(p.page_id, l.n - 1) as id, p.page_id, (l.n - 1)::smallint as slot,
       split_part(t.template, E'\x1f', 1) || split_part(l.line, ' ', 2) || split_part(t.template, E'\x1f', 2)
           || decision_on(p.page_id, l.n - 1) || split_part(t.template, E'\x1f', 3) || split_part(l.line, ' ', 3)
           || split_part(t.template, E'\x1f', 4) || split_part(l.line, ' ', 4) || split_part(t.template, E'\x1f', 5)
           || split_part(l.line, ' ', 5) || split_part(t.template, E'\x1f', 6) || split_part(l.line, ' ', 6)
           || split_part(t.template, E'\x1f', 7) as entry,
       t.template, l.line, nullif(split_part(l.line, E'\x1f', 2), '') as texts
from decision_page p cross join lateral (select string_to_array(p.templates, E'\n') as templates offset 0) a
     cross join lateral string_to_table(p.lines, E'\n') with ordinality l (line, n)
     cross join lateral (select a.templates[split_part(l.line, ' ', 1)::integer + 1] as template offset 0) t;

-- Each decision in columns, for those who look at a few of them or at all of them. Taking a text apart costs a hundredth of a
-- millisecond.
create view decision as
select e.id, (j.entry ->> 'decided')::timestamptz as decided_at, j.entry ->> 'mode' as mode,
       (j.entry ->> 'asked')::timestamptz as asked_at, j.entry ->> 'sender' as sender, j.entry ->> 'controller' as controller,
       j.entry ->> 'topic' as topic, j.entry ->> 'channel' as channel, (j.entry ->> 'point')::uuid as point_id,
       (j.entry ->> 'stranger')::uuid as stranger, j.entry ->> 'authorship' as authorship,
       (j.entry ->> 'critical')::boolean as critical, substr(e.texts, 34)::jsonb ->> 'author' as author,
       substr(e.texts, 34)::jsonb ->> 'campaign' as campaign,
       decode(left(e.texts, 32), 'hex') as salt, j.entry ->> 'outcome' as outcome,
       array(select jsonb_array_elements_text(j.entry -> 'reasons')) as reasons, (j.entry ->> 'cut')::boolean as cut,
       (j.entry ->> 'grant')::uuid as grant_id, (j.entry ->> 'validUntil')::timestamptz as valid_until,
       (j.entry ->> 'notBefore')::timestamptz as not_before, (j.entry ->> 'terms')::bigint as terms_version,
       (j.entry ->> 'catalog')::bigint as catalog_version,
       array(select jsonb_array_elements_text(j.entry -> 'suppressions')) as suppressions,
       j.entry -> 'facts' as facts, e.page_id, e.slot, e.entry, e.template
from decision_entry e cross join lateral (select e.entry::jsonb as entry offset 0) j;

-- What searching needs of a stretch of pages, written behind the record together with the counts: it says which pages need
-- not be looked at.
create table decision_shape (                 -- what decisions have in common with many others
    id      integer primary key,
    sender  text   not null,
    topic   text   not null,
    channel text   not null,
    outcome text   not null,
    reasons text[] not null,
    unique (sender, topic, channel, outcome, reasons)
);
create table decision_stretch (
    first_leaf bigint    primary key,         -- its place in the log
    end_leaf   bigint    not null,
    first_page uuid      not null,            -- the earliest of its pages
    last_page  uuid      not null,            -- the latest
    shapes     integer[] not null,            -- of which shapes
    points     bytea     not null             -- a bloom filter of the contact points (docs/adr/0079)
);

create index decision_stretch_pages on decision_stretch (last_page, first_page);

-- What reads the record afterwards goes by the order of the log, which no clock changes.
alter table decision_count_mark drop column up_to, add column leaf bigint not null default 0;
alter table grant_use_mark drop column up_to, add column leaf bigint not null default 0,
    add column settled timestamptz not null default '-infinity';  -- all permits before were read

-- The last page of a piece of the record: of so many decisions, in whole pages, after one page and before another; null if there
-- are none.
create function pages_between(after uuid, before uuid, most bigint, out last uuid)
    language sql stable parallel safe as $$
    select (array_agg(page_id order by page_id desc))[1]
    from (select page_id, n, sum(n) over (order by page_id) - n as until
          from (select page_id, n from decision_page where page_id > after and page_id < before
                order by page_id limit most) page) piece
    where until < most
$$;

-- Four places in a bloom filter, of 15 bits each: contact points are random ids.
create function bloom_places(point uuid, out a bigint, out b bigint, out c bigint, out d bigint)
    language sql immutable strict parallel safe as $$
    select bits & 32767, bits >> 15 & 32767, bits >> 30 & 32767, bits >> 45 & 32767
    from (select ('x0' || right(replace(point::text, '-', ''), 15))::bit(64)::bigint as bits) point
$$;

-- The pages with decisions about any of these contact points, from the page or id `low` on, and up to `high`; null stands for
-- no bound. Stretches that cannot have any are passed over; what is in no stretch yet is read.
create function pages_about(points uuid[], low uuid, high uuid) returns setof uuid
    language plpgsql stable as $$
declare
    wanted  text[] := array(select '% ' || point || ' %' from unnest(points) point);
    since   bigint := (select leaf from decision_count_mark);
    stretch record;
begin
    if coalesce(cardinality(points), 0) = 0 then
        return;
    end if;
    low := coalesce(low, '00000000-0000-0000-0000-000000000000');
    high := coalesce(high, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
    for stretch in
        select s.first_leaf, s.end_leaf
        from decision_stretch s cross join lateral (select octet_length(s.points) * 8 - 1 as mask) size
        where s.last_page >= low and s.first_page <= high and exists (
            select 1 from unnest(pages_about.points) point cross join lateral bloom_places(point) h
            where get_bit(s.points, h.a & size.mask) = 1 and get_bit(s.points, h.b & size.mask) = 1
              and get_bit(s.points, h.c & size.mask) = 1 and get_bit(s.points, h.d & size.mask) = 1)
        union all
        select since, 9223372036854775807
    loop
        return query select d.page_id from page p cross join lateral (
            select page_id from decision_page d
            where d.page_id = p.page_id and d.page_id between low and high and d.lines like any (wanted) offset 0) d
        where p.first_leaf >= stretch.first_leaf and p.first_leaf < stretch.end_leaf;
    end loop;
    return query select d.page_id from page p cross join lateral (
        select page_id from decision_page d
        where d.page_id = p.page_id and d.page_id between low and high and d.lines like any (wanted) offset 0) d
    where p.first_leaf is null;
end $$;

-- The decisions about any of these contact points, with the same bounds on their pages.
create function decisions_about(points uuid[], low uuid, high uuid) returns table (id uuid, template text)
    language sql stable as $$
    select e.id, e.template from pages_about(points, low, high) about (page_id) join decision_entry e using (page_id)
    where split_part(e.line, ' ', 3) = any (points::text[])
$$;

create or replace function prepare_decision_partitions(ahead integer) returns integer
    language plpgsql security definer set search_path = ${flyway:defaultSchema}, pg_temp as $$
declare
    first timestamptz := date_trunc('month', clock_timestamp() at time zone 'UTC') at time zone 'UTC';
    start timestamptz;
    name  text;
    made  integer := 0;
begin
    for n in 0..ahead loop
        start := (first at time zone 'UTC' + make_interval(months => n)) at time zone 'UTC';
        name := 'decision_page_' || to_char(start at time zone 'UTC', 'YYYY_MM');
        if to_regclass(name) is null then
            execute format('create table %I partition of decision_page for values from (%L) to (%L)', name,
                first_uuid_of(start),
                first_uuid_of((start at time zone 'UTC' + interval '1 month') at time zone 'UTC'));
            made := made + 1;
        end if;
    end loop;
    return made;
end $$;

create or replace function drop_decision_partition(month text) returns boolean
    language plpgsql security definer set search_path = ${flyway:defaultSchema}, pg_temp as $$
declare
    name text := 'decision_page_' || replace(month, '-', '_');
begin
    if month is null or month !~ '^[0-9]{4}-(0[1-9]|1[0-2])$' then
        raise exception '% is no month', month;
    end if;
    if ((month || '-01')::timestamp + interval '1 month') at time zone 'UTC'
            > clock_timestamp() - interval '2 days' then
        raise exception '% is not over for long enough', month;
    end if;
    if to_regclass(name) is null then
        return false;
    end if;
    execute format('drop table %I', name);
    return true;
end $$;

grant select, insert on decision_page, decision_page_default to ${service};
grant select, insert on decision_stretch to ${service};
grant select, insert on decision_shape to ${service};
grant select on decision, decision_entry to ${service}, ${retention};
grant select on decision_count_mark to ${retention};
grant select, delete on decision_page, decision_page_default, decision_stretch to ${retention};
