-- What acts leave behind besides themselves.

create table merged_person (                  -- who turned out to be somebody else we knew
    person_id uuid primary key,
    into_id   uuid not null,
    at        timestamptz not null
);
create index merged_person_into on merged_person (into_id);

create table consent_expiry (                 -- yeses that end by themselves, so that they are found in time
    grant_id   uuid primary key,
    person_id  uuid not null,
    controller text not null,
    topic      text not null,
    channel    text not null,
    expires_at timestamptz not null,
    told       boolean not null               -- subscribers know that it is over
);
create index consent_expiry_at on consent_expiry (expires_at, grant_id);
create index consent_expiry_person on consent_expiry (person_id);

grant select, insert, update, delete on merged_person, consent_expiry to ${service};
grant delete on terms to ${service};
grant select, delete on merged_person, consent_expiry, terms to ${retention};
