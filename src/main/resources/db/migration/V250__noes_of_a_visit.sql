-- The noes that somebody said in a visit: within it they can be undone.

alter table page_session add column noes uuid[] not null default '{}';
