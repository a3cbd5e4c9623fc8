R"sql(
CREATE TABLE barrier (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  unit TEXT NOT NULL,
  moment TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('tools', 'not_allowed', 'too_busy', 'not_known', 'not_there', 'other')),
  title TEXT NOT NULL,
  language TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reported', 'acknowledged', 'solved', 'confirmed', 'cannot', 'joined')),
  standing INTEGER NOT NULL,
  reports INTEGER NOT NULL,
  minutes BIGINT NOT NULL,
  first_week INTEGER NOT NULL,
  last_week INTEGER NOT NULL,
  since INTEGER NOT NULL,
  owner TEXT NOT NULL,
  answer_by INTEGER,
  acknowledged BIGINT,
  in_time INTEGER,
  due BIGINT,
  rises BIGINT,
  solved BIGINT,
  level INTEGER NOT NULL,
  escalated INTEGER NOT NULL,
  done TEXT NOT NULL,
  because TEXT NOT NULL,
  gone INTEGER NOT NULL,
  still_there INTEGER NOT NULL,
  joined_into TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, unit) REFERENCES unit (org, id),
  FOREIGN KEY (org, moment) REFERENCES moment (org, id)
);
CREATE INDEX barrier_board ON barrier (org, standing, minutes, id, unit, moment, since, reports, answer_by);
CREATE INDEX barrier_of_unit ON barrier (org, unit, standing, minutes, id, moment, since, reports, answer_by);
CREATE INDEX barrier_same ON barrier (org, unit, moment, kind, standing);
CREATE INDEX barrier_rises ON barrier (org, rises) WHERE rises IS NOT NULL;
CREATE INDEX barrier_acknowledged ON barrier (org, acknowledged, unit, moment, in_time) WHERE acknowledged IS NOT NULL;
CREATE TABLE barrier_total (
  org INTEGER NOT NULL,
  unit TEXT NOT NULL,
  moment TEXT NOT NULL,
  reports BIGINT NOT NULL,
  minutes BIGINT NOT NULL,
  PRIMARY KEY (org, unit, moment)
);
CREATE TABLE barrier_report (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  barrier TEXT NOT NULL,
  submission TEXT NOT NULL,
  reporter TEXT NOT NULL,
  unit TEXT NOT NULL,
  day INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  words TEXT NOT NULL,
  language TEXT NOT NULL,
  said INTEGER NOT NULL,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, barrier) REFERENCES barrier (org, id)
);
CREATE UNIQUE INDEX barrier_report_once ON barrier_report (org, reporter, submission);
CREATE INDEX barrier_report_of ON barrier_report (org, barrier, day);
CREATE INDEX barrier_report_by ON barrier_report (org, reporter, barrier);
CREATE TABLE barrier_limit (
  org INTEGER NOT NULL,
  level INTEGER NOT NULL,
  days INTEGER NOT NULL,
  PRIMARY KEY (org, level)
);
CREATE TABLE barrier_morning (
  org INTEGER NOT NULL,
  day INTEGER NOT NULL,
  PRIMARY KEY (org)
);
CREATE TABLE barrier_unnamed (
  org INTEGER NOT NULL,
  receipt TEXT NOT NULL,
  barrier TEXT NOT NULL,
  week INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  words TEXT NOT NULL,
  language TEXT NOT NULL,
  said INTEGER NOT NULL,
  PRIMARY KEY (org, receipt),
  FOREIGN KEY (org, barrier) REFERENCES barrier (org, id)
) WITHOUT ROWID;
CREATE INDEX barrier_unnamed_of ON barrier_unnamed (org, barrier, words, language);
CREATE TABLE barrier_waiting (
  org INTEGER NOT NULL,
  place TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (org, place)
) WITHOUT ROWID;
)sql"
