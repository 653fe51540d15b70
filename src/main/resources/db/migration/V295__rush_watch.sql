-- Who wants to be offered a pause when more messages come than they are used to. It changes no answer, so it is no act.
set lock_timeout = '5s';

create table rush_watch (
    person_id uuid primary key,
    since     timestamptz not null
);

grant select, insert, delete on rush_watch to ${service};
grant select, delete on rush_watch to ${retention};
