R"sql(
CREATE TABLE invitation_kept (
  org INTEGER NOT NULL,
  token_hash TEXT NOT NULL,
  id TEXT NOT NULL,
  email TEXT NOT NULL,
  role TEXT NOT NULL,
  unit TEXT,
  account TEXT,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  accepted_at BIGINT,
  withdrawn_at BIGINT,
  PRIMARY KEY (org, token_hash),
  UNIQUE (org, id),
  FOREIGN KEY (org, unit) REFERENCES unit (org, id),
  FOREIGN KEY (org, account) REFERENCES account (org, id),
  FOREIGN KEY (org, made_by) REFERENCES account (org, id)
);
INSERT INTO invitation_kept (org, token_hash, id, email, role, unit, account, made_by, made_at, expires_at, accepted_at, withdrawn_at)
  SELECT org, token_hash, 'before-' || substr(token_hash, 1, 24), email, role, unit, NULL, made_by, made_at, expires_at, accepted_at, NULL FROM invitation;
DROP TABLE invitation;
ALTER TABLE invitation_kept RENAME TO invitation;
CREATE INDEX invitation_token ON invitation (token_hash);
)sql"
