-- What people complained about to a company: acknowledged by a day that law names, resolved, and kept (docs/adr/0119).
set lock_timeout = '5s';

create table complaint (
    id          uuid primary key,
    at          timestamptz not null,          -- when it was recorded
    received_at timestamptz not null,          -- when it came to the company
    controller  text        not null,
    due_at      timestamptz not null,          -- by when it must be acknowledged
    point_id    uuid,
    stranger    uuid,
    by          jsonb       not null,
    evidence    bytea       not null,          -- salted hash of the text
    page_id     uuid        not null,
    slot        smallint    not null
);
create index complaint_of_controller on complaint (controller, id);

create table complaint_text (                  -- deletable
    id          uuid primary key,
    contact_key uuid    not null,              -- for erasure, and for their own page: whose words these are
    key_version integer not null,
    salt        bytea   not null,
    sealed      bytea   not null               -- address and text, encrypted by the service's key
);
create index complaint_text_contact on complaint_text (contact_key);
create index complaint_text_key_version on complaint_text (key_version);
create index complaint_text_wrapped on complaint_text (substring(sealed from 2 for 4));

create table due_complaint (                   -- those that nobody has acknowledged or resolved yet
    id         uuid primary key,               -- of the complaint
    controller text        not null,
    due_at     timestamptz not null,
    told       boolean     not null default false   -- that it is overdue
);
create index due_complaint_order on due_complaint (due_at, id);
create index due_complaint_untold on due_complaint (due_at) where not told;

create table complaint_step (                  -- what was done about one
    id           uuid primary key,
    made         timestamptz not null,
    complaint_id uuid        not null,
    step         text        not null,         -- acknowledged, resolved
    outcome      text,                         -- upheld, rejected
    by           jsonb       not null,
    evidence     bytea       not null,         -- salted hash of who did it, of their note and of their answer
    page_id      uuid        not null,
    slot         smallint    not null,
    unique (complaint_id, step)
);

grant select, insert on complaint, complaint_step to ${service};
grant select, insert, update, delete on complaint_text, due_complaint to ${service};
grant select, delete on complaint, complaint_step, due_complaint to ${retention};
grant select, update, delete on complaint_text to ${retention};
