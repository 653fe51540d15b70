-- How yeses and noes move, counted behind the record (docs/adr/0108): the console's page reads a few thousand rows of this,
-- whatever the number of acts and decisions.
set lock_timeout = '5s';

create table yes_day (
    day        date   not null,               -- in UTC: on which it was made or decided; of people the Monday of their week
    event      text   not null,               -- asked, agreed: people; yes, no: acts; message: permits; stop: noes after one
    controller text   not null,               -- '*' where a no names none
    by         text   not null,               -- all, topic, notice, source, campaign, sender: what the value is of
    value      text   not null,
    n          bigint not null,
    primary key (day, event, controller, by, value)
);

create table yes_day_mark (                   -- up to which leaf of the log that was counted
    id   smallint primary key check (id = 1),
    leaf bigint   not null
);
insert into yes_day_mark values (1, 0);

grant select, insert, update, delete on yes_day to ${service};
grant select, update on yes_day_mark to ${service};
