-- What a next version may bring while this one runs: another column in every table that it writes rows of, without a default
-- that would have to be written everywhere, each in a transaction of its own, and not waiting for its lock for long.
set lock_timeout = '5s';
alter table decision_page add column next_text text;
alter table idempotency add column next_text text;
alter table usage add column next_text text;
alter table stranger_usage add column next_text text;
alter table unknown_recipient add column next_text text;
alter table person add column next_text text;
alter table contact_point add column next_text text;
alter table pairwise_id add column next_text text;
alter table terms add column next_text text;
alter table consent_event add column next_text text;
alter table consent_expiry add column next_text text;
alter table evidence add column next_text text;
alter table suppression add column next_text text;
alter table suppression_evidence add column next_text text;
alter table told add column next_text text;
alter table webhook_delivery add column next_text text;
alter table reconciliation_job add column next_text text;
alter table reconciliation_input add column next_text text;
alter table reconciliation_row add column next_text text;
alter table outcome add column next_text text;
alter table page add column next_text text;
create type idempotency_v2 as (key uuid, fingerprint uuid, ref uuid, at timestamptz, next_text text);
