-- Every edition of the time zone database that decisions were taken by, as its text: with it they can be taken again.

create table zone_edition (
    edition text primary key,
    text text not null
);

grant select, insert on zone_edition to ${service};
