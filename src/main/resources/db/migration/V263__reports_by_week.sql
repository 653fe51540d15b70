-- What the rows of a delivery report turned out to be, counted by the week in which each message was sent: what a sender did is
-- told week by week, also once the rows are deleted.
create table reconciliation_week (
    job_id uuid   not null,
    week   date   not null,                   -- its Monday, in UTC
    result text   not null,
    n      bigint not null,
    primary key (job_id, week, result)
);
grant select, insert, delete on reconciliation_week to ${service};
grant select, delete on reconciliation_week to ${retention};
