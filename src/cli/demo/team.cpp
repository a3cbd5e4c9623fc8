#include "cli/demo/team.hpp"

namespace goud::cli::demo {
namespace {

constexpr TeamOf all[] = {
    {"Tjeerd Hofstra", {"Fatma Yildirim", "Joke Wolthuis", "Milan Prins"}},
    {"Annelies Bruggink", {"Bas Kuipers", "Samira Haddou", "Lotte Nijland"}},
    {"Sjoerd Wiersma", {"Hanneke Postma", "Ewa Nowicka", "Jelle Terpstra"}},
    {"Carolien Meijering", {"Daan Oosting", "Rosa Tavares", "Ineke Buining"}},
    {"Gert Hadders", {"Wout Lanting", "Alina Popova", "Truus Hingstman"}},
    {"Marleen Verhoog", {"Yara Benali", "Petra Zwaan", "Stef Langeveld"}},
    {"Koen Duivenvoorde", {"Nina Bakhuis", "Zeynep Aksoy", "Olaf Teeuwen"}},
    {"Willemijn Poot", {"Thijs van Bergen", "Grace Mensah", "Ria Onderwater"}},
    {"Hassan Amrani", {"Puck Verkaik", "Dorota Lis", "Cees Stolwijk"}},
    {"Jantine Schouten", {"Tess Koomen", "Mehret Tesfay", "Nico Buis"}},
    {"Ruud Verschuren", {"Elif Demirci", "Corrie Geerts", "Sven Jochems"}},
    {"Lieke Francke", {"Jasper Louws", "Ivana Petrovska", "Mariska Wisse"}},
    {"Bram van Lieshout", {"Noa Timmermans", "Halima Osman", "Toon Smulders"}},
    {"Resi Peeters", {"Lars Coenen", "Agnieszka Wrona", "Fleur Janissen"}},
};

}  // namespace

std::span<const TeamOf> teams() { return all; }

std::string_view someone_of(int hotel, Randomness& random) { return all[hotel].floor[random.below(3)]; }

}  // namespace goud::cli::demo
