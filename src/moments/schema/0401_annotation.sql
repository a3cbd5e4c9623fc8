R"sql(
ALTER TABLE moment_annotation ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
)sql"
