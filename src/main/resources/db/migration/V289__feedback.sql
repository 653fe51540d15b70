-- What was last said of each message, from which totals are counted. The acts themselves are in consent_event (docs/adr/0127).
set lock_timeout = '5s';

create table feedback (
    message    uuid primary key,            -- the decision by which it went out
    id         uuid        not null unique, -- of the act
    person_id  uuid        not null,        -- as the act has them
    controller text        not null,
    topic      text        not null,
    value      text        not null check (value in ('more', 'fine', 'less')),
    at         timestamptz not null         -- when it was recorded
);
create index feedback_of_topic on feedback (controller, topic, at);
create index feedback_of_person on feedback (person_id);

grant select, insert, update, delete on feedback to ${service};
grant select, delete on feedback to ${retention};
