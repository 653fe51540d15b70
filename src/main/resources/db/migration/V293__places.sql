-- Keys by which two approaches at one place are told to be that (docs/adr/0129). Each is thrown away a day after its day.
set lock_timeout = '5s';

create table place_key (
    day     text  primary key,   -- of UTC, such as 2026-11-30
    wrapped bytea not null       -- with the service key
);

grant select, insert, update, delete on place_key to ${service};
