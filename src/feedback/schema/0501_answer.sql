R"sql(
CREATE TABLE answer (
  org INTEGER NOT NULL,
  seq BIGINT NOT NULL,
  id TEXT NOT NULL,
  submission TEXT NOT NULL,
  instrument TEXT NOT NULL,
  version INTEGER NOT NULL,
  unit TEXT NOT NULL,
  moment TEXT,
  day INTEGER NOT NULL,
  experienced_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('page', 'api', 'import', 'demo')),
  import_id TEXT,
  person TEXT,
  weight INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 1000000),
  suspect INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('answer', 'correction', 'erased', 'undone')),
  corrects TEXT,
  told INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (org, id),
  UNIQUE (org, submission),
  UNIQUE (org, seq),
  FOREIGN KEY (org, instrument, version) REFERENCES instrument_version (org, instrument, version)
);
CREATE INDEX answer_corrects ON answer (org, corrects, seq) WHERE corrects IS NOT NULL;
CREATE INDEX answer_told ON answer (org, seq) WHERE told = 1;
CREATE INDEX answer_person ON answer (org, person) WHERE person IS NOT NULL;
CREATE INDEX answer_import ON answer (org, import_id, seq) WHERE import_id IS NOT NULL;
)sql"
