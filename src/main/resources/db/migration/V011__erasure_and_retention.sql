-- What stays of somebody who was erased, what grants were last relied on, and whose data must be kept for now.

create table erased_contact (
    contact_key uuid primary key,
    key_version integer     not null,
    erased_at   timestamptz not null          -- what was said at this contact before is not recorded any more
);
create index erased_contact_key_version on erased_contact (key_version);

create table legal_hold (
    event     uuid primary key,               -- the act; its reason stands in evidence
    person_id uuid not null,
    until     timestamptz
);
create index legal_hold_person on legal_hold (person_id);

create table grant_use (
    grant_id  uuid primary key,
    last_used timestamptz not null            -- decided_at of the latest permit that relied on it
);

create table grant_use_mark (                 -- up to which decision uses were read
    id    smallint primary key,               -- one row, 1
    up_to uuid not null
);

grant select, insert, update on erased_contact to ${service};
grant select, insert, update, delete on legal_hold to ${service};
grant select, delete on grant_use to ${service};

-- The retention job reads what was decided, and erases people as the service does.
grant select, insert, update on grant_use, grant_use_mark, erased_contact to ${retention};
grant select, delete on legal_hold, grant_use, contact_point, pairwise_id to ${retention};
grant select, update on terms, person to ${retention};
grant update on contact_point, suppression, reply_text to ${retention};
grant select, update on key_use to ${retention};
grant select, insert on consent_event, page, outbox, suppression, commit_probe to ${retention};
grant select on merged_person to ${retention};
