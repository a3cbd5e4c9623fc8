#include <algorithm>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <tuple>

#include "feedback/answer_json.hpp"
#include "feedback/feedback.hpp"
#include "feedback/statements.hpp"

namespace goud::feedback {
namespace {

namespace columns = store::columns;
using State = Given::State;

columns::State state_of(const Question& question, const Given& given) {
  switch (given.state) {
    case State::not_shown: return columns::State::not_shown;
    case State::skipped: return columns::State::skipped;
    case State::not_applicable: return columns::State::not_applicable;
    case State::answered: break;
  }
  // "Does not apply" said by choosing that option is the same as said in any other way.
  const bool with_options = question.kind == QuestionKind::promise || question.kind == QuestionKind::yes_no_na;
  if (with_options && question.means_not_applicable(given.number)) return columns::State::not_applicable;
  return columns::State::answered;
}

class Facts final : public columns::Source {
 public:
  explicit Facts(store::RecordStore& store) : store_(store) {}

  std::int64_t read(Tenant, store::Reader& reader, std::int64_t after, int most, std::vector<columns::Entry>& out) override {
    std::int64_t last = after;
    reader.each(sql::changes_after, {{":after", after}, {":most", most}}, [&](const store::Row& row) {
      last = row.integer(0);
      if (row.text(2) != "answer" || row.null(3)) return;
      columns::Entry entry;
      const auto change = row.text(1);
      const bool stands = row.text(11) == "answer";
      entry.answer = row.integer(3);
      // Added and since erased: it was never in the copy when this is read for the first time, and remove is harmless.
      entry.what = !stands ? columns::Entry::What::remove
                   : change == "added" ? columns::Entry::What::add
                                       : columns::Entry::What::replace;
      entry.day = static_cast<std::int32_t>(row.integer(4));
      entry.suspect = row.integer(5) != 0;
      entry.weight = static_cast<std::int32_t>(row.integer(6));
      entry.version = static_cast<std::int32_t>(row.integer(7));
      entry.instrument = row.string(8);
      entry.unit = row.string(9);
      entry.moment = row.null(10) ? std::string() : row.string(10);
      if (stands) entry.body = row.null(13) ? row.string(12) : row.string(13);
      out.push_back(std::move(entry));
    });
    return last;
  }

  void facts(Tenant tenant, const columns::Entry& entry, columns::Dictionary& names, std::vector<columns::Fact>& out) override {
    const auto instrument = instrument_of(tenant, entry.instrument, entry.version);
    if (!instrument) return;
    auto kept = read_body(*instrument, entry.body);
    if (!kept) return;
    const auto& questions = instrument->definition.questions;
    const auto weight_drawn = weight_of_moment(entry.weight, kept->probability);
    bool skipped = false;
    for (std::size_t i = 0; i < questions.size(); ++i) {
      const auto& question = questions[i];
      const auto& given = kept->answers[i];
      if (given.state == State::not_shown) continue;
      skipped = skipped || given.state == State::skipped;
      columns::Fact fact;
      fact.moment = names.moment(question.drawn ? std::string_view(entry.moment) : std::string_view(question.moment.text));
      fact.weight = question.of_a_moment() ? weight_drawn : entry.weight;
      fact.state = state_of(question, given);
      say(*instrument, question, given, names, fact, out);
    }
    // The answer itself, once: what counts answers rather than questions counts these. 1 complete, 0 with skipped questions.
    columns::Fact whole;
    whole.question = names.question(instrument->id.text, answer_itself, "flag");
    whole.moment = names.moment(entry.moment);
    whole.weight = entry.weight;
    whole.value = skipped ? 0 : 1;
    out.push_back(whole);
  }

 private:
  static void say(const Instrument& instrument, const Question& question, const Given& given, columns::Dictionary& names,
                  columns::Fact fact, std::vector<columns::Fact>& out) {
    const auto& of = instrument.id.text;
    const auto kind = name_of(question.kind);
    const bool answered = given.state == State::answered;
    switch (question.kind) {
      case QuestionKind::score:
      case QuestionKind::scale:
        fact.question = names.question(of, question.key, kind);
        fact.value = answered ? given.number : 0;
        out.push_back(fact);
        break;
      case QuestionKind::choice:
      case QuestionKind::promise:
      case QuestionKind::yes_no_na:
        fact.question = names.question(of, question.key, kind);
        if (answered) fact.value = names.choice(fact.question, question.options[static_cast<std::size_t>(given.number)].value);
        out.push_back(fact);
        break;
      case QuestionKind::multiple:
        for (std::size_t i = 0; i < question.options.size(); ++i) {
          fact.question = names.question(of, question.key + "." + question.options[i].value, "option");
          fact.value = answered && std::find(given.many.begin(), given.many.end(), static_cast<int>(i)) != given.many.end() ? 1 : 0;
          out.push_back(fact);
        }
        break;
      case QuestionKind::text:
        fact.question = names.question(of, question.key, kind);
        fact.value = answered ? 1 : 0;
        out.push_back(fact);
        break;
      case QuestionKind::story: {
        const StoryGiven* story = answered ? given.story.get() : nullptr;
        const bool expected = story != nullptr && story->expectation.has_value();
        fact.question = names.question(of, question.key, kind);
        if (answered && !expected) fact.state = columns::State::skipped;
        if (expected) fact.value = names.choice(fact.question, name_of(*story->expectation));
        out.push_back(fact);
        columns::Fact more = fact;
        more.question = names.question(of, question.key + ".unexpected", "flag");
        more.state = story != nullptr && story->unexpected ? columns::State::answered : columns::State::skipped;
        more.value = story != nullptr && story->unexpected.value_or(false) ? 1 : 0;
        out.push_back(more);
        more.question = names.question(of, question.key + ".told", "flag");
        more.state = story != nullptr ? columns::State::answered : columns::State::skipped;
        // With words: 1 less, 2 as, 3 better, 4 without an expectation; so that stories count by expectation at once.
        more.value = story == nullptr || story->text.empty() ? 0 : expected ? 1 + static_cast<int>(*story->expectation) : 4;
        out.push_back(more);
        break;
      }
    }
  }

  std::shared_ptr<const Instrument> instrument_of(Tenant tenant, const std::string& id, int version) {
    const auto key = std::tuple(tenant.org, id, version);
    {
      const std::shared_lock lock(mutex_);
      if (auto found = known_.find(key); found != known_.end()) return found->second;
    }
    // Versions never change, so what was read once holds for good.
    const std::unique_lock lock(mutex_);
    auto read = store_.ask(store::Scope(tenant), [](store::Reader& reader) { return instruments(reader); });
    if (!read) return nullptr;
    for (auto& one : *read) known_[std::tuple(tenant.org, one->id.text, one->version)] = one;
    auto found = known_.find(key);
    return found == known_.end() ? nullptr : found->second;
  }

  store::RecordStore& store_;
  std::shared_mutex mutex_;
  std::map<std::tuple<std::int32_t, std::string, int>, std::shared_ptr<const Instrument>> known_;
};

}  // namespace

std::int32_t weight_of_moment(std::int32_t weight, double probability) {
  return static_cast<std::int32_t>(std::min(1e6, static_cast<double>(weight) / probability + 0.5));
}

std::unique_ptr<columns::Source> facts_of(store::RecordStore& store) { return std::make_unique<Facts>(store); }

}  // namespace goud::feedback
