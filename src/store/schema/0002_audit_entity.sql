R"sql(
CREATE INDEX audit_entity ON audit (org, entity, entity_id, seq);
)sql"
