R"sql(
DROP INDEX answer_import;
ALTER TABLE import ADD COLUMN first_seq BIGINT;
ALTER TABLE import ADD COLUMN last_seq BIGINT;
UPDATE import SET
  first_seq = (SELECT MIN(a.seq) FROM answer a WHERE a.org = import.org AND a.import_id = import.id),
  last_seq = (SELECT MAX(a.seq) FROM answer a WHERE a.org = import.org AND a.import_id = import.id);
)sql"
