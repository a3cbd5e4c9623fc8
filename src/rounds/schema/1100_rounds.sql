R"sql(
CREATE TABLE consent (
  org INTEGER NOT NULL,
  given INTEGER NOT NULL,
  by_whom TEXT NOT NULL,
  PRIMARY KEY (org)
);
CREATE TABLE round (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  number INTEGER,
  state TEXT NOT NULL CHECK (state IN ('planned', 'open', 'closing', 'released', 'withdrawn', 'lost')),
  plan TEXT NOT NULL,
  opens INTEGER NOT NULL,
  frozen TEXT,
  public_key BLOB,
  opened INTEGER,
  closed INTEGER,
  ballots BIGINT,
  proved TEXT,
  because TEXT,
  revision INTEGER NOT NULL,
  PRIMARY KEY (org, id),
  UNIQUE (org, number)
);
CREATE TABLE eligibility (
  org INTEGER NOT NULL,
  round TEXT NOT NULL,
  employee TEXT NOT NULL,
  PRIMARY KEY (org, round, employee),
  FOREIGN KEY (org, round) REFERENCES round (org, id)
) WITHOUT ROWID;
CREATE TABLE code (
  org INTEGER NOT NULL,
  round TEXT NOT NULL,
  token_hash BLOB NOT NULL,
  unit TEXT NOT NULL,
  PRIMARY KEY (org, round, token_hash),
  FOREIGN KEY (org, round) REFERENCES round (org, id)
) WITHOUT ROWID;
CREATE INDEX code_by_hash ON code (token_hash);
CREATE TABLE spent (
  org INTEGER NOT NULL,
  round TEXT NOT NULL,
  late INTEGER NOT NULL,
  week INTEGER NOT NULL,
  token_hash BLOB NOT NULL,
  PRIMARY KEY (org, round, late, week, token_hash),
  FOREIGN KEY (org, round) REFERENCES round (org, id)
) WITHOUT ROWID;
CREATE TABLE letterbox (
  org INTEGER NOT NULL,
  round TEXT NOT NULL,
  receipt_hash BLOB NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (org, round, receipt_hash),
  FOREIGN KEY (org, round) REFERENCES round (org, id)
) WITHOUT ROWID;
CREATE TABLE daily (
  org INTEGER NOT NULL,
  round TEXT NOT NULL,
  day INTEGER NOT NULL,
  at_least INTEGER NOT NULL,
  PRIMARY KEY (org, round, day),
  FOREIGN KEY (org, round) REFERENCES round (org, id)
) WITHOUT ROWID;
CREATE TABLE released (
  org INTEGER NOT NULL,
  round TEXT NOT NULL,
  question TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (org, round, question),
  FOREIGN KEY (org, round) REFERENCES round (org, id)
);
CREATE TABLE released_text (
  org INTEGER NOT NULL,
  round TEXT NOT NULL,
  question TEXT NOT NULL,
  id TEXT NOT NULL,
  pieces TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (org, round, question, id),
  FOREIGN KEY (org, round) REFERENCES round (org, id)
) WITHOUT ROWID;
)sql"
