-- Ends of yeses that subscribers have not been told of: few, found without reading those that were.
create index consent_expiry_untold on consent_expiry (expires_at, grant_id) where not told;
