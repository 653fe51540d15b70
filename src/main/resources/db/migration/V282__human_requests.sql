-- Who asked to talk to a human, and what waits for one. The acts themselves, with their texts, are in consent_event and evidence;
-- these rows follow from them (docs/adr/0123).
set lock_timeout = '5s';

create table human_request (
    id         uuid primary key,               -- of the act
    controller text        not null,
    at         timestamptz not null,           -- when it was recorded
    due_at     timestamptz not null            -- by when a human must answer
);
create index human_request_of_controller on human_request (controller, id);

create table due_human_request (               -- those that nobody has answered yet
    id         uuid primary key,
    controller text        not null,
    due_at     timestamptz not null,
    told       boolean     not null default false   -- that it is overdue
);
create index due_human_request_order on due_human_request (due_at, id);
create index due_human_request_untold on due_human_request (due_at) where not told;

create table human_answer (
    request_id uuid primary key,
    id         uuid        not null unique,    -- of the act
    at         timestamptz not null
);

grant select, insert, delete on human_request, human_answer to ${service};
grant select, insert, update, delete on due_human_request to ${service};
grant select, delete on human_request, human_answer, due_human_request to ${retention};
