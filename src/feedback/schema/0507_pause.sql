R"sql(
CREATE TABLE asking_pause (
  org INTEGER NOT NULL,
  unit TEXT NOT NULL,
  since INTEGER NOT NULL,
  unanswered BIGINT NOT NULL,
  PRIMARY KEY (org, unit)
);
)sql"
