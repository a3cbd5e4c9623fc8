R"sql(
CREATE TABLE letter (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  to_address TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('nl', 'en')),
  subject TEXT NOT NULL,
  words TEXT NOT NULL,
  about TEXT NOT NULL,
  by_itself INTEGER NOT NULL CHECK (by_itself IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'unsure', 'refused', 'withdrawn')),
  tries INTEGER NOT NULL,
  reason TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  due_at BIGINT,
  ended_at BIGINT,
  PRIMARY KEY (org, id)
);
CREATE INDEX letter_newest ON letter (org, made_at, id);
CREATE INDEX letter_about ON letter (org, about, made_at, id);
CREATE INDEX letter_due ON letter (state, due_at);
)sql"
