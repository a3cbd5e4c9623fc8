R"sql(
CREATE TABLE promise (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  audience TEXT NOT NULL CHECK (audience IN ('employee', 'customer')),
  made_at BIGINT NOT NULL,
  withdrawn INTEGER,
  withdrawn_because TEXT,
  step_text TEXT,
  step_owner TEXT,
  step_due INTEGER,
  way_out TEXT CHECK (way_out IN ('mend', 'reword', 'withdraw')),
  way_out_at BIGINT,
  revision INTEGER NOT NULL,
  PRIMARY KEY (org, id)
);
CREATE TABLE promise_version (
  org INTEGER NOT NULL,
  promise TEXT NOT NULL,
  version INTEGER NOT NULL,
  text_nl TEXT NOT NULL,
  text_en TEXT NOT NULL,
  norm INTEGER NOT NULL CHECK (norm BETWEEN 1 AND 10000),
  red_line INTEGER NOT NULL CHECK (red_line BETWEEN 0 AND norm),
  from_day INTEGER NOT NULL,
  PRIMARY KEY (org, promise, version),
  UNIQUE (org, promise, from_day),
  FOREIGN KEY (org, promise) REFERENCES promise (org, id)
);
)sql"
