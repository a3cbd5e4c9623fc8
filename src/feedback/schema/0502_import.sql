R"sql(
CREATE TABLE import (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  name TEXT NOT NULL,
  instrument TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'undoing', 'undone', 'failed')),
  rows_read BIGINT NOT NULL,
  rows_added BIGINT NOT NULL,
  rows_refused BIGINT NOT NULL,
  rows_duplicate BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  actor TEXT NOT NULL,
  fault TEXT,
  map TEXT NOT NULL,
  PRIMARY KEY (org, id),
  UNIQUE (org, seq)
);
CREATE TABLE import_refused (
  org INTEGER NOT NULL,
  import_id TEXT NOT NULL,
  line BIGINT NOT NULL,
  field TEXT NOT NULL,
  fault TEXT NOT NULL,
  PRIMARY KEY (org, import_id, line),
  FOREIGN KEY (org, import_id) REFERENCES import (org, id)
);
)sql"
