-- What retention removed, so that nobody takes it for damage, and how far it is.

create table retired_month (                  -- months whose decisions were deleted, with the key that hid strangers
    month     text primary key,               -- 2026-11
    id        uuid        not null,
    at        timestamptz not null,
    decisions bigint      not null,           -- how many there were
    page_id   uuid        not null,
    slot      smallint    not null
);

create table retention_walk (                 -- how far the job is with looking at everybody
    id        smallint primary key,           -- one row, 1
    after     uuid,                           -- it goes on after this person; null between two passes
    passed_at timestamptz                     -- when the last pass ended
);
insert into retention_walk values (1, null, null);
insert into grant_use_mark values (1, '00000000-0000-0000-0000-000000000000');

-- Drops the decisions of a month that is over; false where it has no partition. Runs as the owner, who alone may.
create function drop_decision_partition(month text) returns boolean
    language plpgsql security definer set search_path = ${flyway:defaultSchema}, pg_temp as $$
declare
    name text := 'decision_' || replace(month, '-', '_');
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
revoke all on function drop_decision_partition(text) from public;
grant execute on function drop_decision_partition(text) to ${retention};

grant select on retired_month, retention_walk to ${service};
grant select, insert on retired_month to ${retention};
grant select, update on retention_walk to ${retention};

-- The service reads what permits relied on: only the role that writes decisions sees which of its transactions still run.
grant insert, update on grant_use to ${service};
grant select, update on grant_use_mark to ${service};
