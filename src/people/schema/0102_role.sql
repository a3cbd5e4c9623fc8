R"sql(
CREATE TABLE role (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
  ended INTEGER,
  revision INTEGER NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org) REFERENCES organisation (org)
);
CREATE TABLE account_role (
  org INTEGER NOT NULL,
  account TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (org, account),
  FOREIGN KEY (org, account) REFERENCES account (org, id),
  FOREIGN KEY (org, role) REFERENCES role (org, id)
);
)sql"
