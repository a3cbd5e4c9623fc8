R"sql(
CREATE TABLE instrument (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  key TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  answered INTEGER NOT NULL,
  ended INTEGER,
  PRIMARY KEY (org, id),
  UNIQUE (org, key)
);
CREATE TABLE instrument_version (
  org INTEGER NOT NULL,
  instrument TEXT NOT NULL,
  version INTEGER NOT NULL,
  definition TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (org, instrument, version),
  FOREIGN KEY (org, instrument) REFERENCES instrument (org, id)
);
CREATE TABLE proof (
  org INTEGER NOT NULL,
  promise TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('asked', 'derived')),
  instrument TEXT,
  question_key TEXT NOT NULL,
  kept TEXT NOT NULL,
  not_kept TEXT NOT NULL,
  not_applicable TEXT NOT NULL,
  proposal INTEGER NOT NULL,
  from_day INTEGER NOT NULL,
  PRIMARY KEY (org, promise, version),
  FOREIGN KEY (org, promise) REFERENCES promise (org, id)
);
CREATE TABLE link (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  code TEXT NOT NULL,
  instrument TEXT NOT NULL,
  unit TEXT NOT NULL,
  moment TEXT,
  made_at BIGINT NOT NULL,
  expires_at BIGINT,
  budget BIGINT NOT NULL,
  used BIGINT NOT NULL,
  active INTEGER NOT NULL,
  PRIMARY KEY (org, id),
  UNIQUE (org, code),
  FOREIGN KEY (org, instrument) REFERENCES instrument (org, id)
);
CREATE INDEX link_by_code ON link (code);
)sql"
