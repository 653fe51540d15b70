-- What senders are told of feedback: noisy shares of at least twenty people, counted once and never again (docs/adr/0127).
set lock_timeout = '5s';

create table feedback_total (
    controller text     not null,
    topic      text     not null,
    since      date     not null,           -- the first day, in UTC
    until      date     not null,           -- the first day after
    people     integer  not null check (people >= 20),
    more       smallint not null check (more between 10 and 90),
    fine       smallint not null check (fine between 10 and 90),
    less       smallint not null check (less between 10 and 90),
    primary key (controller, topic, until)
);

grant select, insert on feedback_total to ${service};
grant select, delete on feedback_total to ${retention};
