-- The hash of an entry's texts is not stored where the texts themselves are: it follows from them. Whoever changes them changes
-- the entry, which is then not the one of its leaf. What is no salt has no hash.
do $$ begin
    if exists (select 1 from decision_page) then
        raise exception 'the decisions of this database hold the hashes of their texts, and there is no way from one to the other: nothing was released. Start with an empty database, or with another --data folder';
    end if;
end $$;

create function hash_of_texts(texts text) returns text language sql immutable parallel safe as $$
    select case when texts ~ '^[0-9a-f]{32} '
        then encode(sha256(decode(left(texts, 32), 'hex') || convert_to(substr(texts, 34), 'UTF8')), 'hex') else '' end
$$;

create or replace view decision_entry as
select decision_on(p.page_id, l.n - 1) as id, p.page_id, (l.n - 1)::smallint as slot,
       split_part(t.template, E'\x1f', 1) || split_part(l.line, ' ', 2) || split_part(t.template, E'\x1f', 2)
           || decision_on(p.page_id, l.n - 1) || split_part(t.template, E'\x1f', 3) || split_part(l.line, ' ', 3)
           || split_part(t.template, E'\x1f', 4) || split_part(l.line, ' ', 4) || split_part(t.template, E'\x1f', 5)
           || split_part(l.line, ' ', 5) || split_part(t.template, E'\x1f', 6)
           || case when strpos(l.line, E'\x1f') > 0 then hash_of_texts(split_part(l.line, E'\x1f', 2))
              else split_part(l.line, ' ', 6) end
           || split_part(t.template, E'\x1f', 7) as entry,
       t.template, l.line, nullif(split_part(l.line, E'\x1f', 2), '') as texts
from decision_page p cross join lateral (select string_to_array(p.templates, E'\n') as templates offset 0) a
     cross join lateral string_to_table(p.lines, E'\n') with ordinality l (line, n)
     cross join lateral (select a.templates[split_part(l.line, ' ', 1)::integer + 1] as template offset 0) t;
comment on column decision_page.lines is
    'by slot: the number of the template, and what varies: grant, contact point, stranger, version of the terms; the id is left out. After U+001F the texts: their salt, and author and campaign. Without texts, their hash if there is one';
