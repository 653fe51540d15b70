-- Who of the staff has looked at whom. Written before the answer leaves.

create table access (
    id        uuid primary key,               -- UUIDv7: its time is the instant of the look
    at        timestamptz not null,
    by        jsonb       not null,
    person_id uuid        not null,
    what      text        not null,           -- which part of what is known about the person
    page_id   uuid        not null,
    slot      smallint    not null
);
create index access_person on access (person_id, id);

grant select, insert on access to ${service};
grant select, delete on access to ${retention};
