-- Spreads what questions touch over the machines of a Citus cluster (docs/scaling.md). To be run by the owner of the tables, on
-- the coordinator, after the service has made its tables and before it is used; running it again changes nothing.
do $$
declare
    name text;
    of   text;
begin
    if not exists (select 1 from pg_extension where extname = 'citus') then
        raise exception 'this database has no extension citus: see docs/scaling.md';
    end if;
    perform set_config('client_min_messages', 'warning', true);
    -- Small, or asked by every question whatever its shard: each machine has all of it.
    foreach name in array array['catalog_snapshot', 'key_use', 'suppression', 'told_text', 'told_band', 'told_copy'] loop
        if not exists (select 1 from citus_tables where table_name = name::regclass and citus_table_type = 'reference') then
            perform create_reference_table(name);
        end if;
    end loop;
    -- By shard, and rows of one shard on one machine.
    foreach name in array array[
        'contact_point', 'terms', 'usage', 'stranger_usage', 'idempotency', 'unknown_recipient', 'page', 'decision_page'] loop
        if not exists (select 1 from citus_tables where table_name = name::regclass and citus_table_type = 'distributed') then
            perform create_distributed_table(name, 'shard', colocate_with => coalesce(of, 'none'),
                shard_count => case when of is null then 32 end);
        end if;
        of := coalesce(of, name);
    end loop;
    -- The rows from before are copied: those left here would be seen by nobody, and outlive what is erased.
    perform truncate_local_data_after_distributing_table(logicalrelid) from pg_dist_partition;
    -- What statements that are answered by the machines call.
    for name in
        select p.oid::regprocedure::text from pg_proc p
        where pronamespace = current_schema()::regnamespace
          and proname in ('page_of', 'decision_on', 'shard_of', 'instant_of', 'first_uuid_of', 'bloom_places', 'hash_of_texts')
    loop
        perform create_distributed_function(name::regprocedure);
    end loop;
end $$;
