-- The noes that somebody said in a visit: within it they can be undone.
set lock_timeout = '5s';

alter table page_session add column noes uuid[] not null default '{}';
