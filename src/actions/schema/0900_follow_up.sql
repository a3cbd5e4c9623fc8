R"sql(
CREATE TABLE follow_up (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  unit TEXT NOT NULL,
  moment TEXT NOT NULL,
  day INTEGER NOT NULL,
  language TEXT NOT NULL,
  story INTEGER NOT NULL CHECK (story IN (0, 1)),
  reach TEXT NOT NULL CHECK (reach IN ('telephone', 'mail', 'none')),
  owner TEXT NOT NULL,
  heard BIGINT NOT NULL,
  due BIGINT NOT NULL,
  called BIGINT,
  solved BIGINT,
  confirmed BIGINT,
  not_yet BIGINT,
  step TEXT NOT NULL CHECK (step IN ('heard', 'called', 'solved', 'confirmed', 'dropped')),
  confirmed_by TEXT NOT NULL CHECK (confirmed_by IN ('nobody', 'customer', 'noted')),
  cause TEXT NOT NULL,
  told_back TEXT NOT NULL,
  because TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (org, id),
  UNIQUE (org, seq)
);
CREATE INDEX follow_up_step ON follow_up (org, step, seq);
CREATE INDEX follow_up_owner ON follow_up (org, owner, seq);
CREATE INDEX follow_up_due ON follow_up (org, step, due, unit, moment, reach, day);
CREATE INDEX follow_up_cause ON follow_up (org, cause, unit);
CREATE TABLE follow_up_total (
  org INTEGER NOT NULL,
  day INTEGER NOT NULL,
  unit TEXT NOT NULL,
  moment TEXT NOT NULL,
  heard BIGINT NOT NULL,
  reachable BIGINT NOT NULL,
  called BIGINT NOT NULL,
  called_in_time BIGINT NOT NULL,
  solved BIGINT NOT NULL,
  confirmed BIGINT NOT NULL,
  noted BIGINT NOT NULL,
  not_confirmed BIGINT NOT NULL,
  dropped BIGINT NOT NULL,
  PRIMARY KEY (org, day, unit, moment)
);
CREATE TABLE follow_up_read (
  org INTEGER NOT NULL,
  change BIGINT NOT NULL,
  PRIMARY KEY (org)
);
CREATE TABLE retold_ask (
  org INTEGER NOT NULL,
  answer TEXT NOT NULL,
  unit TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'asked', 'passed')),
  PRIMARY KEY (org, answer)
);
CREATE INDEX retold_ask_due ON retold_ask (org, state, due_at);
CREATE TABLE cause (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  moment TEXT NOT NULL,
  change_of TEXT NOT NULL CHECK (change_of IN ('none', 'promise', 'card', 'barrier', 'other')),
  changed TEXT NOT NULL,
  words TEXT NOT NULL,
  owner TEXT NOT NULL,
  due INTEGER,
  done INTEGER,
  made_at BIGINT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (org, id)
);
)sql"
