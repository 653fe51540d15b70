-- What a controller is told of a person is counted for that controller alone: the versions of the person's terms would
-- show it how often somebody dealt with others.

alter table outbox add column sequences text;  -- once it has its place: a JSON array, for each change one object of
                                               -- controller and number; null where the place is older than the numbers

create table told (                            -- how many changes about a person this controller has been told of
    person_id  uuid   not null,
    controller text   not null,
    n          bigint not null,
    primary key (person_id, controller)
);

grant update (sequences) on outbox to ${service};
grant select, insert, update on told to ${service};
