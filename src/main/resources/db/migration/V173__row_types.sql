-- Rows as the service sends them. The row type of a table itself changes with the table: an instance of the version before
-- would send rows with too few columns, and be refused. These types stay as they are; a version of the service that sends
-- more columns brings a type of its own, with the next number (docs/contributors.md).
create type decision_v1 as (
    id uuid, decided_at timestamptz, mode text, asked_at timestamptz, sender text, controller text, topic text, channel text,
    point_id uuid, stranger uuid, authorship text, critical boolean, author text, campaign text, salt bytea, outcome text,
    reasons text[], cut boolean, grant_id uuid, valid_until timestamptz, not_before timestamptz, terms_version bigint,
    catalog_version bigint, suppressions text[], page_id uuid, slot smallint);
create type decision_facts_v1 as (id uuid, facts text);
create type idempotency_v1 as (key uuid, fingerprint uuid, ref uuid, at timestamptz);
create type usage_v1 as (person_id uuid, uses json);
create type stranger_usage_v1 as (contact_key uuid, key_version integer, uses json, at timestamptz);
create type unmet_addressee_v1 as (decision_id uuid, sealed text, at timestamptz);

create type person_v1 as (person_id uuid, data_key bytea);
create type contact_point_v1 as (
    contact_key uuid, key_version integer, point_id uuid, person_id uuid, scheme text, value bytea);
create type pairwise_id_v1 as (pairwise_id uuid, controller text, person_id uuid);
create type terms_v1 as (person_id uuid, version bigint, terms json);
create type consent_event_v1 as (
    person_id uuid, version bigint, id uuid, kind text, made timestamptz, known timestamptz, body jsonb, page_id uuid,
    slot smallint);
create type consent_expiry_v1 as (
    grant_id uuid, person_id uuid, controller text, topic text, channel text, expires_at timestamptz, told boolean);
create type evidence_v1 as (event uuid, salt bytea, texts jsonb);
create type suppression_v1 as (
    contact_key uuid, id uuid, key_version integer, controller text, reason text, at timestamptz, by jsonb, page_id uuid,
    slot smallint);
create type suppression_evidence_v1 as (event uuid, evidence bytea);

create type told_v1 as (person_id uuid, controller text, n bigint);
create type webhook_delivery_v1 as (
    webhook_id uuid, feed_position bigint, controller text, person_id uuid, page_id uuid, slot integer, urgent boolean,
    at timestamptz);
create type reconciliation_input_v1 as (
    job_id uuid, line bigint, at timestamptz, channel text, names text[], point_id uuid, decision_id uuid);
create type reconciliation_row_v1 as (
    job_id uuid, n bigint, result text, at timestamptz, channel text, point_id uuid, decision_id uuid, detail text);
