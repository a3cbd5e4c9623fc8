R"sql(
CREATE INDEX follow_up_unit ON follow_up (org, unit, seq);
)sql"
