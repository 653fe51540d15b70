-- Functions that read pages, in a form that also runs where pages are spread over machines: in PL/pgSQL, and joined within a shard.
create or replace function pages_between(after uuid, before uuid, most bigint, out last uuid)
    language plpgsql stable parallel safe as $$
begin
    last := (select (array_agg(page_id order by page_id desc))[1]
        from (select page_id, sum(n) over (order by page_id) - n as until
              from (select page_id, n from decision_page where page_id > after and page_id < before
                    order by page_id limit most) page) piece
        where until < most);
end $$;

-- The pages with decisions about any of these contact points, from the page or id `low` on, and up to `high`; null stands for
-- no bound. Stretches that cannot have any are passed over; what is in no stretch yet is read.
create or replace function pages_about(points uuid[], low uuid, high uuid) returns setof uuid
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
            where d.page_id = p.page_id and d.shard = p.shard and d.page_id between low and high
                and d.lines like any (wanted) offset 0) d
        where p.first_leaf >= stretch.first_leaf and p.first_leaf < stretch.end_leaf;
    end loop;
    return query select d.page_id from page p cross join lateral (
        select page_id from decision_page d
        where d.page_id = p.page_id and d.shard = p.shard and d.page_id between low and high
            and d.lines like any (wanted) offset 0) d
    where p.first_leaf is null;
end $$;

-- The decisions about any of these contact points, with the same bounds on their pages.
create or replace function decisions_about(points uuid[], low uuid, high uuid) returns table (id uuid, template text)
    language plpgsql stable as $$
declare
    pages uuid[] := array(select about.page_id from pages_about(points, low, high) about (page_id));
begin
    return query select e.id, e.template from decision_entry e
        where e.page_id = any (pages) and split_part(e.line, ' ', 3) = any (points::text[]);
end $$;
