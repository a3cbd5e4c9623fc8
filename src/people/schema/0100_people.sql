R"sql(
CREATE TABLE organisation (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('nl', 'en')),
  time_zone TEXT NOT NULL,
  colour TEXT NOT NULL,
  simulation INTEGER NOT NULL,
  levels TEXT NOT NULL,
  revision INTEGER NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (org),
  UNIQUE (org, id)
);
CREATE TABLE logo (
  org INTEGER NOT NULL,
  png TEXT NOT NULL,
  etag TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (org),
  FOREIGN KEY (org) REFERENCES organisation (org)
);
CREATE TABLE unit (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 12),
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  until_day INTEGER,
  merged_into TEXT,
  volume BIGINT,
  revision INTEGER NOT NULL,
  PRIMARY KEY (org, id),
  UNIQUE (org, code),
  FOREIGN KEY (org) REFERENCES organisation (org)
);
CREATE TABLE unit_place (
  org INTEGER NOT NULL,
  unit TEXT NOT NULL,
  parent TEXT,
  from_day INTEGER NOT NULL,
  until_day INTEGER,
  PRIMARY KEY (org, unit, from_day),
  FOREIGN KEY (org, unit) REFERENCES unit (org, id),
  FOREIGN KEY (org, parent) REFERENCES unit (org, id)
);
CREATE TABLE account (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'cx_manager', 'hr_manager', 'unit_manager', 'analyst', 'employee')),
  unit TEXT,
  language TEXT NOT NULL CHECK (language IN ('nl', 'en')),
  active INTEGER NOT NULL,
  password TEXT NOT NULL,
  revision INTEGER NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (org, id),
  UNIQUE (org, email),
  FOREIGN KEY (org, unit) REFERENCES unit (org, id)
);
CREATE INDEX account_email ON account (email);
CREATE TABLE session (
  org INTEGER NOT NULL,
  token_hash TEXT NOT NULL,
  account TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (org, token_hash),
  FOREIGN KEY (org, account) REFERENCES account (org, id)
);
CREATE INDEX session_token ON session (token_hash);
CREATE TABLE invitation (
  org INTEGER NOT NULL,
  token_hash TEXT NOT NULL,
  email TEXT NOT NULL,
  role TEXT NOT NULL,
  unit TEXT,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  accepted_at BIGINT,
  PRIMARY KEY (org, token_hash),
  FOREIGN KEY (org, unit) REFERENCES unit (org, id),
  FOREIGN KEY (org, made_by) REFERENCES account (org, id)
);
CREATE INDEX invitation_token ON invitation (token_hash);
CREATE TABLE api_key (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  key_hash TEXT NOT NULL,
  scopes TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (org, id),
  UNIQUE (org, key_hash),
  FOREIGN KEY (org, made_by) REFERENCES account (org, id)
);
CREATE INDEX api_key_hash ON api_key (key_hash);
CREATE TABLE person (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  key_hash TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  forgotten_at BIGINT,
  PRIMARY KEY (org, id),
  UNIQUE (org, key_hash),
  FOREIGN KEY (org) REFERENCES organisation (org)
);
)sql"
