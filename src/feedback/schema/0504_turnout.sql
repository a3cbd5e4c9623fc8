R"sql(
CREATE TABLE turnout (
  org INTEGER NOT NULL,
  link TEXT NOT NULL,
  day INTEGER NOT NULL,
  opened BIGINT NOT NULL,
  answered BIGINT NOT NULL,
  PRIMARY KEY (org, link, day),
  FOREIGN KEY (org, link) REFERENCES link (org, id)
);
)sql"
