R"sql(
ALTER TABLE import ADD COLUMN digest TEXT;
ALTER TABLE import ADD COLUMN made TEXT;
CREATE INDEX import_digest ON import (org, digest) WHERE digest IS NOT NULL;
)sql"
