R"sql(
CREATE TABLE story (
  org BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  id TEXT NOT NULL,
  submission TEXT,
  receipt TEXT,
  teller BIGINT NOT NULL CHECK (teller BETWEEN 0 AND 2),
  by_whom TEXT,
  name_too BIGINT NOT NULL,
  unit TEXT NOT NULL,
  moment TEXT NOT NULL,
  day BIGINT,
  at_day BIGINT NOT NULL,
  expectation BIGINT CHECK (expectation BETWEEN 1 AND 3),
  unexpected BIGINT,
  intention BIGINT,
  retold BIGINT CHECK (retold BETWEEN 0 AND 3),
  language TEXT NOT NULL,
  may_share BIGINT NOT NULL,
  withdrawn BIGINT NOT NULL,
  call_wanted BIGINT NOT NULL,
  standing BIGINT NOT NULL CHECK (standing BETWEEN 0 AND 3),
  PRIMARY KEY (org, seq),
  UNIQUE (org, id),
  UNIQUE (org, submission),
  UNIQUE (org, receipt)
);
CREATE INDEX story_unit ON story (org, unit, seq);
CREATE INDEX story_moment ON story (org, moment, seq);
CREATE INDEX story_to_check ON story (org, seq) WHERE standing = 1;
CREATE INDEX story_shared ON story (org, seq) WHERE standing = 2;
CREATE INDEX story_by ON story (org, by_whom, seq) WHERE by_whom IS NOT NULL;
CREATE INDEX story_day ON story (org, at_day, moment, expectation, teller, standing);
CREATE INDEX story_unit_day ON story (org, unit, at_day, moment, expectation, teller, standing);
CREATE TABLE story_text (
  org BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  text TEXT NOT NULL,
  shared_text TEXT NOT NULL,
  because TEXT NOT NULL,
  tokens TEXT NOT NULL,
  words TSVECTOR,
  PRIMARY KEY (org, seq),
  FOREIGN KEY (org, seq) REFERENCES story (org, seq)
);
CREATE INDEX story_words ON story_text USING GIN (words);
CREATE TABLE story_index (
  one BIGINT PRIMARY KEY,
  erased BIGINT NOT NULL
);
INSERT INTO story_index (one, erased) VALUES (1, 0);
CREATE TABLE story_waiting (
  org BIGINT NOT NULL,
  id TEXT NOT NULL,
  receipt TEXT NOT NULL,
  unit TEXT NOT NULL,
  moment TEXT NOT NULL,
  week BIGINT NOT NULL,
  expectation BIGINT,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  may_share BIGINT NOT NULL,
  ripe BIGINT NOT NULL,
  PRIMARY KEY (org, id),
  UNIQUE (org, receipt)
);
CREATE TABLE story_mark (
  org BIGINT NOT NULL,
  change BIGINT NOT NULL,
  ripened BIGINT NOT NULL,
  mixed BIGINT NOT NULL,
  names BIGINT NOT NULL,
  PRIMARY KEY (org)
);
CREATE TABLE story_visit (
  org BIGINT NOT NULL,
  answer TEXT NOT NULL,
  person TEXT NOT NULL,
  unit TEXT NOT NULL,
  moment TEXT NOT NULL,
  day BIGINT NOT NULL,
  expectation BIGINT,
  told BIGINT NOT NULL,
  PRIMARY KEY (org, answer)
);
CREATE INDEX story_visit_person ON story_visit (org, person, day, answer, moment, unit, expectation, told);
CREATE TABLE theme (
  org BIGINT NOT NULL,
  id TEXT NOT NULL,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  rule TEXT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (org, id)
);
CREATE TABLE story_week (
  org BIGINT NOT NULL,
  week BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (org, week, seq),
  FOREIGN KEY (org, seq) REFERENCES story (org, seq)
);
CREATE INDEX story_week_of ON story_week (org, seq);
CREATE TABLE story_name (
  org BIGINT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (org, name)
);
CREATE TABLE kudos (
  org BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  id TEXT NOT NULL,
  giver TEXT NOT NULL,
  receiver TEXT,
  unit TEXT NOT NULL,
  value TEXT NOT NULL,
  behaviour TEXT NOT NULL,
  text TEXT NOT NULL,
  story TEXT,
  day BIGINT NOT NULL,
  named BIGINT NOT NULL,
  PRIMARY KEY (org, seq),
  UNIQUE (org, id)
);
CREATE INDEX kudos_unit ON kudos (org, unit, seq);
CREATE INDEX kudos_giver ON kudos (org, giver);
CREATE INDEX kudos_receiver ON kudos (org, receiver) WHERE receiver IS NOT NULL;
CREATE INDEX kudos_story ON kudos (org, story) WHERE story IS NOT NULL;
)sql"
