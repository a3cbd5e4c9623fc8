#include "store/postgres/dialect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace goud::store::postgres {
namespace {

TEST(Dialect, NamedParametersGetOneNumberEach) {
  const Statement statement{"test", "SELECT ':no', x::text FROM t WHERE org = :org AND a = :a -- :not\n AND b = :org AND \":c\" = :b"};
  const auto translated = translate(statement);
  EXPECT_EQ(translated.text, "SELECT ':no', x::text FROM t WHERE org = $1 AND a = $2 -- :not\n AND b = $1 AND \":c\" = $3");
  EXPECT_THAT(translated.parameters, testing::ElementsAre(":org", ":a", ":b"));
}

TEST(Dialect, TheSecondTextIsTakenWhereThereIsOne) {
  const Statement statement{"test", "SELECT a = :a", "SELECT b = :b"};
  EXPECT_EQ(translate(statement).text, "SELECT b = $1");
}

TEST(Dialect, TypesGetTheirNames) {
  const Migration migration{1, "0001_test", "CREATE TABLE t (a INTEGER, b BLOB, c REAL, d TEXT DEFAULT 'INTEGER', \"blob\" TEXT) WITHOUT ROWID;"};
  EXPECT_EQ(translate(migration),
            "CREATE TABLE t (a BIGINT, b BYTEA, c DOUBLE PRECISION, d TEXT DEFAULT 'INTEGER', \"blob\" TEXT) ;");
}

}  // namespace
}  // namespace goud::store::postgres
