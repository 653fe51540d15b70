-- At which hours of the week people act who asked for that to be learned (docs/moment.md): counts that fade, no instants.
set lock_timeout = '5s';

create table learned_hours (
    person_id uuid     primary key,
    acts      integer  not null,   -- how many hours were ever counted
    week      bigint   not null,   -- up to which week the counts have faded
    last      smallint,            -- the hour of that week that was counted last
    weights   json     not null    -- by the hour of the week, 0 to 167
);

grant select, insert, update, delete on learned_hours to ${service};
grant select, delete on learned_hours to ${retention};
