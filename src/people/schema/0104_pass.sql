R"sql(
CREATE TABLE pass (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('unit', 'personal')),
  unit TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('nl', 'en')),
  role TEXT,
  code_hash TEXT NOT NULL,
  made_day INTEGER NOT NULL,
  ended_day INTEGER,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, unit) REFERENCES unit (org, id),
  FOREIGN KEY (org, role) REFERENCES role (org, id)
);
CREATE INDEX pass_by_code ON pass (code_hash);
CREATE TABLE pass_session (
  org INTEGER NOT NULL,
  token_hash TEXT NOT NULL,
  pass TEXT NOT NULL,
  made_day INTEGER NOT NULL,
  seen_day INTEGER NOT NULL,
  PRIMARY KEY (org, token_hash),
  FOREIGN KEY (org, pass) REFERENCES pass (org, id)
);
CREATE INDEX pass_session_token ON pass_session (token_hash);
CREATE INDEX pass_session_of ON pass_session (org, pass);
)sql"
