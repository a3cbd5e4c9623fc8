R"sql(
CREATE TABLE measure (
  org INTEGER NOT NULL,
  key TEXT NOT NULL,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  about TEXT NOT NULL CHECK (about IN ('employees', 'customers', 'results')),
  scale TEXT NOT NULL CHECK (scale IN ('share', 'points', 'number')),
  per TEXT NOT NULL CHECK (per IN ('week', 'month', 'quarter', 'year')),
  declared_at BIGINT NOT NULL,
  first_value_at BIGINT,
  PRIMARY KEY (org, key)
);
CREATE TABLE unit_measure (
  org INTEGER NOT NULL,
  measure TEXT NOT NULL,
  unit TEXT NOT NULL,
  period INTEGER NOT NULL,
  value_millionths BIGINT NOT NULL,
  n INTEGER,
  brought_at BIGINT NOT NULL,
  PRIMARY KEY (org, measure, unit, period),
  FOREIGN KEY (org, measure) REFERENCES measure (org, key),
  FOREIGN KEY (org, unit) REFERENCES unit (org, id)
);
CREATE TABLE measure_pair (
  org INTEGER NOT NULL,
  x TEXT NOT NULL,
  y TEXT NOT NULL,
  lag INTEGER NOT NULL,
  declared_at BIGINT NOT NULL,
  declared_by TEXT NOT NULL,
  PRIMARY KEY (org, x, y, lag),
  FOREIGN KEY (org, x) REFERENCES measure (org, key),
  FOREIGN KEY (org, y) REFERENCES measure (org, key)
);
)sql"
