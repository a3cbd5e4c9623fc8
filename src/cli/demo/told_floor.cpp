#include "cli/demo/told_parts.hpp"

namespace goud::cli::demo {

// What colleagues tell, of guests' moments and of their own.
std::string_view dutch_floor() {
  return R"told(
$ gast = een gast|een oudere dame|een jong stel|een vader met drie kinderen|een vaste gast|een meneer uit België|een mevrouw met een stok|een wielrenner|een bruidspaar|een zakenman|twee zussen

@ checkin better 30
1 De kamer was niet klaar en $gast stond te wachten.
1 Mijn eerste avond dienst zonder begeleiding, en $gast kwam kletsnat binnen.
1 Een systeem dat eruit lag en een hal vol mensen.
1 Om drie uur hadden wij {zes|negen|elf} kamers te weinig klaar.
1 Een hoogzwangere mevrouw vroeg of ze ergens kon zitten.
1 Aan de balie stond $gast te zuchten, en terecht.
1 Het regende en de trein reed niet.
2 Ik ben ernaartoe gelopen, heb gezegd waarom en dat ik bel.
2 Ik mocht zelf beslissen, dus ik heb {koffie|soep|warme melk} gegeven en een tafel bij het raam.
2 Samen met een collega van de bediening hebben we limonade rondgebracht.
2 Housekeeping stuurde iemand naar beneden om het zelf uit te leggen.
2 Ik heb bij elke stoel verteld hoe lang het nog duurt.
2 We hebben de wachttijd gewoon op een bord geschreven.
3 Die avond belden ze naar beneden om te bedanken.
3 De volgende ochtend lag er een briefje op mijn plek.
3 Niemand was boos, en dat is bij wachten bijzonder.
3 Ik wist niet dat zoiets kleins zo veel doet.
3 Zo wil ik elke dag wel werken.
3 Ze hebben geboekt voor volgend jaar en vroegen naar mij.

@ checkin less 30
1 {Vijf|Zes|Acht} gasten bij de balie en ik wist van geen kamer of hij klaar was.
1 De lijst van boven komt op papier, en was van vanochtend.
1 $Gast stond {drie kwartier|een uur} te wachten.
1 Eén van de twee sleutelautomaten doet het niet.
1 Op vrijdag stond ik alleen aan de balie.
1 Een klein meisje vroeg mij of ze dorst mocht hebben.
2 Ik mag geen drankje schenken zonder te vragen, en wie ik moet vragen was er niet.
2 Ik heb {vier|vijf|zes} keer naar boven gebeld.
2 Ik kon alleen zeggen dat het me speet.
2 Sleutels maak ik dan een voor een, en de rij groeit.
2 Boven weten ze ook niet wat wij beloofd hebben.
2 Ik ben zelf de trap op gelopen om te kijken.
3 Dan schaam je je, terwijl je je best doet.
3 We hebben dit al eens gemeld.
3 Een scherm zou alles schelen.
3 ’s Avonds thuis loop ik er nog over te denken.
3 De gast was aardig. Dat maakte het erger.
3 Ik deel dit omdat het morgen weer zo is.

@ room better 22
1 Een kind had alle handdoeken tot een kasteel gebouwd.
1 Een gast had gezegd dat hij slecht slaapt.
1 Ik deed een kamer waar iemand ziek lag.
1 In een kamer stonden foto’s van thuis op het nachtkastje.
1 Een oud echtpaar had zelf het bed opgemaakt, scheef en lief.
1 In een kamer hing een zelfgemaakte slinger, voor iemand van tachtig.
2 Ik heb er een krabbel bij gelegd.
2 Ik heb eromheen gestofzuigd en alles laten staan.
2 Ik heb een beter kussen gehaald van onze eigen voorraad.
2 Ik nam vijf minuten die ik eigenlijk niet had.
2 Ik heb een kannetje thee laten komen.
3 Bij het uitchecken kwamen ze me zoeken om het te zeggen.
3 Het briefje dat terugkwam hangt nu in ons hok.
3 Daar doe je het voor, meer dan voor de fooi.
3 De hele gang heeft er plezier van gehad.
3 Voor het eerst hoorde ik wat een gast ervan vond.

@ room less 16
1 Een kamer met kinderen in twintig minuten, dat gaat niet.
1 De stofzuiger is weer stuk.
1 Er waren te weinig {lakens|dekbedden|handdoeken} op de derde.
1 De gast had geklaagd over stof en dat klopte.
1 We waren met {drie|vier} voor veertig kamers.
2 Ik heb geruild met een andere verdieping en die kwam toen tekort.
2 Ik heb de hoeken overgeslagen, en dat weet ik zelf het best.
2 We zijn doorgegaan tot vijf uur.
2 Niemand had gezegd dat er een groep vroeg kwam.
3 Zo lever je iets af waar je niet trots op bent.
3 Geef ons de lijst een dag eerder.
3 De belofte zegt hoeken. De planning zegt twintig minuten.
3 Ik meld het nog maar een keer.

@ breakfast better 22
1 Een mevrouw kreeg op de ochtend van een begrafenis geen hap weg.
1 Een jongetje was jarig en niemand wist het, behalve hij.
1 Een oudere heer vroeg of hij iets mocht meenemen voor zijn vrouw op de kamer.
1 Op eerste paasdag zat er iemand alleen aan een tafel voor zes.
1 Een stel had ruzie, fluisterend.
2 Ik heb een blad opgemaakt, met een bloem erbij.
2 Ik ben er even bij gaan zitten, dat mocht gewoon.
2 We hebben een kaars gezocht en gevonden.
2 De kok kwam met iets wat niet op de kaart staat.
2 Ik heb gevraagd waar ze zin in hadden, en dat gemaakt.
3 Bij het weggaan kreeg ik een hand, heel lang.
3 Zo’n ochtend onthoud ik langer dan de drukte.
3 Mijn collega’s deden mee zonder dat iemand het vroeg.
3 Dat kost niets en het is alles.
3 De hele bediening was er stil van.

@ breakfast less 10
1 Zondag, {negentig|honderd|honderdtien} gasten en twee man bediening.
1 De bestelling was niet gekomen.
1 De kassa print geen kamernummer.
1 Een allergie stond in iemands hoofd en niet op de bon.
2 We hebben rondgelopen en nee gezegd.
2 Ik ben drie keer met dezelfde koffie langs alle tafels gegaan.
2 Het is goed afgelopen, maar ik ben geschrokken.
3 Eén iemand extra en we kunnen ook nog aardig zijn.
3 Aan het eind was ik te moe om dag te zeggen.
3 Dit kan beter en wij weten hoe.

@ after better 14
1 Een {sjaal|oplader|knuffel|jas} gevonden, een uur na vertrek.
1 $Gast liet een {tas|bril|agenda} liggen en wij zagen het ’s middags.
1 Tussen de kussens van de bank zat een {portemonnee|telefoon|ketting}.
1 Housekeeping bracht een {pop|pet|map met bladmuziek} naar de balie.
2 Ik ben ermee naar het station gefietst. De trein ging over zes minuten.
2 We hebben er foto’s bij gedaan van de ‘extra vakantie’ in de keuken.
2 Ik heb gebeld en gevraagd waar we hem naartoe mochten sturen.
2 Met een briefje erbij op de post gedaan.
3 Ik kreeg een kaart terug, met alle namen erop.
3 Aan de telefoon werd het even stil.
3 Ze zijn terug geweest en vroegen naar mij.
3 Dat kostte een kwartier en ik heb er een week plezier van.

@ first_week better 16
1 Mijn eerste week in {de keuken|de bediening|de housekeeping|de receptie}.
1 Op mijn eerste dag hing mijn naam al op het kastje.
1 Ik kwam uit een heel ander vak.
1 De tweede dag ging er van alles mis, door mij.
2 Mijn leidinggevende dekte zelf de tafels mee en vroeg wat mij opviel.
2 Iemand liep de hele week met me op en liet me ook eens fout doen.
2 Bij de lunch schoven ze een stoel bij.
2 Niemand zuchtte, ze deden het nog een keer voor.
3 Toen wist ik dat ik bleef.
3 Dat doe ik nu zelf ook bij een nieuwe.
3 Thuis zei ik: hier kennen ze mijn naam.
3 Dit was beloofd, en het was zo.

@ first_week less 8
1 Op mijn derde dag stond ik alleen.
1 Mijn schoenen en mijn pas waren er niet.
1 Degene die mij zou inwerken was ziek.
2 Ik wist niet wie ik moest vragen en heb het maar gedaan.
2 Ik heb een week in geleende kleren gelopen.
3 Nooit alleen, stond er.
3 Nu gaat het, maar zo begin je niet graag.
3 Ik zou het nieuwe mensen gunnen dat het anders gaat.

@ roster less 22
1 Op donderdag hoor ik wat ik maandag doe.
1 Mijn rooster is {twee|drie|vier} keer veranderd in één week.
1 Ik had zwemles beloofd aan mijn zoon.
1 De feestdagen stonden er {in december|een week van tevoren} pas in.
1 Ik werk ernaast en de ander weet het wél drie weken vooruit.
1 Mijn moeder past op en wil het ook graag weten.
2 Ruilen mag, maar dan bel je de hele ploeg af.
2 De planner kan er ook niets aan doen, zegt ze.
2 Ik heb het gevraagd en kreeg een duimpje terug.
2 Ik zeg alles onder voorbehoud toe.
2 We hebben nu zelf een lijstje gemaakt.
3 Drie weken vooruit is beloofd.
3 Je leven wordt er klein van.
3 Daar zou ik voor weggaan, niet voor geld.
3 Zeg dan dat het niet lukt.
3 Het is geen onwil, maar het is wel elke week.

@ roster better 14
1 Wij ruilen nu zelf diensten.
1 Voor het eerst stond mijn rooster er drie weken van tevoren.
1 Mijn dochter moest afzwemmen op een zaterdag.
1 Het rooster hing er, en het bleef zo.
2 Een collega nam mijn dienst over voor ik het vroeg.
2 Niemand hoeft meer te bellen op zondag.
2 De planner had meegedacht.
2 Ik kon ja zeggen, en het bleef ja.
3 Oma’s verjaardag is gered.
3 Zo simpel is blij zijn.
3 Dan werk ik ook een keer graag door.
3 Dat gun ik de andere hotels ook.

@ deciding better 22
1 $Gast stond voor een dicht restaurant.
1 Er was een fout in een rekening, {€ 12|€ 18|€ 31}.
1 Een gast miste zijn bus door ons.
1 Een bruidsmeisje had een vlek in haar jurk, een uur voor de trouwerij.
1 Een kamer was koud en de monteur kwam pas morgen.
1 De taxi kwam niet.
2 Ik heb het opgelost zonder te bellen. Dat mag tot vijftig euro.
2 Ik heb het uit onze pot betaald en daarna verteld.
2 Ik gaf een ontbijt weg en schreef op waarom.
2 Ik dacht aan de kaart en heb gewoon gedaan wat nodig was.
2 Binnen tien minuten was het in orde, op onze kosten.
3 Mijn leidinggevende zei alleen: goed gedaan.
3 Vroeger had ik dat aan drie mensen gevraagd.
3 Bij het vertrek ging er een duim omhoog.
3 Je loopt daarna rechterop.
3 Het kostte minder dan een klacht.

@ deciding less 14
1 $Gast wilde tien minuten later uitchecken, de kamer was vrij.
1 Een gast kreeg een koude maaltijd.
1 Ik wilde iemand die wachtte een kop thee geven.
1 Een rekening klopte niet, {vier|zeven|negen} euro.
2 Ik moest het vragen en er was niemand om het aan te vragen.
2 Achteraf kreeg ik te horen dat het niet had gemogen.
2 De ene leidinggevende zegt ja en de andere nee.
2 Dus zei ik nee.
3 Van die nee heb ik meer last dan de gast.
3 Zet op papier wat ik mag.
3 Dan ben je een doorgeefluik.
3 Tot vijftig euro, staat er. Ik heb het nog niet gezien.

@ course less 8
1 De opleiding is beloofd in {het voorjaar|januari|mijn eerste gesprek}.
1 Mijn cursus is twee keer verzet.
2 In mijn rooster staat hij nog niet.
2 Iedereen vindt het belangrijk en niemand plant het.
2 Er was geen vervanging, dus ik bleef.
3 Ik vraag het nog één keer.
3 Zo leer je dat beloven niets kost.
3 Ik doe het nu in mijn eigen tijd.

@ course better 6
1 Ik ben {anderhalve dag|een week|drie ochtenden} bij een ander hotel mee geweest.
1 De cursus gastvrijheid was gewoon ingepland.
2 Ik mocht alles vragen.
2 Er stond iemand op mijn plek, dus ik hoefde niet te haasten.
3 De week daarop heb ik het aan de anderen geleerd.
3 Ik kwam terug met zes ideeën en vier zijn er al.
3 Daar groei je van.
)told";
}

std::string_view english_floor() {
  return R"told(
$ guest = a guest|an elderly lady|a young couple|a father with three children|a regular|a gentleman from Antwerp|a cyclist|two sisters|a bride

@ checkin better 14
1 The room was not ready and $guest stood waiting.
1 It was my first evening alone, and $guest came in soaked.
1 The system was down and the hall was full.
1 At three we were {six|nine|eleven} rooms short.
2 I went over, told them why, and that I would ring.
2 I may decide for myself, so I gave {coffee|soup|hot milk} and the table by the window.
2 Housekeeping came down to explain it in person.
2 We simply wrote the waiting time on a board.
3 That evening they called down to say thanks.
3 There was a note at my place the next morning.
3 Nobody was angry, which is rare when people wait.
3 I had no idea so small a thing does so much.

@ checkin less 10
1 {Five|Six|Eight} guests at the desk, and I did not know of one room whether it was ready.
1 The list comes down on paper, and it was this morning’s.
1 One of the two key machines is dead.
2 I may not pour a drink without asking, and whoever I must ask was out.
2 I rang upstairs {four|five|six} times.
2 All I could say was that I was sorry.
3 You are ashamed while doing your best.
3 We have reported this before.
3 One screen would do it.
3 I tell it because tomorrow is the same.

@ room better 10
1 A child had built a castle of all the towels.
1 A regular had said he sleeps badly.
1 Someone was ill in the room I had to do.
2 I left something and wrote a few words.
2 I fetched another pillow from our own shelf.
2 I took five minutes that I did not have.
3 They came looking for me when they left.
3 The note that came back hangs in our cupboard now.
3 That is what you do it for.
3 The first time I heard what a guest thought.

@ breakfast better 8
1 A lady could not eat on the morning of a funeral.
1 A boy had a birthday and nobody knew but he.
1 On Easter Sunday somebody sat alone at a table for six.
2 I sat down there for a moment, which is allowed.
2 The cook came out with something that is not on the menu.
2 We looked for a candle and found one.
3 My hand was held for a long time at the end.
3 It costs nothing and it is everything.
3 The whole team went quiet.

@ deciding better 10
1 $Guest stood before a closed restaurant.
1 A bill was wrong by {12|18|31} euros.
1 The taxi did not come.
2 I solved it without calling. Up to fifty euros I may.
2 I paid and told them afterwards.
2 I gave breakfast away and wrote down why.
3 My team lead only said: well done.
3 I used to ask three people for that.
3 It cost less than a complaint.

@ roster less 10
1 On Thursday I hear what I do on Monday.
1 My roster changed {two|three|four} times in a week.
1 I have a second job, and they do know three weeks ahead.
2 Swapping is allowed, but then you ring the whole team.
2 I asked and got a thumb.
2 I say yes to everything with a maybe.
3 Three weeks was the promise.
3 I would leave for that, not for money.
3 Then say that it cannot be done.

@ first_week better 8
1 My first week in {the kitchen|housekeeping|the restaurant}.
1 My name was already on the locker.
1 On my second day I got everything wrong.
2 Somebody walked with me all week.
2 Nobody sighed, they showed me again.
2 They pulled up a chair at lunch.
3 Then I knew I would stay.
3 I do the same now for someone new.
3 It was promised and it was so.
)told";
}

}  // namespace goud::cli::demo
