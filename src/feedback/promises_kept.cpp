#include "feedback/promises_kept.hpp"

#include <algorithm>

#include "feedback/overview_json.hpp"

namespace goud::feedback {

Result<std::vector<PromiseKept>> promises_kept(store::RecordStore& store, store::columns::ColumnStore& columns,
                                               Tenant tenant, const std::optional<UnitId>& branch,
                                               const figures::Window& window, Day today,
                                               const std::optional<PromiseId>& only) {
  auto known = store.ask(store::Scope(tenant), [](store::Reader& reader) { return picture(reader); });
  if (!known) return tl::unexpected(known.error());
  const auto& picture = **known;
  PageQuestion question;
  question.filter.tenant = tenant;
  question.filter.period = window;
  question.filter.units = stays_of(picture.tree, branch);
  question.today = today;
  const auto asked = [&](const Picture::Promised& one) {
    return one.promise.audience == promises::Audience::customer && (!only || one.promise.id == *only);
  };
  figures::Wanted wanted;
  for (const auto& promised : picture.promised) {
    figures::Wanted own;
    figures::want(own, promised.judged);
    wanted.cuts.insert(wanted.cuts.end(), own.cuts.begin(), own.cuts.end());  // what is not asked is cut all the same
    if (asked(promised)) wanted.questions.insert(wanted.questions.end(), own.questions.begin(), own.questions.end());
  }
  const auto counts = figures::count(columns, question.filter, wanted);
  if (!counts) return tl::unexpected(counts.error());
  std::vector<PromiseKept> all;
  for (auto& said : said_of(picture, *counts, question, window)) {
    if (!asked(*said.promised)) continue;
    const auto& moment = *said.promised->moment;
    all.push_back({said.promised->promise.id,
                   moment.id,
                   said.version->text,
                   moment.name,
                   {said.version->norm, said.version->red_line},
                   std::move(said.kept)});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const PromiseKept& a, const PromiseKept& b) { return weaker(a.kept.said(), b.kept.said()); });
  return all;
}

std::vector<JudgedPromise> judged_at(store::Reader& reader, const MomentId& moment) {
  std::vector<JudgedPromise> all;
  const auto known = picture(reader);
  for (const auto& one : known->promised)
    if (one.moment != nullptr && one.moment->id == moment && !one.judged.empty() && !one.promise.withdrawn)
      all.push_back({one.promise.id, one.judged});
  return all;
}

}  // namespace goud::feedback
