#include "cli/demo/told_parts.hpp"

namespace goud::cli::demo {

// From the room to the days after leaving.
std::string_view dutch_stay() {
  return R"told(
$ wie = mijn man|mijn vrouw|mijn zus|mijn moeder|mijn vader|een vriendin|mijn broer|mijn schoonmoeder|onze dochter|onze zoon|een collega|mijn kleinzoon|mijn oudste|mijn buurvrouw|mijn neef|een oude studievriend
$ nachten = één nacht|twee nachten|drie nachten|een weekend|een lang weekend|een midweek
$ nummer = 104|112|117|203|206|211|218|224|301|305|309|312
$ uur = één uur|half twee|twee uur|kwart over twee|half drie|drie uur
$ ding = sjaal|bril|e-reader|oplader|muts|agenda|jas|trui|knuffel|portemonnee|paraplu|wandelstok

@ room less n? 70
1 Tot $uur muziek {in de straat|uit het café op de hoek|van de zaal beneden}.
1 In kamer $nummer hoor je {de lift|de leidingen|de buren|de ijsmachine} alsof je erin staat.
1 Boven ons werd tot $uur met {stoelen|kasten|koffers} geschoven.
1 Een deur op de gang sloeg de hele nacht {open en dicht|tegen de muur|in het slot}.
1 Om {vijf uur|half zes|kwart over vijf} kwam de {vuilniswagen|leverancier|vrachtwagen van de bakker}.
1 Er was een {feest|congres|vrijgezellengroep|sportclub} op onze verdieping.
1 De afzuiging in de badkamer ging niet uit, ook niet met het licht.
1 $Wie slaapt overal doorheen, maar hier niet.
1 Ik moest om {zes uur|zeven uur|half zeven} op voor mijn werk en heb {twee|drie|vier} uur geslapen.
1 Naast kamer $nummer wordt kennelijk getelefoneerd met {Australië|de hele familie|een slechte verbinding}.
2 De receptie zou iemand sturen. Die heeft het stil gedaan, want ik heb niemand gezien.
2 Gebeld, en het antwoord was dat er meer over geklaagd was.
2 Ze vonden het vervelend voor ons. Wij ook.
2 Een andere kamer was er niet, oordoppen ook niet.
2 Er kwam wel iemand boven, maar na vijf minuten begon het weer.
2 Ik heb {een handdoek tegen de kier|een stoel voor de deur|watten in mijn oren} gedaan.
2 De nachtportier zei dat hij er niet over ging.
2 Niemand zei er de volgende ochtend iets over.
2 Bellen durfde ik niet meer, zo laat.
3 Stilte is beloofd en daarvoor kwamen we.
3 Bij het ontbijt zag je wie er aan die kant had gelegen.
3 We zijn een dag eerder naar huis gegaan.
3 Het bed kon er niets aan doen.
3 $Wie rijdt niet graag na zo’n nacht.
3 Zeg vooraf dat er iets is, dan kies ik een andere dag.
3 Een dag in een mooie stad, half slapend.
3 De tweede nacht was het stil, dus het kan wel.
3 Mijn presentatie was er niet beter van.

@ room less n? 35 zwl
1 De kraan naast het hotel begint om {half zeven|kwart voor zeven|zes uur}.
1 Op het terras onder kamer $nummer wordt tot $uur gelachen.
1 Het dak zoemt. Iets met koeling, zei iemand.
1 Zwolle is prachtig en aan de voorkant niet stil.
1 Er werd gebouwd, dat wisten ze, en dat wisten wij niet.
1 Heipalen bij het wakker worden, en nog vóór de wekker.
1 Het steegje naast het hotel is de kortste weg van kroeg naar station.
2 De man van de receptie had het al vaak gehoord en haalde zijn schouders op.
2 De achterkant zat vol.
2 Er lagen oordoppen op het kussen. Dat is ook een mededeling.
2 Het staat niet op de site en niet in de mail.
2 Ze hebben het opgeschreven. Waarvoor, dat weet ik niet.
2 Iemand zei dat het volgende maand beter wordt. Wij waren er deze maand.
3 Voor rust moet je hier niet zijn, voor de stad wel.
3 Ik hoor die kraan nog.
3 Een seintje vooraf en ik had niets gezegd.
3 $Wie heeft in {bad|de auto|een stoel op de gang} verder geslapen.
3 Jammer van een fijn hotel.
3 De derde keer is de laatste keer, tenzij iemand belt als het klaar is.

@ room less ?n 45
1 Er lag een {haar|kruimel|pleister|wattenstaafje} waar je hem niet wilt.
1 Onder het bed van kamer $nummer vond ik {een pil|een muntje van twintig cent en stof|een lege fles|een kindersok}.
1 De {gordijnen|kussens|lampenkap|plinten} waren lang niet aangeraakt.
1 In de badkamer rook het naar {de vorige gast|een natte doek|rook}.
1 Het glas op de wastafel had een rand van lippenstift.
1 Op de koffiekopjes zat nog koffie.
1 Er hing een handdoek die al was gebruikt.
2 Op mijn vraag kwam iemand met een doekje en geen woord.
2 De dame die kwam schaamde zich, en dat vond ik nog het ergst.
2 Ze hebben te weinig tijd, dat zei ze eerlijk.
2 Ik heb het zelf maar opgelost.
2 Het zou worden doorgegeven. De volgende dag lag het er nog.
2 De receptie vroeg of ik een foto had. Die had ik.
3 Verder een goede kamer, maar hier ga je op letten.
3 Van hoeken staat er iets in jullie belofte.
3 $Wie slaapt sindsdien op sokken.
3 Een kwartier langer poetsen en ik was tevreden geweest.
3 Thuis doe ik het ook niet elke dag, maar thuis betaal ik niet.
3 Het went niet.

@ room as y? 60
1 $Nachten geslapen in kamer $nummer.
1 Kamer aan de {achterkant|tuin|straat|binnenplaats}.
1 Wij waren moe van {het lopen|het fietsen|de reis|de stad}.
1 Ik slaap licht, dus ik let erop.
1 Met $wie {een kamer gedeeld|naast elkaar gelegen|twee kamers gehad}.
1 Een kamer zoals ik hem ken.
1 Alleen {een klok|een fiets|een duif|een trein in de verte} gehoord.
1 Op tijd naar bed gegaan.
1 Doordeweeks, dus rustig in het hotel.
1 Het was vol in huis, maar dat merkte je niet.
2 Het was stil.
2 In één keer door tot de wekker.
2 ’s Nachts kon je een speld horen vallen.
2 Goed geslapen en op tijd wakker.
2 Geen deuren, geen stemmen.
2 Stil na half elf, zoals er staat.
2 Een rustige nacht gehad.
2 Donker en stil, meer vraag ik niet.
3 Goed bed ook.
3 Dat is het hele verhaal.
3 Zo slaap je thuis ook.
3 Niets op aan te merken.
3 Daar kwam ik voor.
3 Prima kamer voor wat je betaalt.
3 $Wie snurkte, maar dat is niet jullie schuld.

@ room as ?y 35
1 Kamer $nummer gehad.
1 Ik strijk altijd even met een vinger over de plint.
1 Met een kind dat alles in de mond stopt kijk je anders naar een vloer.
1 $Wie is allergisch voor stof.
1 Kleine kamer, kleine badkamer.
1 Elke dag gedaan terwijl wij weg waren.
2 Schoon, ook in de hoeken.
2 Alles fris, tot achter de deur.
2 Geen haar te vinden, en ik zoek.
2 De badkamer glom.
2 Netjes en opgeruimd, niets verplaatst.
2 Het rook nergens naar, en dat is de beste geur.
3 Complimenten voor wie dat doet.
3 Zo hoort een kamer te zijn.
3 Verder gewoon goed.
3 Ik heb niets hoeven vragen.
3 Dat merk je pas als het niet zo is.

@ room better ?y 60
1 Onze {kleinste|jongste|middelste} had een toren gebouwd van {bekertjes|dozen|sokken} op de vloer.
1 $Wie was ziek geworden en bleef een dag in bed.
1 Ik laat altijd een rommeltje achter.
1 Mijn leesbril had geen pootje meer.
1 We hadden het raam open laten staan en het ging regenen.
1 De kinderen hadden een tekening voor de schoonmaakster neergelegd.
1 Ik had in twee dagen {vier|vijf|zes} kopjes op mijn bureau verzameld.
1 Mijn schoenen waren doorweekt van {het strand|de wandeling|de modder}.
1 Er was een knoop van mijn jas gesprongen.
2 Degene die kamer $nummer doet had er {een briefje bij gelegd|een kaartje bij gezet|een krabbel bij gedaan}.
2 De schoonmaakster had alles afgestoft en verder gelaten zoals het was, tot op de centimeter.
2 Er stond {een kannetje thee|een schaaltje druiven|een vers bosje klaver|een glas water met een schoteltje erop} naast.
2 Zonder dat iemand iets zei was ervoor gezorgd toen wij terugkwamen.
2 Een mevrouw van de huishouding klopte en vroeg of ze kon helpen.
2 Er lag een lief woord naast, in blokletters.
2 Alles schoon, en hier had ze ook nog aan gedacht.
2 Ze had het gezien, en iemand die ziet is zeldzaam.
3 Die mevrouw moet opslag.
3 Ik heb haar naam gevraagd en die bewaar ik.
3 $Wie moest er bijna van huilen.
3 Wie doet zoiets, op een gewone dinsdag.
3 We hebben het er in de auto nog over gehad.
3 Zo’n kamer hoeft niet eens groot te zijn.
3 Ik heb thuis geprobeerd het ook zo te doen.
3 Dat stond in geen enkele folder.

@ room better n? 25
1 Om $uur stond ik in mijn pyjama bij de receptie, vanwege de buren.
1 Er was een feest en wij sliepen niet.
1 De ventilator tikte en het was één uur.
1 Naast ons huilde een baby, en $wie daarna ook bijna.
1 Het alarm van een auto ging, keer op keer.
2 Binnen vijf minuten lagen we in kamer $nummer, met onze kussens mee.
2 De nachtportier kwam zelf, met {gereedschap|thee|een verontschuldiging en een plan}, en bleef tot het stil was.
2 Hij vroeg niet of het erg was, hij vroeg hoe laat we op moesten.
2 De volgende ochtend kwam iemand vertellen wat het was geweest en wat ze eraan gaan doen.
2 Het ontbijt is op de kamer gebracht, een uur later dan het eigenlijk kan.
3 De nacht was kort en ik ben toch blij gegaan.
3 Zo kun je iets ook oplossen.
3 Daarna heb ik geslapen als een os.
3 Een slechte nacht en een goed hotel, het kan samen.
3 $Wie noemt hem nog steeds de redder.

@ room better y? 30
1 Ik had gezegd dat ik {slecht slaap|nachtdienst heb gehad|om vier uur op moet}.
1 We sliepen aan de kant van {de tuin|het water|de kloostermuur}.
1 Na {weken in een ziekenhuis|een verhuizing|een pasgeboren baby} hoopte ik op één goede nacht.
1 $Wie heeft al jaren geen nacht doorgeslapen.
1 Wij wonen aan een snelweg.
2 Er lag een ander kussen, zonder dat ik daarom had gevraagd.
2 Op de deur hing een kaartje dat pas om elf uur weg ging, en de gang liep er op kousenvoeten langs.
2 Het was zo stil dat ik mijn eigen adem hoorde.
2 Er stond een boekje bij met drie slaapverhaaltjes voor grote mensen.
2 Ze hadden de kamer achterin bewaard voor ons.
3 Negen uur geslapen. Negen.
3 Ik droom er nog van, nu bij wijze van spreken.
3 Dat is met geen zwembad te vergelijken.
3 $Wie wil er nu elk jaar heen, alleen om te slapen.
3 Ik ben uitgerust thuisgekomen, dat was lang geleden.

@ breakfast less n? 60
1 Om {half tien|kwart voor tien|tien over half tien} was {de yoghurt|het brood|het fruit|de ham} op.
1 De {koffie|thee|melk} was lauw en de {toast|roereieren|pap} ook.
1 Er waren meer mensen dan {stoelen|kopjes|borden|lepels}.
1 Het brood was van {gisteren|een andere dag|de vorige groep}.
1 Wij kwamen een uur voor sluitingstijd en ze waren al aan het afruimen.
1 {Drie|Vier|Vijf} schalen stonden leeg en bleven leeg.
1 Op zondagochtend met $wie aan het buffet.
1 Voor de eieren stond een rij en achter de rij stond niemand.
1 De sinaasappels lagen er. De pers was stuk.
2 Op mijn vraag of er nog iets kwam, zei ze: ‘Ik denk het niet.’
2 Eén meisje deed de hele zaal, en dat ging natuurlijk niet.
2 Er werd bijgevuld terwijl wij al jas aan hadden.
2 De kok was er niet en niemand had de sleutel van de voorraad.
2 De bediening liep hard, alleen niet met eten.
2 Niemand keek naar de tafels.
2 Er kwam een schaaltje {komkommer|kaas|augurken} bij, met excuses.
2 Ik heb zelf de kan maar gevuld.
3 Tot de laatste minuut, staat er in de lift. De laatste minuut was leeg.
3 We hebben op het station een broodje gekocht.
3 $Wie at {twee bananen|crackers|droge muesli}.
3 De dag daarvoor was het goed, dus het kan.
3 Voor dit geld verwacht je een warm ei.
3 Ik ben met honger naar {de vergadering|het museum|de trein} gegaan.
3 Zonde van de koffie, want die kunnen ze wel.
3 Niet vers, niet compleet, wel vriendelijk.

@ breakfast less ?n 15
1 Ik eet geen {noten|melk|gluten|vlees|ei}, dat staat in de boeking.
1 Mijn dieet is {twee keer|drie keer} gevraagd en twee keer genoteerd.
1 $Wie mag geen {lactose|schaaldieren|soja} en had dat doorgegeven.
1 Op mijn kaart stond een sterretje, zodat ze het zouden weten.
2 Er stond niets klaar en niemand wist ervan.
2 Ik mocht zelf op de pakken gaan lezen wat erin zat.
2 ‘Dan kunt u het fruit nemen’, zei iemand.
2 Het werd gehaald uit een winkel, ik heb er twintig minuten op gewacht.
3 Dan geef ik het de volgende keer niet meer door.
3 Een allergie is geen mening.
3 Zo moet je het toch weer zelf zeggen.
3 De rest van de tafel was allang klaar.

@ breakfast as y? 65
1 Ontbeten om {half acht|acht uur|kwart over negen|zeven uur}.
1 Met $wie aan het raam gezeten.
1 Een kop koffie, een broodje, een ei.
1 Het was druk, {een groep fietsers|een bruiloft|een schaaktoernooi|een busreis}.
1 Op zondag laat beneden gekomen.
1 Wij ontbijten thuis nooit, dus dit is al vakantie.
1 Vroeg, vanwege de {trein|file|vergadering}.
1 Bij de {koffie|krant|kaas} begint voor mij de dag.
1 De kinderen aten drie keer {pannenkoek|hagelslag|meloen}.
1 {Derde|Vierde|Tweede} ochtend, zelfde tafel.
2 Alles was er en alles was vers.
2 Er werd steeds bijgevuld.
2 Het brood was warm en het ei zacht.
2 Genoeg keus, ook voor wie laat is.
2 Verse jus, goede koffie.
2 De schalen waren vol tot het eind.
2 Kaas van het mes, brood van die ochtend.
2 Niets ontbrak.
3 Zoals het bij een ontbijt hoort.
3 Lekker, meer niet, minder ook niet.
3 Daar kon ik de dag op door.
3 Niks bijzonders, gewoon goed.
3 $Wie nam nog een tweede bord.
3 De bediening was vriendelijk.
3 Ik was er in een kwartier klaar mee.
3 Tevreden.

@ breakfast better y? 65
1 $Wie kan niet goed {zien|lopen|kiezen}.
1 Wij waren {veertig|vijftig|tien|twaalf} jaar getrouwd en dat wist niemand.
1 Ik zei tegen de kok dat het rook als bij {mijn oma|ons thuis|de bakker van vroeger}.
1 We moesten om zeven uur weg en zaten als eersten.
1 Mijn zoontje van {vijf|zes|zeven} mocht de keuken in.
1 Eén tafel bleef vrij, voor een oude heer die elke dag om acht uur komt.
1 Ik at voor het eerst {zuurkoolsap|haring bij het ontbijt|kruudmoes|roggebrood met spek}.
1 Op de ochtend van mijn {examen|sollicitatie|operatie} kreeg ik geen hap weg.
1 Ik vroeg wat er in het brood zat.
1 Onze jongste wilde geen brood, geen fruit en geen ei.
2 De mevrouw van de bediening kwam erbij zitten en nam alle tijd.
2 Er werd een bordje gebracht met van alles een beetje.
2 De kok kwam zelf uit de keuken, met een meelhand.
2 Een jongen van de bediening haalde nog iets {bij de bakker|van de markt|uit de tuin}.
2 Bij het weggaan kregen we {een potje jam|een zakje brood|het recept van de cake|een half brood} mee.
2 Iemand had het gehoord en de volgende ochtend wisten ze het nog.
2 Niemand had haast, en het was nog vroeg ook.
2 Alles vers, en dan ook nog zo’n ontvangst.
3 Dat is geen ontbijt, dat is op bezoek zijn.
3 De halve zaal keek en iedereen gunde het.
3 $Wie praat er nog over.
3 Thuis krijgen we het niet zo.
3 Het kostte ze niets en ons heeft het de dag gegeven.
3 Ik ging anders de deur uit dan ik opstond.
3 Om zoiets ga je terug.
3 Daar kan geen sterrenzaak tegenop.

@ breakfast better yy 15
1 Voor mijn {glutenallergie|notenallergie|dieet|melkallergie} neem ik zelf altijd iets mee.
1 Ik had het bij het boeken doorgegeven en verwachtte een banaan.
1 $Wie eet {halal|veganistisch|zonder zout}, en had dat gemeld.
1 Het dieet van ons kind is een lijst van een bladzijde.
2 Er lag een kaartje met mijn naam bij een eigen {mandje|plank|schaaltje}.
2 De kok had het uitgeschreven, met wat ik wél kon eten voorop.
2 Er stond een eigen broodrooster, met een {lintje|sticker|vlaggetje}.
2 Ik kon hetzelfde eten als de rest van de tafel.
3 Niemand heeft het nog een keer gevraagd.
3 Voor het eerst in jaren gewoon ontbeten.
3 $Wie nam een tweede keer, dat zegt genoeg.
3 Dan voel je je geen lastpak.

@ checkout less - 35
1 Er stond {een flesje water|een parkeerdag|een ontbijt|een film} op de rekening die niet van ons was.
1 Wij hadden een trein van {tien over tien|half elf|kwart over negen}.
1 De pinautomaat was stuk.
1 Voor ons rekende een groep af, ieder apart.
1 Ik had een factuur op naam nodig.
1 De jongen aan de balie was nieuw en stond er alleen.
2 Het kostte {een kwartier|twintig minuten|drie telefoontjes} voor we weg konden.
2 Er moest een chef bij komen en die was in de kelder.
2 Niemand nam het over.
2 De printer deed het niet, en dat was blijkbaar ons probleem.
2 Er werd gezucht, en niet door ons.
2 ‘Het systeem geeft het zo aan’, was het antwoord.
3 De trein hebben we {nog net gehaald|niet gehaald|zien gaan}.
3 Een goed verblijf met een slordig einde.
3 $Wie stond buiten al met de koffers.
3 Het laatste wat je ziet, onthoud je.
3 De volgende keer betaal ik de avond ervoor.
3 Op de balie stond een schaal pepermunt. Die was wel goed.

@ checkout as - 35
1 Sleutel {ingeleverd|in de bus gedaan|op de balie gelegd}.
1 Uitgecheckt om {tien uur|half elf|negen uur|acht uur}.
1 Afgerekend met $wie, ieder de helft.
1 De rekening had ik de avond ervoor al gezien.
1 Koffers beneden gezet en naar de balie.
1 Nog een kop koffie meegenomen.
2 Zo weer buiten.
2 Alles klopte.
2 Rekening per mail, dus geen papier.
2 De koffers mochten blijven staan.
2 Een goede reis gewenst, en dat klonk gemeend.
2 Geen rij.
3 Tot de volgende keer.
3 Prima.
3 Niets te melden.
3 Zoals altijd.
3 Daarna de stad nog in.

@ checkout better - 35
1 Onze trein was uitgevallen, dat wist zij eerder dan wij.
1 $Wie liep voorop met de verkeerde koffer.
1 Bij het weggaan regende het {pijpenstelen|dat het goot|nog steeds}.
1 Ik vroeg hoe je bij {het ziekenhuis|de begraafplaats|het stadion} komt.
1 We stonden met te veel bagage voor twee mensen.
1 De receptioniste vroeg waar we heen gingen.
2 Ze belde de taxi, en toen die niet kwam bracht een collega ons.
2 Er zat een reep in het vak van mijn rugzak, met een groet.
2 Hij liep mee tot de hoek en droeg het zwaarste.
2 Er lag een zakje {krentenbollen|appels|stroopwafels} voor onderweg.
2 Ze schreef alles op een briefje, met de halte waar je uit moet.
2 Ze vroeg wat we zouden onthouden, en wachtte op het antwoord.
3 We waren al weg en nog werd er voor ons gezorgd.
3 Je vertrekt dan met een hand in de lucht.
3 Ik denk er nog aan bij elke {halte|brug|balie}.
3 $Wie heeft gezwaaid tot de brug.
3 Dat hoeft niet, en juist daarom.
3 Dit was het mooiste stukje van de reis.

@ after less n? 60
1 Ik schreef over mijn $ding, die in kamer $nummer is blijven liggen.
1 Op {maandag|dinsdag|woensdag} gemaild over de rekening.
1 Mijn klacht over de {kamer|nacht|rekening|parkeergarage} heb ik netjes opgeschreven, anderhalve bladzijde.
1 Ik vroeg om een bewijs van betaling voor mijn werk.
1 {Twee|Drie|Vier} keer gemaild, één vraag.
1 Wij wilden weten of $wie een {ring|jas|boek} had laten liggen.
1 Ik stelde een simpele vraag over een volgende keer.
1 Na een nare ervaring hoopte ik op een gesprek.
2 Er kwam een automatisch bericht met een nummer.
2 Na {negen|elf|veertien} dagen kwam er iets terug, en niet op mijn vraag.
2 Een bericht begon met ‘beste relatie’ en eindigde zonder naam.
2 Gebeld: ze zouden het uitzoeken en terugbellen.
2 Ik kreeg wel een aanbieding voor {de herfst|de feestdagen|het voorjaar}.
2 De mail is doorgestuurd, naar wie wist niemand.
2 Het werd stil.
2 De vraag is beantwoord door iemand die hem niet had gelezen.
3 Een mens binnen een dag, dat was toch beloofd.
3 Ik wacht nog.
3 Het gaat allang niet meer om de zaak zelf.
3 Zo’n mooi weekend, en dan dit.
3 $Wie zegt: je hoort toch niks, en heeft gelijk.
3 Een korte ‘nee’ was ook goed geweest.
3 Vragen naar mijn mening kunnen jullie wel.
3 Ik schrijf dit omdat er nu weer een formulier kwam.

@ after less ?n 10
1 Ik vroeg of iemand mij wilde bellen, en dat kon, stond er.
1 Het viel tegen en dat heb ik laten weten, met nummer.
1 Ik heb twee dagen thuisgezeten voor een telefoontje.
2 De manager heeft niet gebeld.
2 Er belde niemand, ook niet later.
2 Na een week heb ik zelf gebeld en kreeg een bandje.
3 Dan moet je het niet aanbieden.
3 Ik had niet eens veel te zeggen.
3 Twee werkdagen zijn nu twee weken.

@ after as y? 30
1 Gemaild over {een factuur|een sok|een volgende boeking|de parkeerkosten}.
1 Ik vroeg om een {rekening op naam|bewijs van verblijf|kopie}.
1 $Wie had een $ding laten liggen.
1 Een vraag gesteld op {zondagavond|vrijdagmiddag|een feestdag}.
1 Er klopte één regel niet.
2 De volgende ochtend had ik antwoord, van iemand met een naam.
2 Dezelfde dag geregeld.
2 Kort antwoord, goed antwoord.
2 Binnen een dag een bericht terug.
2 Een mens schreef terug en loste het op.
3 Klaar.
3 Zo simpel kan het zijn.
3 Verder geen contact nodig gehad.
3 Netjes.
3 Dat is wat ik verwacht.

@ after as a? 20
1 Thuisgekomen en de koffer uitgepakt.
1 Sinds het weekend niets nodig gehad.
1 Geen vragen, geen klachten.
1 De was gedaan, foto’s gekeken met $wie.
1 Weer aan het werk.
2 Niets meer gehoord en dat hoefde ook niet.
2 Eén mailtje om te bedanken, daarna rust.
2 Ik heb niet geschreven en zij ook niet.
2 Geen post, geen aanbiedingen.
3 Precies goed.
3 Wij komen nog wel eens.
3 Meer heb ik niet te zeggen.
3 Zo hoort vrij te zijn.

@ after better y? 20
1 Een week na thuiskomst lag er een pakje op de mat: mijn $ding.
1 $Wie had in kamer $nummer een $ding achtergelaten.
1 De $ding was weg, dacht ik.
1 Ik had mijn $ding nog niet eens gemist.
1 Ik schreef ’s avonds dat mijn $ding misschien nog boven lag.
2 Er zat een handgeschreven briefje bij van degene die hem vond.
2 Ze belde zelfs nog even, of hij goed was aangekomen.
2 Ingepakt als een cadeau, met een lint van de bakker.
2 Er kwam eerst een foto, van de $ding aan de ontbijttafel.
2 Binnen een uur schreef iemand dat hij al bij de balie lag.
3 Het lint heb ik bewaard, de $ding ook.
3 $Wie wil nu per se terug.
3 Dat had ik van een groot bedrijf niet gedacht.
3 Ons volgende weekend weten we al.
3 Een $ding van niks, en dan zoveel moeite.

@ after better y? 26
1 Ik schreef dat {de matras|de douche|het leeslampje|de trap} beter kon.
1 Mijn klacht was boos, dat geef ik toe.
1 Ik vroeg naar {het recept van de soep|de naam van dat schilderij|het merk van de thee|de wandelroute}.
1 Na het overlijden van mijn schoonvader moest ik een boeking afzeggen.
1 Ik vergat te zeggen hoe goed het was, en schreef het alsnog.
1 Mijn brief was {twee|drie} bladzijden en ging over van alles.
2 Binnen een uur schreef iemand terug die erbij was geweest.
2 Het antwoord kwam dezelfde dag en was geen standaardbrief.
2 Er werd teruggeschreven alsof we elkaar kennen.
2 Er kwam een antwoord van de keuken, met vetvlek.
2 Mijn brief hangt nu bij hen in de gang, schreven ze.
2 Een mens, met een naam en een mening.
3 Ik heb het bewaard.
3 Zo maak je van een klant een kennis.
3 Ik heb het aan {mijn team|de leesclub|mijn zus|de buren} voorgelezen.
3 Van een mail heb ik nog nooit zo’n goed humeur gekregen.
3 Het kon me toen niets meer schelen hoe het begonnen was.
3 $Wie zei: bewaar die.

@ after better ?y 6
1 De manager belde, zoals beloofd, {dinsdag om tien over negen|de volgende middag|woensdag na het eten}.
1 Ik had om een telefoontje gevraagd en rekende er niet op.
1 Er belde iemand die mijn verhaal gelezen had, helemaal.
2 We hebben een kwartier gepraat, vooral over wat er beter kan.
2 Ze zei dat het niet goed was gegaan en maakte er geen ‘maar’ van.
2 Het gesprek eindigde met een lijstje, van haar kant.
3 Een maand later kreeg ik bericht dat het lijstje af was.
3 Ik was mijn boosheid kwijt.
3 Zo hoort een baas te bellen.
)told";
}

}  // namespace goud::cli::demo
