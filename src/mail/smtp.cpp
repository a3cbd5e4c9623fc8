// Handing over by SMTP, with libcurl.
#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <mutex>

#include "mail/mail.hpp"

namespace goud::mail {
namespace {

struct Close {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::string part(CURLU* url, CURLUPart which) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, 0) != CURLUE_OK || text == nullptr) return {};
  std::string found(text);
  curl_free(text);
  return found;
}

bool this_machine(std::string_view host) {
  return host == "localhost" || host.starts_with("127.") || host == "[::1]" || host == "::1";
}

struct Reading {
  const std::string& message;
  std::size_t at = 0;
  bool ended = false;  // from here on the server may have the whole letter
};

std::size_t read(char* into, std::size_t size, std::size_t count, void* from) {
  auto& reading = *static_cast<Reading*>(from);
  const auto n = std::min(size * count, reading.message.size() - reading.at);
  std::memcpy(into, reading.message.data() + reading.at, n);
  reading.at += n;
  if (n == 0) reading.ended = true;
  return n;
}

class Smtp final : public Transport {
 public:
  explicit Smtp(Settings settings) : settings_(std::move(settings)) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    const std::unique_ptr<CURLU, Close> url(curl_url());
    if (curl_url_set(url.get(), CURLUPART_URL, settings_.url.c_str(), 0) == CURLUE_OK)
      here_ = this_machine(part(url.get(), CURLUPART_HOST));
  }

  Said hand_over(const std::string& from, const std::string& to, const std::string& message) override {
    const std::unique_ptr<CURL, Close> handle(curl_easy_init());
    if (!handle) return {Outcome::try_later, "mail.reason.unreachable", true};
    const auto sender = sender_of(from);
    if (!sender) return {Outcome::try_later, "mail.reason.settings", true};
    Reading reading{message};
    auto* curl = handle.get();
    const auto envelope_from = "<" + sender->address + ">";
    // What the server is greeted with: the domain of who writes, not the name of this machine.
    const auto url = settings_.url + (settings_.url.ends_with('/') ? "" : "/") +
                     sender->address.substr(sender->address.rfind('@') + 1);
    const std::unique_ptr<curl_slist, Close> receivers(curl_slist_append(nullptr, ("<" + to + ">").c_str()));
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT,
                     static_cast<long>(std::max<std::int64_t>(1, settings_.timeout.count() / 2)));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(settings_.timeout.count()));
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     static_cast<long>(settings_.require_tls && !here_ ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    if (!settings_.user.empty()) {
      curl_easy_setopt(curl, CURLOPT_USERNAME, settings_.user.c_str());
      curl_easy_setopt(curl, CURLOPT_PASSWORD, settings_.password.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, envelope_from.c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, receivers.get());
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, &read);
    curl_easy_setopt(curl, CURLOPT_READDATA, &reading);
    const auto result = curl_easy_perform(curl);
    if (result == CURLE_OK) return {Outcome::accepted, {}, false};
    long code = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    return heard(result, code, reading.ended);
  }

 private:
  static Said heard(CURLcode result, long code, bool ended) {
    // Nothing came back after the last dot: it may have been taken, or not.
    if (ended && code < 400) return {Outcome::unsure, "mail.reason.no_word", false};
    switch (result) {
      case CURLE_LOGIN_DENIED:
        return {Outcome::try_later, "mail.reason.login", true};
      case CURLE_USE_SSL_FAILED:
        return {Outcome::try_later, "mail.reason.no_tls", true};
      case CURLE_SSL_CONNECT_ERROR:
      case CURLE_PEER_FAILED_VERIFICATION:
        return {Outcome::try_later, "mail.reason.certificate", true};
      default:
        break;
    }
    if (code >= 500 && code < 600) return {Outcome::refused, "mail.reason.refused", false};
    if (code >= 400) return {Outcome::try_later, "mail.reason.later", false};
    return {Outcome::try_later, "mail.reason.unreachable", true};
  }

  Settings settings_;
  bool here_ = false;
};

}  // namespace

std::unique_ptr<Transport> smtp(const Settings& settings) { return std::make_unique<Smtp>(settings); }

}  // namespace goud::mail
