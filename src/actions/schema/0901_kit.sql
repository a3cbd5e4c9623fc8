R"sql(
CREATE TABLE kit (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  unit TEXT NOT NULL,
  week INTEGER NOT NULL,
  made INTEGER NOT NULL,
  story TEXT,
  promise TEXT,
  moment TEXT,
  card TEXT,
  barrier TEXT,
  question_nl TEXT NOT NULL,
  question_en TEXT NOT NULL,
  held INTEGER,
  minutes INTEGER CHECK (minutes BETWEEN 1 AND 240),
  people INTEGER CHECK (people BETWEEN 1 AND 1000),
  revision INTEGER NOT NULL,
  PRIMARY KEY (org, id),
  UNIQUE (org, unit, week),
  FOREIGN KEY (org, unit) REFERENCES unit (org, id)
);
CREATE TABLE kit_story (
  org INTEGER NOT NULL,
  unit TEXT NOT NULL,
  story TEXT NOT NULL,
  kit TEXT NOT NULL,
  skipped INTEGER NOT NULL,
  PRIMARY KEY (org, unit, story),
  FOREIGN KEY (org, kit) REFERENCES kit (org, id)
);
CREATE TABLE kit_agreement (
  org INTEGER NOT NULL,
  kit TEXT NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  who TEXT NOT NULL,
  what TEXT NOT NULL,
  due INTEGER,
  done INTEGER,
  PRIMARY KEY (org, kit, position),
  UNIQUE (org, id),
  FOREIGN KEY (org, kit) REFERENCES kit (org, id)
);
)sql"
