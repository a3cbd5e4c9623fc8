#include "store/scope_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/test_store.hpp"

namespace goud::store {
namespace {

const std::set<std::string> tenants = {"answer", "unit", "link"};

std::string wrong_with(std::string_view text) {
  const Statement statement{"test.statement", text};
  return scope_breach(statement, tenants).value_or("");
}

TEST(ScopeCheck, LetsThroughWhatIsBound) {
  for (const auto* good : {
           "SELECT id FROM answer WHERE org = :org",
           "SELECT id FROM answer WHERE :org = org AND id = :id",
           "select A.id from ANSWER as A where A.ORG = :org",
           "SELECT \"answer\".id FROM \"answer\" WHERE \"answer\".\"org\" = :org;",
           "SELECT a.id FROM main.answer a WHERE a.org = :org",
           "SELECT a.id FROM answer a JOIN unit u ON u.org = :org AND u.id = a.unit WHERE a.org = :org",
           "SELECT a.id FROM answer a LEFT JOIN unit u ON u.org = :org AND u.id = a.unit WHERE a.org = :org",
           "SELECT a.id FROM answer a, unit u WHERE a.org = :org AND u.org = :org",
           "SELECT a.id FROM answer a INNER JOIN unit u ON u.org = :org AND a.org = :org",
           "SELECT a.id FROM (answer a JOIN unit u ON u.org = :org) WHERE a.org = :org",
           "SELECT a.id FROM answer a WHERE a.org = :org AND a.day BETWEEN :from AND :to AND a.id > :after",
           "SELECT a.id FROM answer a WHERE a.day BETWEEN :from AND :to AND a.org = :org",
           "SELECT a.id FROM answer a WHERE a.org = :org AND (a.day = 1 OR a.day = 2)",
           "SELECT a.id FROM answer a WHERE a.org = :org AND CASE WHEN a.day = 1 OR a.day = 2 THEN 1 ELSE 0 END = 1",
           "SELECT a.id FROM answer a WHERE a.org = :org AND EXISTS (SELECT 1 FROM unit u WHERE u.org = :org AND u.id = a.unit)",
           "SELECT (SELECT count(*) FROM unit WHERE org = :org) FROM answer WHERE org = :org",
           "SELECT id FROM answer WHERE org = :org UNION ALL SELECT id FROM unit WHERE org = :org ORDER BY 1 LIMIT :n",
           "WITH RECURSIVE branch(id) AS (SELECT u.id FROM unit u WHERE u.org = :org AND u.id = :top UNION ALL "
           "SELECT u.id FROM unit u JOIN branch b ON u.parent = b.id WHERE u.org = :org) SELECT id FROM branch",
           "WITH old AS MATERIALIZED (SELECT id FROM answer WHERE org = :org), new AS NOT MATERIALIZED (SELECT 1 AS id) SELECT * FROM old, new",
           "SELECT m.value FROM store_meta m",
           "SELECT e.value FROM answer a, json_each(a.body) e WHERE a.org = :org",
           "SELECT x.n FROM (SELECT count(*) AS n FROM answer WHERE org = :org) x",
           "SELECT a.id FROM answer a WHERE a.org = :org AND a.day IS NOT DISTINCT FROM :day",
           "SELECT id FROM answer WHERE org = :org -- OR 1 = 1",
           "SELECT id /* FROM unit */ FROM answer WHERE org = :org AND name = 'FROM unit'",
           "SELECT count(*) FILTER (WHERE day > 3), row_number() OVER (PARTITION BY day ORDER BY id) FROM answer WHERE org = :org GROUP BY day HAVING count(*) > 1",
           "INSERT INTO answer (org, id) VALUES (:org, :id)",
           "INSERT INTO answer (id, org) VALUES (:id, :org), (:id2, :org)",
           "INSERT INTO answer (org, id) SELECT :org, id FROM unit WHERE org = :org",
           "INSERT INTO answer (org, id) SELECT :org AS org, :id WHERE NOT EXISTS (SELECT 1 FROM answer WHERE org = :org)",
           "INSERT INTO answer (org, id, n) VALUES (:org, :id, (SELECT count(*) FROM unit WHERE org = :org)) "
           "ON CONFLICT (org, id) DO UPDATE SET n = excluded.n WHERE answer.n < excluded.n RETURNING id",
           "INSERT INTO answer (org, id) VALUES (:org, :id) ON CONFLICT DO NOTHING",
           "INSERT INTO store_meta (key, value) VALUES (:key, :value)",
           "INSERT INTO store_meta (key, value) SELECT :key, id FROM unit WHERE org = :org ON CONFLICT (key) DO NOTHING",
           "WITH chosen AS (SELECT id FROM unit WHERE org = :org) INSERT INTO answer (org, id) SELECT :org, id FROM chosen",
           "UPDATE answer SET day = :day WHERE org = :org AND id = :id",
           "UPDATE answer AS a SET day = u.day FROM unit u WHERE a.org = :org AND u.org = :org AND u.id = a.unit",
           "UPDATE answer SET day = (SELECT max(day) FROM unit WHERE org = :org) WHERE org = :org RETURNING id",
           "DELETE FROM answer WHERE org = :org AND id = :id",
           "DELETE FROM answer WHERE org = :org AND unit IN (SELECT id FROM unit WHERE org = :org)",
           "DELETE FROM store_meta WHERE key IN ('a', 'b')",
           "SELECT 1",
           "VALUES (1), (2)",
       }) {
    EXPECT_EQ(wrong_with(good), "") << good;
  }
}

TEST(ScopeCheck, RefusesWhatIsNot) {
  for (const auto* bad : {
           "SELECT id FROM answer",
           "SELECT id FROM answer WHERE id = :id",
           "SELECT id FROM answer WHERE org = :org OR id = :id",
           "SELECT id FROM answer WHERE NOT org = :org",
           "SELECT id FROM answer WHERE org <> :org",
           "SELECT id FROM answer WHERE org >= :org",
           "SELECT id FROM answer WHERE org = :org + 1",
           "SELECT id FROM answer WHERE org = :org = 0",
           "SELECT id FROM answer WHERE org = :organisation",
           "SELECT id FROM answer WHERE org = 1",
           "SELECT id FROM answer WHERE (org = :org OR 1 = 1)",
           "SELECT id FROM answer WHERE org IN (:org, 2)",
           "SELECT id FROM answer WHERE day BETWEEN 1 AND org = :org",
           "SELECT id FROM answer WHERE CASE WHEN 1 THEN 1 WHEN 0 AND org = :org AND 1 THEN 0 END",
           "SELECT id FROM answer WHERE 'org = :org' = 'org = :org'",
           "SELECT id FROM answer -- WHERE org = :org",
           "SELECT id, org = :org FROM answer",
           "SELECT id FROM answer GROUP BY id HAVING org = :org",
           "SELECT id FROM answer ORDER BY org = :org",
           "SELECT a.id FROM answer a JOIN unit u ON u.id = a.unit WHERE a.org = :org",
           "SELECT a.id FROM answer a JOIN unit u ON u.org = a.org WHERE a.org = :org",
           "SELECT a.id FROM answer a JOIN unit u WHERE org = :org",
           "SELECT a.id FROM answer a, unit WHERE a.org = :org",
           "SELECT a.id FROM answer a NATURAL JOIN unit WHERE a.org = :org",
           "SELECT a.id FROM answer a JOIN unit u USING (org) WHERE a.org = :org",
           "SELECT a.id FROM answer a LEFT JOIN unit u ON a.org = :org AND u.org = :org",
           "SELECT a.id FROM answer a LEFT JOIN unit u ON u.org = :org OR u.id = a.unit WHERE a.org = :org",
           "SELECT a.id FROM answer a RIGHT JOIN unit u ON a.org = :org AND u.org = :org",
           "SELECT a.id FROM answer a FULL OUTER JOIN unit u ON a.org = :org AND u.org = :org",
           "SELECT a.id FROM answer a LEFT JOIN (unit u JOIN link l ON u.org = :org AND l.org = :org AND a.org = :org) ON u.id = a.unit",
           "SELECT a.id FROM answer a JOIN answer b ON a.org = :org AND b.id = a.id",
           "SELECT a.id FROM answer a JOIN unit a ON a.org = :org",
           "SELECT answer.id FROM answer a WHERE answer.org = :org",
           "SELECT id FROM 'answer' WHERE id = 1",
           "SELECT id FROM [answer]",
           "SELECT id FROM `answer`",
           "SELECT id FROM main.answer",
           "SELECT id FROM \"ANSWER\"",
           "SELECT a.id FROM answer a WHERE a.org = :org AND EXISTS (SELECT 1 FROM unit u WHERE u.id = a.unit)",
           "SELECT a.id FROM answer a WHERE a.org = :org AND EXISTS (SELECT 1 FROM unit u WHERE a.org = :org)",
           "SELECT a.id FROM answer a WHERE a.org = :org AND a.unit IN unit",
           "SELECT a.id FROM answer a WHERE a.org = :org AND a.id > (SELECT max(id) FROM answer)",
           "SELECT (SELECT count(*) FROM unit) FROM answer WHERE org = :org",
           "SELECT coalesce((SELECT max(id) FROM unit), 0) FROM answer WHERE org = :org",
           "SELECT CASE WHEN 1 = 1 THEN (SELECT max(id) FROM unit) END FROM answer WHERE org = :org",
           "SELECT id FROM answer WHERE org = :org UNION SELECT id FROM answer",
           "SELECT id FROM answer WHERE org = :org LIMIT (SELECT count(*) FROM unit)",
           "SELECT id FROM answer WHERE org = :org ORDER BY (SELECT max(id) FROM unit)",
           "WITH x AS (SELECT id FROM unit) SELECT id FROM x",
           "WITH answer AS (SELECT 1 AS id) SELECT id FROM answer",
           "WITH x AS (SELECT 1) SELECT id FROM answer, x WHERE x.org = :org",
           "SELECT * FROM (SELECT * FROM answer) x WHERE x.org = :org",
           "SELECT * FROM (SELECT id FROM answer) WHERE org = :org",
           "SELECT a.id FROM (answer a, unit u) WHERE a.org = :org",
           "INSERT INTO answer VALUES (:org, :id)",
           "INSERT INTO answer (id) VALUES (:id)",
           "INSERT INTO answer (org, id) VALUES (:other, :id)",
           "INSERT INTO answer (org, id) VALUES (:org + 1, :id)",
           "INSERT INTO answer (org, id) VALUES (:org, :id), (2, :id)",
           "INSERT INTO answer (id, org) VALUES (:org, :id)",
           "INSERT INTO answer (org, id) SELECT org, id FROM unit WHERE org = :org",
           "INSERT INTO answer (org, id) SELECT :org, id FROM unit",
           "INSERT INTO answer (org, id) SELECT :org, :id UNION ALL SELECT 2, :id",
           "INSERT INTO answer (org, id) SELECT * FROM unit WHERE org = :org",
           "INSERT INTO answer DEFAULT VALUES",
           "INSERT INTO answer (org, id) VALUES (:org, :id) ON CONFLICT (org, id) DO UPDATE SET org = 2",
           "INSERT INTO answer (org, id) VALUES (:org, :id) ON CONFLICT (org, id) DO UPDATE SET n = (SELECT max(n) FROM unit)",
           "INSERT INTO store_meta (key, value) SELECT id, id FROM unit",
           "INSERT INTO 'answer' (org, id) VALUES (1, 2)",
           "INSERT OR REPLACE INTO answer (org, id) VALUES (:org, :id)",
           "REPLACE INTO answer (org, id) VALUES (:org, :id)",
           "UPDATE answer SET day = :day WHERE id = :id",
           "UPDATE answer SET day = :day",
           "UPDATE answer SET org = :org WHERE org = :org",
           "UPDATE answer SET (org, day) = (2, 3) WHERE org = :org",
           "UPDATE answer SET day = (SELECT max(day) FROM unit) WHERE org = :org",
           "UPDATE answer AS a SET day = u.day FROM unit u WHERE a.org = :org AND u.id = a.unit",
           "UPDATE answer SET day = u.day FROM unit u WHERE org = :org",
           "DELETE FROM answer",
           "DELETE FROM answer WHERE id = :id",
           "DELETE FROM answer WHERE org = :org AND unit IN (SELECT id FROM unit)",
           "DELETE FROM answer WHERE org = :org RETURNING (SELECT max(id) FROM unit)",
           "SELECT 1; DELETE FROM answer",
           "PRAGMA table_info(answer)",
           "DROP TABLE answer",
           "CREATE TABLE x AS SELECT * FROM answer",
           "TABLE answer",
           "SELECT (1",
           "SELECT 1)",
           "SELECT 'unended",
           "",
       }) {
    EXPECT_NE(wrong_with(bad), "") << bad;
  }
}

TEST(ScopeCheck, NamesTheStatementTheTableAndTheMend) {
  EXPECT_EQ(wrong_with("SELECT a.id FROM answer a JOIN unit u ON u.id = a.unit WHERE a.org = :org"),
            "statement test.statement reaches the tenant table unit (u) without u.org = :org");
}

TEST(ScopeCheck, ExceptionsStandInOneFile) {
  EXPECT_TRUE(excepted_from_scope("store.audit.chains"));
  EXPECT_FALSE(excepted_from_scope("store.audit"));
  EXPECT_FALSE(excepted_from_scope(""));
  const Statement excepted{"store.audit.chains", "SELECT id FROM answer"};
  EXPECT_FALSE(scope_breach(excepted, tenants));
}

TEST(ScopeCheck, BothDialectsAreChecked) {
  const Statement two{"test.two", "SELECT id FROM answer WHERE org = :org", "SELECT id FROM answer"};
  EXPECT_TRUE(scope_breach(two, tenants));
}

std::vector<std::string> breaches_of(std::string_view schema) {
  const Migration migration{900, "0900_test", schema};
  const Room room{"test", std::span(&migration, 1), {}};
  return scope_breaches(std::span(&room, 1));
}

TEST(SchemaCheck, KeysOfTenantTablesBeginWithOrg) {
  using testing::IsEmpty;
  using testing::SizeIs;
  EXPECT_THAT(breaches_of("CREATE TABLE a (org INTEGER NOT NULL, id TEXT NOT NULL, x TEXT, PRIMARY KEY (org, id), UNIQUE (org, x));"
                          "CREATE TABLE b (org INTEGER NOT NULL, id TEXT NOT NULL, a TEXT, PRIMARY KEY (org, id),"
                          "  FOREIGN KEY (org, a) REFERENCES a (org, id));"
                          "CREATE INDEX a_by_x ON a (x); CREATE TABLE free (id TEXT NOT NULL PRIMARY KEY, UNIQUE (id))"),
              IsEmpty());
  EXPECT_THAT(breaches_of("CREATE TABLE a (org INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (id, org))"), SizeIs(1));
  EXPECT_THAT(breaches_of("CREATE TABLE a (org INTEGER NOT NULL, id TEXT NOT NULL)"), SizeIs(1));
  EXPECT_THAT(breaches_of("CREATE TABLE a (org INTEGER NOT NULL, id TEXT NOT NULL, x TEXT UNIQUE, PRIMARY KEY (org, id))"), SizeIs(1));
  EXPECT_THAT(breaches_of("CREATE TABLE a (org INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (org, id));"
                          "CREATE UNIQUE INDEX a_id ON a (id)"),
              SizeIs(1));
  EXPECT_THAT(breaches_of("CREATE TABLE a (org INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (org, id), UNIQUE (id));"
                          "CREATE TABLE b (org INTEGER NOT NULL, id TEXT NOT NULL, a TEXT REFERENCES a (id), PRIMARY KEY (org, id))"),
              SizeIs(2));
  EXPECT_THAT(breaches_of("CREATE VIEW v AS SELECT * FROM audit"), SizeIs(1));
  EXPECT_THAT(breaches_of("CREATE TABLE a (id TEXT NOT NULL PRIMARY KEY);"
                          "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM audit; END"),
              SizeIs(1));
}

}  // namespace
}  // namespace goud::store
