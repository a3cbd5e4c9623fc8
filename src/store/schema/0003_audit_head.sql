R"sql(
CREATE TABLE audit_head (
  org INTEGER NOT NULL,
  seq BIGINT NOT NULL,
  hash TEXT NOT NULL,
  since BIGINT NOT NULL,
  key_id TEXT NOT NULL,
  seal TEXT NOT NULL,
  PRIMARY KEY (org)
) WITHOUT ROWID;
)sql"
