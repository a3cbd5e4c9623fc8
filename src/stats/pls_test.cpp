#include "stats/pls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

// --- what is read: numbers of a JSON that R printed, columns of a CSV ---

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// The numbers after "of": {… "key": [1, null, 2]; null is NaN.
std::vector<double> reference(const std::string& of, const std::string& key) {
  static const std::string text = text_of("tests/reference/pls.json");
  auto at = text.find("\"" + key + "\":", of.empty() ? 0 : text.find("\"" + of + "\":"));
  EXPECT_NE(at, std::string::npos) << of << " " << key;
  if (at == std::string::npos) return {};
  at += key.size() + 3;
  std::istringstream list(text.substr(at, text.find_first_of("]}\n", at) - at));
  std::vector<double> numbers;
  for (std::string word; std::getline(list, word, ',');) {
    word.erase(0, word.find_first_not_of(" ["));
    if (!word.empty()) numbers.push_back(word.rfind("null", 0) == 0 ? NAN : std::strtod(word.c_str(), nullptr));
  }
  return numbers;
}

struct Mobi {
  std::vector<std::string> names;
  Matrix values;
  [[nodiscard]] std::size_t column(const std::string& name) const {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  }
};

std::optional<Mobi> mobi() {
  const char* given = std::getenv("GOUD_DATA");
  std::istringstream file(text_of(std::string(given != nullptr ? given : "../shared/data") + "/ecsi_mobi/mobi.csv"));
  Mobi mobi;
  std::vector<std::vector<double>> rows;
  std::string line;
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::vector<double> row;
    for (std::string cell; std::getline(cells, cell, ',');) {
      if (rows.empty() && cell.front() == '"')
        mobi.names.push_back(cell.substr(1, cell.rfind('"') - 1));
      else
        row.push_back(std::strtod(cell.c_str(), nullptr));
    }
    if (!row.empty()) rows.push_back(row);
  }
  if (rows.empty()) return std::nullopt;
  mobi.values = Matrix(rows.size(), mobi.names.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < mobi.names.size(); ++j) mobi.values.at(i, j) = rows[i][j];
  return mobi;
}

PathBlock block_of(const Mobi& mobi, const std::string& stem, int items, BlockMode mode = BlockMode::a) {
  PathBlock block;
  block.mode = mode;
  for (int i = 1; i <= items; ++i) block.items.push_back(mobi.column(stem + std::to_string(i)));
  return block;
}

PathModel simple_model(const Mobi& mobi, InnerScheme scheme) {
  PathModel model;
  model.blocks = {block_of(mobi, "IMAG", 5), block_of(mobi, "CUEX", 3), block_of(mobi, "PERV", 2),
                  block_of(mobi, "CUSA", 3)};
  model.arrows = {{0, 3}, {1, 3}, {2, 3}};
  model.scheme = scheme;
  return model;
}

PathModel full_model(const Mobi& mobi, InnerScheme scheme, BlockMode image) {
  PathModel model;
  model.blocks = {block_of(mobi, "IMAG", 5, image), block_of(mobi, "CUEX", 3), block_of(mobi, "PERQ", 7),
                  block_of(mobi, "PERV", 2),        block_of(mobi, "CUSA", 3), {{mobi.column("CUSCO")}},
                  block_of(mobi, "CUSL", 3)};
  model.arrows = {{0, 1}, {0, 4}, {0, 6}, {1, 2}, {1, 3}, {1, 4}, {2, 3}, {2, 4}, {3, 4}, {4, 5}, {4, 6}, {5, 6}};
  model.scheme = scheme;
  return model;
}

Matrix drawn(std::size_t rows, std::size_t blocks, std::size_t each, double path, std::uint64_t stream) {
  RandomStream random(20, stream);
  Matrix x(rows, blocks * each);
  for (std::size_t i = 0; i < rows; ++i) {
    double before = 0;
    for (std::size_t b = 0; b < blocks; ++b) {
      before = path * before + std::sqrt(b == 0 ? 1 : 1 - path * path) * random.normal();
      for (std::size_t j = 0; j < each; ++j) x.at(i, b * each + j) = 0.8 * before + 0.6 * random.normal();
    }
  }
  return x;
}

PathModel chain(std::size_t blocks, std::size_t each) {
  PathModel model;
  for (std::size_t b = 0; b < blocks; ++b) {
    model.blocks.emplace_back();
    for (std::size_t j = 0; j < each; ++j) model.blocks.back().items.push_back(b * each + j);
    if (b > 0) model.arrows.push_back({b - 1, b});
  }
  return model;
}

// --- the tests ---

TEST(PathModelTest, MobiByThePathSchemeIsWhatSeminrAndNumpyFound) {
  const auto data = mobi();
  if (!data) GTEST_SKIP() << "ecsi_mobi/mobi.csv is absent";
  const auto fit = path_model(cross_products(data->values), simple_model(*data, InnerScheme::path));
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->updates, 7);
  // reference.json, ecsi_simple_model, own PLS-PM in numpy
  EXPECT_NEAR(fit->arrows[0], 0.4470038968594461, 1e-12);
  EXPECT_NEAR(fit->arrows[1], 0.17183010447097294, 1e-12);
  EXPECT_NEAR(fit->arrows[2], 0.3164253192271702, 1e-12);
  EXPECT_NEAR(*fit->r2[3], 0.5906033205015351, 1e-12);
  EXPECT_NEAR(*fit->r2_adjusted[3], 0.585610678068627, 1e-12);
  EXPECT_NEAR(*fit->reliability[0].alpha, 0.7228345954270824, 1e-12);
  EXPECT_NEAR(*fit->reliability[0].alpha_raw, 0.7144468020430877, 1e-12);
  EXPECT_NEAR(*fit->reliability[0].rho_a, 0.7452915544996086, 1e-10);
  EXPECT_NEAR(*fit->reliability[1].rho_c, 0.7331778015033992, 1e-10);
  EXPECT_NEAR(*fit->reliability[3].ave, 0.693363990920659, 1e-10);
  EXPECT_NEAR(*fit->reliability[3].rho_a, 0.7840235935876941, 1e-10);
  EXPECT_NEAR(*fit->htmt[0][3], 0.9101009237827413, 1e-12);
  EXPECT_NEAR(fit->scores.at(0, 1), 0.5057284134526379, 1e-10);
  // seminr, tests/testthat/fixtures V_3_6_0, which stops one update earlier
  EXPECT_NEAR(fit->arrows[0], 0.447003896753383, 2e-10);
  EXPECT_NEAR(fit->arrows[2], 0.316425319256027, 2e-10);
  EXPECT_FALSE(fit->r2[0]);
  EXPECT_EQ(fit->totals.size(), 3U);
}

TEST(PathModelTest, EverySchemeAndModeIsWhatRFindsOnTheRows) {
  const auto data = mobi();
  if (!data) GTEST_SKIP() << "ecsi_mobi/mobi.csv is absent";
  const auto sums = cross_products(data->values);
  const std::pair<std::string, PathModel> cases[] = {
      {"simple_path", simple_model(*data, InnerScheme::path)},
      {"simple_factorial", simple_model(*data, InnerScheme::factorial)},
      {"simple_centroid", simple_model(*data, InnerScheme::centroid)},
      {"full_path", full_model(*data, InnerScheme::path, BlockMode::a)},
      {"full_factorial", full_model(*data, InnerScheme::factorial, BlockMode::a)},
      {"full_centroid", full_model(*data, InnerScheme::centroid, BlockMode::a)},
      {"full_path_image_formed", full_model(*data, InnerScheme::path, BlockMode::b)}};
  for (const auto& [name, model] : cases) {
    SCOPED_TRACE(name);
    const auto fit = path_model(sums, model);
    ASSERT_TRUE(fit);
    EXPECT_EQ(fit->updates, reference(name, "updates")[0]);
    const auto near = [](const std::vector<double>& got, const std::vector<double>& wanted) {
      ASSERT_EQ(got.size(), wanted.size());
      for (std::size_t i = 0; i < got.size(); ++i) EXPECT_NEAR(got[i], wanted[i], 1e-10) << i;
    };
    std::vector<double> weights, loadings;
    for (const auto& block : fit->weights) weights.insert(weights.end(), block.begin(), block.end());
    for (const auto& block : fit->loadings) loadings.insert(loadings.end(), block.begin(), block.end());
    near(weights, reference(name, "weights"));
    near(loadings, reference(name, "loadings"));
    near(fit->arrows, reference(name, "arrows"));
    const std::size_t blocks = model.blocks.size();
    const auto totals = reference(name, "totals"), r2 = reference(name, "r2"), htmt = reference(name, "htmt");
    double together = 0;
    for (const auto& total : fit->totals) {
      EXPECT_NEAR(total.value, totals[total.from * blocks + total.to], 1e-10);
      together += total.value;
    }
    double wanted = 0;
    for (const double total : totals) wanted += total;
    EXPECT_NEAR(together, wanted, 1e-9);  // and none besides
    for (std::size_t b = 0; b < blocks; ++b) {
      ASSERT_EQ(fit->r2[b].has_value(), !std::isnan(r2[b]));
      EXPECT_NEAR(fit->r2[b].value_or(0), fit->r2[b] ? r2[b] : 0, 1e-10);
      for (std::size_t a = 0; a < blocks; ++a)
        EXPECT_NEAR(fit->htmt[a][b].value_or(0), fit->htmt[a][b] ? htmt[a * blocks + b] : 0, 1e-10);
    }
    EXPECT_EQ(fit->htmt[0][1].has_value(), model.blocks[0].mode == BlockMode::a);
    EXPECT_EQ(fit->reliability[0].rho_a.has_value(), model.blocks[0].mode == BlockMode::a);
    EXPECT_EQ(fit->reliability.back().alpha.has_value(), model.blocks.back().items.size() > 1);
    EXPECT_FALSE(blocks == 7 && fit->reliability[5].alpha.has_value());  // of one item
  }
}

TEST(PathModelTest, IndexOfSatisfactionIsRs) {
  const auto data = mobi();
  if (!data) GTEST_SKIP() << "ecsi_mobi/mobi.csv is absent";
  const auto sums = cross_products(data->values);
  const auto model = simple_model(*data, InnerScheme::path);
  const auto fit = path_model(sums, model);
  EXPECT_NEAR(block_index(sums, model, *fit, 3, {1, 10})->value, reference("", "index_of_satisfaction")[0], 1e-8);
  // The naive form: the mean of every row's own index.
  double by_row = 0;
  for (std::size_t i = 0; i < data->values.rows; ++i) {
    double above = 0, together = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      const std::size_t column = model.blocks[3].items[j];
      const double raw = fit->weights[3][j] / std::sqrt(sums.centred.at(column, column));
      above += raw * (data->values.at(i, column) - 1) / 9;
      together += raw;
    }
    by_row += 100 * above / together / static_cast<double>(data->values.rows);
  }
  EXPECT_NEAR(block_index(sums, model, *fit, 3, {1, 10})->value, by_row, 1e-9);
}

TEST(PathModelTest, OrderOfRowsAndUnitsOfItemsDoNotMatterAndBlocksPointTheWayOfTheirItems) {
  const Matrix x = drawn(120, 3, 3, 0.5, 1);
  const auto model = chain(3, 3);
  const auto fit = path_model(cross_products(x), model);
  ASSERT_TRUE(fit);
  Matrix turned(x.rows, x.columns);
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t j = 0; j < x.columns; ++j)
      turned.at(x.rows - 1 - i, j) =
          1e4 + (j / 3 == 1 ? -7 : 0.01) * x.at(i, j);  // all items of the middle block turned round
  const auto other = path_model(cross_products(turned), model);
  ASSERT_TRUE(other);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(other->arrows[i], -fit->arrows[i], 1e-8);
  for (const auto& block : other->weights)
    for (const double weight : block) EXPECT_GT(weight, 0);
  EXPECT_EQ(fit->totals.size(), 3U);
  EXPECT_NEAR(fit->totals[1].value, fit->arrows[0] * fit->arrows[1], 1e-14);
  EXPECT_NEAR(*fit->r2[1], fit->arrows[0] * fit->arrows[0], 1e-12);
}

TEST(PathModelTest, AWeightOfTwoIsTheRowTwice) {
  const Matrix x = drawn(60, 2, 3, 0.5, 2);
  Matrix twice(90, x.columns);
  std::vector<double> weights(60, 1);
  for (std::size_t i = 0; i < 30; ++i) weights[i] = 2;
  for (std::size_t i = 0; i < 90; ++i)
    for (std::size_t j = 0; j < x.columns; ++j) twice.at(i, j) = x.at(i < 60 ? i : i - 60, j);
  const auto a = path_model(cross_products(x, weights), chain(2, 3));
  const auto b = path_model(cross_products(twice), chain(2, 3));
  EXPECT_NEAR(a->arrows[0], b->arrows[0], 1e-12);
}

TEST(PathModelTest, WhatCannotBeSaidHasAReason) {
  const auto model = chain(2, 2);
  const auto reason = [&](const Matrix& x, const PathModel& of) {
    const auto fit = path_model(cross_products(x), of);
    EXPECT_FALSE(fit);
    return fit ? Reason::not_asked : fit.error().reason;
  };
  EXPECT_EQ(reason(Matrix(0, 4), model), Reason::too_few);
  EXPECT_EQ(reason(Matrix(1, 4), model), Reason::too_few);
  EXPECT_EQ(reason(Matrix(30, 4), model), Reason::no_spread);
  Matrix x = drawn(30, 2, 2, 0.5, 3);
  for (std::size_t i = 0; i < 30; ++i) x.at(i, 2) = 0.1;
  EXPECT_EQ(reason(x, model), Reason::no_spread);
  x = drawn(30, 2, 2, 0.5, 3);
  for (std::size_t i = 0; i < 30; ++i) x.at(i, 1) = -x.at(i, 0);
  EXPECT_EQ(reason(x, model), Reason::not_identified);  // the items of a block cancel out
  for (std::size_t i = 0; i < 30; ++i) x.at(i, 1) = 2 * x.at(i, 0);
  EXPECT_TRUE(path_model(cross_products(x), model));  // mode A does not mind
  PathModel formed = model;
  formed.blocks[0].mode = BlockMode::b;
  EXPECT_EQ(reason(x, formed), Reason::not_identified);
  x = drawn(30, 3, 2, 0.5, 4);
  for (std::size_t i = 0; i < 30; ++i)
    for (std::size_t j = 0; j < 2; ++j) x.at(i, 2 + j) = x.at(i, j);
  PathModel twins = chain(3, 2);
  twins.arrows = {{0, 2}, {1, 2}};
  EXPECT_EQ(reason(x, twins), Reason::not_identified);
  Matrix alike(30, 4);
  for (std::size_t i = 0; i < 30; ++i)
    for (std::size_t j = 0; j < 4; ++j) alike.at(i, j) = static_cast<double>(i % 2);
  const auto perfect = path_model(cross_products(alike), model);
  ASSERT_TRUE(perfect);
  EXPECT_NEAR(perfect->arrows[0], 1, 1e-12);
  PathModel impatient = model;
  impatient.updates_max = 2;
  EXPECT_EQ(reason(drawn(30, 2, 2, 0.5, 5), impatient), Reason::did_not_converge);
  // More items than rows is no obstacle to mode A.
  EXPECT_TRUE(path_model(cross_products(drawn(8, 2, 6, 0.5, 6)), chain(2, 6)));
}

TEST(PathModelTest, AModelThatIsNoneIsOurMistake) {
  const auto sums = cross_products(drawn(30, 3, 2, 0.5, 7));
  PathModel model = chain(3, 2);
  model.arrows.push_back({2, 0});
  EXPECT_FALSE(causal_order(model));
  EXPECT_THROW((void)path_model(sums, model), std::invalid_argument);
  model = chain(3, 2);
  model.blocks[1].items = {0};
  EXPECT_THROW((void)path_model(sums, model), std::invalid_argument);
  model = chain(3, 2);
  model.arrows.pop_back();
  EXPECT_THROW((void)path_model(sums, model), std::invalid_argument);
  model = chain(3, 2);
  model.blocks[2].items = {9};
  EXPECT_THROW((void)path_model(sums, model), std::invalid_argument);
}

TEST(PathBootstrapTest, AReplicateIsTheModelOfTheRowsDrawnAndThreadsDoNotMatter) {
  const Matrix x = drawn(70, 3, 3, 0.4, 8);
  std::vector<double> weights(70);
  for (std::size_t i = 0; i < 70; ++i) weights[i] = 0.5 + static_cast<double>(i % 3);
  const auto model = chain(3, 3);
  const auto fit = path_model(cross_products(x, weights), model);
  PathBootstrapAsked asked;
  asked.replicates = 100;
  asked.seed = 42;
  asked.indices = {{2, {-5, 5}}};
  const auto got = path_bootstrap(x, weights, model, *fit, asked);
  std::vector<double> first, total, index;
  for (std::uint64_t replicate = 0; replicate < 100; ++replicate) {
    RandomStream random(42, replicate);
    Matrix rows(70, 9);
    std::vector<double> row_weights(70);
    for (std::size_t i = 0; i < 70; ++i) {
      const std::size_t row = random.below(70);
      row_weights[i] = weights[row];
      for (std::size_t j = 0; j < 9; ++j) rows.at(i, j) = x.at(row, j);
    }
    const auto sums = cross_products(rows, row_weights);
    const auto one = path_model(sums, model);
    ASSERT_TRUE(one);
    first.push_back(one->arrows[0]);
    total.push_back(one->totals[1].value);
    index.push_back(block_index(sums, model, *one, 2, {-5, 5})->value);
  }
  const auto quantile = [](std::vector<double> values, double q) {
    std::sort(values.begin(), values.end());
    const double at = q * 99;
    const auto below = static_cast<std::size_t>(at);
    return values[below] + (at - std::floor(at)) * (values[below + 1] - values[below]);
  };
  EXPECT_NEAR(got.arrows[0]->low, quantile(first, 0.025), 1e-7);
  EXPECT_NEAR(got.arrows[0]->high, quantile(first, 0.975), 1e-7);
  EXPECT_NEAR(got.totals[1]->high, quantile(total, 0.975), 1e-7);
  EXPECT_NEAR(got.indices[0]->low, quantile(index, 0.025), 1e-6);
  EXPECT_TRUE(got.htmt[0][1]);
  EXPECT_FALSE(got.htmt[1][1]);
  EXPECT_EQ(got.did_not_converge + got.not_computed, 0U);
  asked.threads = 4;
  const auto again = path_bootstrap(x, weights, model, *fit, asked);
  EXPECT_EQ(again.arrows, got.arrows);
  EXPECT_EQ(again.htmt, got.htmt);
  asked.seed = 43;
  EXPECT_NE(path_bootstrap(x, weights, model, *fit, asked).arrows, got.arrows);
}

TEST(PathBootstrapTest, ReplicatesThatCannotBeComputedAreCountedAndLeaveNoInterval) {
  Matrix x = drawn(12, 2, 2, 0.5, 9);
  for (std::size_t i = 0; i < 12; ++i) x.at(i, 0) = i == 0 ? 1 : 0;  // one row in 12 holds all the spread
  const auto model = chain(2, 2);
  const auto fit = path_model(cross_products(x), model);
  ASSERT_TRUE(fit);
  PathBootstrapAsked asked;
  asked.replicates = 400;
  const auto got = path_bootstrap(x, {}, model, *fit, asked);
  EXPECT_GT(got.not_computed, 80U);
  EXPECT_FALSE(got.arrows[0]);
}

TEST(PathBootstrapTest, IntervalsHoldThePopulationsPath) {
  const auto model = chain(2, 3);
  const double truth = path_model(cross_products(drawn(40'000, 2, 3, 0.4, 999)), model)->arrows[0];
  int held = 0;
  constexpr int samples = 300;
  for (int sample = 0; sample < samples; ++sample) {
    const Matrix x = drawn(100, 2, 3, 0.4, 1000 + static_cast<std::uint64_t>(sample));
    const auto fit = path_model(cross_products(x), model);
    PathBootstrapAsked asked;
    asked.replicates = 200;
    const auto got = path_bootstrap(x, {}, model, *fit, asked);
    held += got.arrows[0]->low <= truth && truth <= got.arrows[0]->high ? 1 : 0;
  }
  EXPECT_GE(held, samples * 91 / 100);
  EXPECT_LE(held, samples * 98 / 100);
}

}  // namespace
}  // namespace goud::stats
