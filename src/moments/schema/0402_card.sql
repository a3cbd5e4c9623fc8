R"sql(
CREATE TABLE moment_card (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  moment TEXT NOT NULL,
  role TEXT,
  body TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  until_day INTEGER,
  PRIMARY KEY (org, id, revision),
  FOREIGN KEY (org, moment) REFERENCES moment (org, id),
  FOREIGN KEY (org, role) REFERENCES role (org, id)
);
CREATE INDEX moment_card_now ON moment_card (org, until_day, moment);
)sql"
