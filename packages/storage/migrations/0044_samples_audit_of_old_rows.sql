-- The projection `audit` of what was stored before it. In the background: until it is done, those rows are read one by one.
ALTER TABLE samples MATERIALIZE PROJECTION audit SETTINGS mutations_sync = 0
