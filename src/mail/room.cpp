#include "mail/mail.hpp"

namespace goud::mail {

store::Room room() { return {"mail", {}, {}}; }

}  // namespace goud::mail
