R"sql(
CREATE TABLE own_value (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  meaning_nl TEXT NOT NULL,
  meaning_en TEXT NOT NULL,
  position INTEGER NOT NULL,
  ended INTEGER,
  revision INTEGER NOT NULL,
  PRIMARY KEY (org, id)
);
)sql"
