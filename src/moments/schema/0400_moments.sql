R"sql(
CREATE TABLE journey (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  audience TEXT NOT NULL CHECK (audience IN ('employee', 'customer')),
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (org, id)
);
CREATE TABLE journey_stage (
  org INTEGER NOT NULL,
  journey TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('see', 'think', 'do', 'care')),
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  owner_role TEXT,
  PRIMARY KEY (org, journey, stage),
  FOREIGN KEY (org, journey) REFERENCES journey (org, id)
);
CREATE TABLE moment (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  journey TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('see', 'think', 'do', 'care')),
  position INTEGER NOT NULL,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  channel TEXT,
  owner_role TEXT,
  is_key INTEGER NOT NULL,
  ended INTEGER,
  revision INTEGER NOT NULL,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, journey) REFERENCES journey (org, id)
);
CREATE TABLE moment_promise (
  org INTEGER NOT NULL,
  promise TEXT NOT NULL,
  moment TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (org, promise),
  FOREIGN KEY (org, promise) REFERENCES promise (org, id),
  FOREIGN KEY (org, moment) REFERENCES moment (org, id)
);
CREATE TABLE moment_annotation (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  moment TEXT NOT NULL,
  day INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, moment) REFERENCES moment (org, id)
);
)sql"
