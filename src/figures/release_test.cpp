#include "figures/release.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "figures/release_parts.hpp"

namespace goud::figures {
namespace {

using parts::Wide;

std::string pieces(const parts::Group& group) {
  std::string text;
  for (const auto& piece : group.pieces)
    text += (text.empty() ? "" : "+") + std::to_string(piece.node) + (piece.own ? "o" : "");
  return text;
}
std::vector<std::string> groups(const std::vector<int>& parents, const std::vector<Wide>& weight, Wide floor = 5) {
  std::vector<bool> present;
  for (const auto one : weight) present.push_back(one > 0);
  std::vector<std::string> all;
  for (const auto& group : parts::lay_out(parents, weight, present, floor).groups) all.push_back(pieces(group));
  return all;
}
using Names = std::vector<std::string>;

TEST(Groups, small_units_merge_with_each_other_then_with_the_smallest_sibling_else_count_in_the_parent) {
  EXPECT_EQ(groups({-1, 0, 0}, {0, 6, 7}), (Names{"0", "1", "2"}));
  EXPECT_EQ(groups({-1, 0, 0, 0}, {0, 3, 4, 9}), (Names{"0", "3", "1+2"}));
  EXPECT_EQ(groups({-1, 0, 0, 0}, {0, 3, 9, 6}), (Names{"0", "2", "3+1"}));
  EXPECT_EQ(groups({-1, 0, 0}, {0, 2, 4}), (Names{"0"}));
  EXPECT_EQ(groups({-1, 0, 0}, {0, 2, 2}), Names{});
  // Who belong to the organisation itself are a unit of their own.
  EXPECT_EQ(groups({-1, 0, 0}, {6, 6, 0}), (Names{"0", "1", "0o"}));
  EXPECT_EQ(groups({-1, 0, 0}, {2, 6, 8}), (Names{"0", "1+0o", "2"}));
  // A branch of fewer than five counts in its parent as a whole.
  EXPECT_EQ(groups({-1, 0, 0, 1, 1}, {0, 0, 6, 2, 2}), (Names{"0"}));
  EXPECT_EQ(groups({-1, 0, 0, 0, 1, 1}, {0, 0, 6, 9, 2, 2}), (Names{"0", "2+1", "3"}));
  // Into the smallest group of the smallest sibling; what holds it is shown with the newcomers.
  EXPECT_EQ(groups({-1, 0, 0, 0, 1, 1}, {0, 0, 3, 20, 5, 6}), (Names{"0", "1+2", "4+2", "5", "3"}));
}

TEST(Groups, atoms_are_apart_hold_everyone_and_have_the_floor) {
  SeededRandomness random(3);
  for (int world = 0; world < 500; ++world) {
    std::vector<int> parents{-1};
    std::vector<Wide> weight{static_cast<Wide>(random.below(4))};
    std::vector<bool> present{weight.front() > 0};
    for (std::size_t node = 1; node < 3 + random.below(25); ++node) {
      parents.push_back(static_cast<int>(random.below(node)));
      weight.push_back(static_cast<Wide>(random.below(9)));
      present.push_back(weight.back() > 0 || random.below(4) == 0);
    }
    const auto layout = parts::lay_out(parents, weight, present, 5);
    if (std::accumulate(weight.begin(), weight.end(), Wide{0}) < 5) {
      EXPECT_TRUE(layout.groups.empty());
      continue;
    }
    std::vector<Wide> in(layout.atoms.size(), 0);
    for (std::size_t node = 0; node < parents.size(); ++node) {
      ASSERT_EQ(layout.atom_of_node[node] >= 0, present[node]);
      if (present[node]) in[static_cast<std::size_t>(layout.atom_of_node[node])] += weight[node];
    }
    for (const auto one : in) EXPECT_GE(one, 5);
    for (std::size_t group = 1; group < layout.groups.size(); ++group)
      EXPECT_LT(layout.groups[group].up, static_cast<int>(group));
  }
}

TEST(Classes, of_a_facet_merge_with_their_neighbours_to_the_floor) {
  EXPECT_EQ(parts::merge_classes({6, 7, 8}, 5), (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(parts::merge_classes({6, 2, 8, 0}, 5), (std::vector<int>{0, 0, 1, 1}));
  EXPECT_EQ(parts::merge_classes({2, 2, 8, 1}, 5), std::vector<int>{});
  EXPECT_EQ(parts::merge_classes({2, 3, 8, 1}, 5), (std::vector<int>{0, 0, 1, 1}));
  EXPECT_EQ(parts::merge_classes({4, 0, 0}, 5), std::vector<int>{});
}

ReleaseAsked world(std::uint64_t seed, int units, int people, int facets, int questions, double skipped = .1) {
  SeededRandomness random(seed);
  ReleaseAsked asked;
  asked.parents = {-1};
  for (int region = 0; region < 2; ++region) asked.parents.push_back(0);
  for (int unit = 0; unit < units; ++unit) asked.parents.push_back(1 + unit % 2);
  for (int facet = 0; facet < facets; ++facet) asked.facets.push_back(3);
  for (int q = 0; q < questions; ++q) asked.questions.push_back({2, q / 2});
  for (int person = 0; person < people; ++person) {
    ReleaseBallot ballot;
    ballot.node = 3 + static_cast<int>(random.below(static_cast<std::uint64_t>(units)));
    for (int facet = 0; facet < facets; ++facet)
      ballot.facets[static_cast<std::size_t>(facet)] = static_cast<std::int8_t>(random.below(4)) - 1;
    for (int q = 0; q < questions; ++q)
      ballot.said.push_back(random.unit() < skipped ? -1 : static_cast<std::int8_t>(random.below(2)));
    asked.ballots.push_back(std::move(ballot));
  }
  return asked;
}

TEST(Release, sums_what_was_said_and_proves_itself_again_from_what_is_stored) {
  const auto asked = world(5, 12, 300, 3, 4);
  SeededRandomness random(1);
  const auto made = release(asked, random);
  ASSERT_TRUE(made) << made.error().key;
  ASSERT_EQ(made->questions.size(), 4U);
  const auto& first = made->questions.front();
  std::vector<std::int64_t> said(2, 0);
  for (const auto& ballot : asked.ballots)
    if (ballot.said[0] >= 0) ++said[static_cast<std::size_t>(ballot.said[0])];
  EXPECT_EQ(first.whole().counts, said);
  EXPECT_EQ(first.whole().n, said[0] + said[1]);
  EXPECT_GT(made->proved.facets_shown, 0);
  EXPECT_GE(made->proved.smallest, 5);
  EXPECT_EQ(made->proved.determined, 0);
  std::vector<Released> read;
  for (const auto& one : made->questions) {
    auto back = released_from(stored(one));
    ASSERT_TRUE(back) << back.error().key;
    EXPECT_EQ(back->groups(), one.groups());
    read.push_back(std::move(*back));
  }
  const auto again = verify(asked.parents, asked.facets, asked.floor, read);
  ASSERT_TRUE(again) << again.error().key;
  EXPECT_EQ(again->groups, made->proved.groups);
}

TEST(Release, says_nothing_of_an_organisation_under_the_floor) {
  const auto asked = world(5, 2, 4, 0, 1, 0);
  SeededRandomness random(1);
  const auto made = release(asked, random);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().key, "figures.release.too_few");
}

TEST(Release, what_all_but_one_of_a_group_said_cannot_be_taken_off_the_whole) {
  ReleaseAsked asked;
  asked.parents = {-1, 0, 0, 0};
  asked.questions = {{2, 0}};
  const auto add = [&](int node, int yes, int no) {
    for (int i = 0; i < yes + no; ++i)
      asked.ballots.push_back({node, {-1, -1, -1}, {static_cast<std::int8_t>(i < yes ? 0 : 1)}});
  };
  add(1, 9, 0), add(2, 6, 2), add(3, 6, 6);
  SeededRandomness random(1);
  const auto made = release(asked, random);
  ASSERT_TRUE(made);
  const auto& groups = made->questions.front();
  EXPECT_EQ(groups.whole().shown, Shown::exact);
  // Nothing is said of them; beside the smallest of the others they might be either of the two.
  for (const int node : {1, 2}) {
    EXPECT_EQ(groups.of(node)->shown, Shown::hidden);
    EXPECT_EQ(groups.of(node)->nearly, -1);
    EXPECT_TRUE(groups.of(node)->counts.empty());
  }
  EXPECT_EQ(groups.of(3)->shown, Shown::exact);

  // Three differ in the eight beside them: the nine may all have said it, or all but one. With two it would be certain.
  for (const int differ : {3, 2}) {
    asked.ballots.clear();
    add(1, 9, 0), add(2, 8 - differ, differ), add(3, 6, 6);
    const auto other = release(asked, random);
    ASSERT_TRUE(other);
    EXPECT_EQ(other->questions.front().of(1)->shown, differ == 3 ? Shown::nearly : Shown::hidden);
    EXPECT_EQ(other->questions.front().of(2)->shown, Shown::hidden);
  }
}

TEST(Release, what_all_but_one_of_the_whole_said_is_told_as_nearly_all_of_everyone) {
  ReleaseAsked asked;
  asked.parents = {-1, 0, 0};
  asked.questions = {{2, 0}};
  for (int i = 0; i < 15; ++i) asked.ballots.push_back({1 + i % 2, {-1, -1, -1}, {static_cast<std::int8_t>(i == 7)}});
  SeededRandomness random(1);
  const auto made = release(asked, random);
  ASSERT_TRUE(made);
  for (const auto& group : made->questions.front().groups()) {
    EXPECT_EQ(group.shown, Shown::nearly);
    EXPECT_EQ(group.nearly, 0);
  }
}

TEST(Release, a_composite_is_shown_of_thirty_and_only_where_no_class_or_run_of_classes_is_one_sided) {
  ReleaseAsked asked;
  asked.parents = {-1, 0, 0, 0};
  asked.questions = {{4, 0, true}};
  const auto add = [&](int node, std::initializer_list<int> counts) {
    std::int8_t said = 0;
    for (const int count : counts) {
      for (int i = 0; i < count; ++i) asked.ballots.push_back({node, {-1, -1, -1}, {said}});
      ++said;
    }
  };
  add(1, {5, 15, 10, 5}), add(2, {2, 10, 20, 8}), add(3, {2, 3, 3, 2});
  SeededRandomness random(1);
  auto made = release(asked, random);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->questions.front().of(3), nullptr);  // ten are too few to be shown by themselves
  EXPECT_EQ(made->questions.front().of(2)->counts, (std::vector<std::int64_t>{2, 10, 20, 8}));
  add(2, {1, 0, 0, 0});
  asked.ballots.erase(asked.ballots.begin());
  for (auto& ballot : asked.ballots)
    if (ballot.node == 2 && ballot.said.front() == 3) ballot.said.front() = 2;  // nobody lets go: all would recommend
  made = release(asked, random);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->questions.front().of(2)->shown, Shown::hidden);
}

TEST(Release, texts_come_shuffled_from_ten_on_and_each_in_one_group) {
  auto asked = world(9, 3, 60, 0, 1);
  for (int i = 0; i < 9; ++i) asked.texts.push_back({3, 0, "a" + std::to_string(i)});
  SeededRandomness random(4);
  EXPECT_TRUE(release(asked, random)->texts.empty());
  for (int i = 0; i < 12; ++i) asked.texts.push_back({4, 0, "b" + std::to_string(i)});
  const auto made = release(asked, random);
  ASSERT_TRUE(made);
  std::vector<std::string> all;
  for (const auto& group : made->texts) {
    EXPECT_GE(group.words.size(), 10U);
    all.insert(all.end(), group.words.begin(), group.words.end());
  }
  EXPECT_EQ(all.size(), 21U);
  EXPECT_FALSE(std::is_sorted(all.begin(), all.end()));
}

TEST(Release, broken_ones_can_be_made_to_be_caught) {
  const auto asked = world(5, 12, 80, 3, 2);
  SeededRandomness random(1);
  const auto made = release_broken(asked, random, {.no_merging = true});
  ASSERT_TRUE(made);
  const auto& groups = made->questions.front().groups();
  EXPECT_LT(std::min_element(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.n < b.n; })->n,
            5);
}

}  // namespace
}  // namespace goud::figures
