-- What people look for, as far as it is open: for whoever serves it to list. The acts themselves, with the words of the person, are
-- in consent_event and evidence; these rows follow from them (docs/adr/0126).
set lock_timeout = '5s';

create table open_intent (
    id         uuid        not null,           -- of the act
    controller text        not null,           -- to whom it is open; * for all who serve the topic
    topic      text        not null,
    until_at   timestamptz not null,           -- the first instant at which it is over
    primary key (id, controller)
);
create index open_intent_of_controller on open_intent (controller, id);
create index open_intent_over on open_intent (until_at);

grant select, insert, delete on open_intent to ${service};
grant select, delete on open_intent to ${retention};
