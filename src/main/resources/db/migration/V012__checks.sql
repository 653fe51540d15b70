-- Ends of yeses that subscribers have not been told of: few, found without reading those that were.
create index consent_expiry_untold on consent_expiry (expires_at, grant_id) where not told;

-- Whom suppressions name in their entries: their contact keys are made anew when keys change, and their contact points go
-- when somebody is erased, but the entry stays what it was. Goes with the audit key of its month.
create table suppression_subject (
    page_id  uuid primary key,
    subjects bytea not null                   -- by slot: 1 (a contact point), 2 (a stranger) or 0 (forgotten), then the id
);
grant select, insert, update on suppression_subject to ${service};
grant select, update, delete on suppression_subject to ${retention};
