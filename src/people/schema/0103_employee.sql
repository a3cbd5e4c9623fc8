R"sql(
CREATE TABLE employee (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  unit TEXT NOT NULL,
  email TEXT,
  language TEXT NOT NULL CHECK (language IN ('nl', 'en')),
  active INTEGER NOT NULL,
  PRIMARY KEY (org, id),
  UNIQUE (org, email),
  FOREIGN KEY (org, unit) REFERENCES unit (org, id)
);
)sql"
