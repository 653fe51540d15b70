-- Rows of a report that were not as they should be are few, and looked for among a million that were.
create index reconciliation_row_result on reconciliation_row (job_id, result, n) where result <> 'sent_with_permit';
