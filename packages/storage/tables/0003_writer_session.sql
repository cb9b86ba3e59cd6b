-- Who took a lease since this server started. In memory on purpose: a server that starts anew may hold an older state than
-- before, so every INSERT asks for its row here, and the writer of a lost one reads back what is there.
CREATE TABLE IF NOT EXISTS writer_session
(
  session UUID
)
ENGINE = Memory
SETTINGS max_rows_to_keep = 1000, min_rows_to_keep = 500
