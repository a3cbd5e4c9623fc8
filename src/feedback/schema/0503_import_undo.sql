R"sql(
DROP INDEX answer_import;
CREATE INDEX answer_import ON answer (org, import_id, seq) WHERE import_id IS NOT NULL AND kind = 'answer';
)sql"
