-- When a yes was last relied on is known to the day, in UTC: periods of proof are counted in days, and a row is not written
-- again for every further message of the same day.
alter table grant_use alter column last_used type date using (last_used at time zone 'UTC')::date;
-- Rows are changed where they lie.
alter table grant_use set (fillfactor = 80);
