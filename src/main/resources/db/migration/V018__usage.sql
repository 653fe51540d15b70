-- Which permits caps still count, for each person and for addresses that are nobody's yet. Small rows, updated in place:
-- no index covers what changes, and pages keep room for the new version of a row.

create table usage (
    person_id uuid primary key,
    uses      json not null
) with (fillfactor = 70);

create table stranger_usage (
    contact_key uuid primary key,
    key_version integer     not null,
    uses        json        not null,
    at          timestamptz not null          -- of the last one
) with (fillfactor = 70);
create index stranger_usage_version on stranger_usage (key_version);

grant select, insert, update, delete on usage, stranger_usage to ${service};
grant select, insert, update, delete on usage, stranger_usage to ${retention};
