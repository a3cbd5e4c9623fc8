R"sql(
CREATE TABLE story (
  org INTEGER NOT NULL,
  seq BIGINT NOT NULL,
  id TEXT NOT NULL,
  submission TEXT,
  receipt TEXT,
  teller INTEGER NOT NULL CHECK (teller BETWEEN 0 AND 2),
  by_whom TEXT,
  name_too INTEGER NOT NULL,
  unit TEXT NOT NULL,
  moment TEXT NOT NULL,
  day INTEGER,
  at_day INTEGER NOT NULL,
  expectation INTEGER CHECK (expectation BETWEEN 1 AND 3),
  unexpected INTEGER,
  intention INTEGER,
  retold INTEGER CHECK (retold BETWEEN 0 AND 3),
  language TEXT NOT NULL,
  may_share INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  call_wanted INTEGER NOT NULL,
  standing INTEGER NOT NULL CHECK (standing BETWEEN 0 AND 3),
  PRIMARY KEY (org, seq),
  UNIQUE (org, id),
  UNIQUE (org, submission),
  UNIQUE (org, receipt)
) WITHOUT ROWID;
CREATE INDEX story_unit ON story (org, unit, seq);
CREATE INDEX story_moment ON story (org, moment, seq);
CREATE INDEX story_to_check ON story (org, seq) WHERE standing = 1;
CREATE INDEX story_shared ON story (org, seq) WHERE standing = 2;
CREATE INDEX story_by ON story (org, by_whom, seq) WHERE by_whom IS NOT NULL;
CREATE INDEX story_day ON story (org, at_day, moment, expectation, teller, standing);
CREATE INDEX story_unit_day ON story (org, unit, at_day, moment, expectation, teller, standing);
CREATE TABLE story_text (
  org INTEGER NOT NULL,
  seq BIGINT NOT NULL,
  text TEXT NOT NULL,
  shared_text TEXT NOT NULL,
  because TEXT NOT NULL,
  tokens TEXT NOT NULL,
  PRIMARY KEY (org, seq),
  FOREIGN KEY (org, seq) REFERENCES story (org, seq)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE story_words USING fts5 (tokens, content = '', detail = none, tokenize = "ascii tokenchars '_'");
CREATE TABLE story_index (
  one INTEGER PRIMARY KEY,
  erased INTEGER NOT NULL
);
INSERT INTO story_index (one, erased) VALUES (1, 0);
CREATE TABLE story_waiting (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  receipt TEXT NOT NULL,
  unit TEXT NOT NULL,
  moment TEXT NOT NULL,
  week INTEGER NOT NULL,
  expectation INTEGER,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  may_share INTEGER NOT NULL,
  ripe INTEGER NOT NULL,
  PRIMARY KEY (org, id),
  UNIQUE (org, receipt)
) WITHOUT ROWID;
CREATE TABLE story_mark (
  org INTEGER NOT NULL,
  change BIGINT NOT NULL,
  ripened INTEGER NOT NULL,
  mixed INTEGER NOT NULL,
  names INTEGER NOT NULL,
  PRIMARY KEY (org)
);
CREATE TABLE story_visit (
  org INTEGER NOT NULL,
  answer TEXT NOT NULL,
  person TEXT NOT NULL,
  unit TEXT NOT NULL,
  moment TEXT NOT NULL,
  day INTEGER NOT NULL,
  expectation INTEGER,
  told INTEGER NOT NULL,
  PRIMARY KEY (org, answer)
);
CREATE INDEX story_visit_person ON story_visit (org, person, day, answer, moment, unit, expectation, told);
CREATE TABLE theme (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  rule TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (org, id)
);
CREATE TABLE story_week (
  org INTEGER NOT NULL,
  week INTEGER NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (org, week, seq),
  FOREIGN KEY (org, seq) REFERENCES story (org, seq)
);
CREATE INDEX story_week_of ON story_week (org, seq);
CREATE TABLE story_name (
  org INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (org, name)
);
CREATE TABLE kudos (
  org INTEGER NOT NULL,
  seq BIGINT NOT NULL,
  id TEXT NOT NULL,
  giver TEXT NOT NULL,
  receiver TEXT,
  unit TEXT NOT NULL,
  value TEXT NOT NULL,
  behaviour TEXT NOT NULL,
  text TEXT NOT NULL,
  story TEXT,
  day INTEGER NOT NULL,
  named INTEGER NOT NULL,
  PRIMARY KEY (org, seq),
  UNIQUE (org, id)
);
CREATE INDEX kudos_unit ON kudos (org, unit, seq);
CREATE INDEX kudos_giver ON kudos (org, giver);
CREATE INDEX kudos_receiver ON kudos (org, receiver) WHERE receiver IS NOT NULL;
CREATE INDEX kudos_story ON kudos (org, story) WHERE story IS NOT NULL;
)sql"
