#include "cli/demo/told_parts.hpp"

namespace goud::cli::demo {

// Until the stay, and its first quarter of an hour.
std::string_view dutch_before() {
  return R"told(
$ wie = mijn man|mijn vrouw|mijn zus|mijn moeder|mijn vader|een vriendin|mijn broer|mijn schoonmoeder|onze dochter|onze zoon|een collega|mijn kleinzoon|mijn oudste|mijn buurvrouw|mijn neef|een oude studievriend
$ nachten = één nacht|twee nachten|drie nachten|een weekend|een lang weekend|een midweek
$ reden = een bruiloft|een concert|een begrafenis|een congres|een verjaardag|een wandelweekend|een tentoonstelling|familiebezoek|een toernooi|een examen|een vergadering

@ website less n 40
1 Ik zocht een kamer voor $nachten en wilde eerst weten wat het kost.
1 Met $wie naast me op de bank zocht ik de prijs van {een tweepersoonskamer|een familiekamer|een kamer met bad}.
1 Op mijn telefoon, {in de trein|in de bus|in een wachtkamer}, wilde ik snel zien wat $nachten kost.
1 Bij {de eerste foto|het kopje kamers|de kalender} stond een vanafprijs, en vanaf is geen prijs.
1 Eerst stond er {€ 89|€ 94|€ 102|€ 98}, drie schermen later {€ 117|€ 109|€ 124|€ 121}.
1 Voor een kamer met {ontbijt|parkeren|een extra bed} moest ik {vier|vijf|zes} schermen door.
1 De prijs stond er wel, maar zonder {toeristenbelasting|ontbijt|parkeren|het tweede kussen, bij wijze van spreken}.
1 {Mijn opa|Mijn oom|Mijn tante} van {74|78|81|83} wilde zelf boeken en kon de prijs niet vinden.
2 Na {tien minuten|een kwartier|twintig minuten} heb ik {gebeld|de receptie gebeld}, en daar wisten ze het meteen.
2 Wat er nog bij kwam stond in {kleine|grijze|heel kleine} letters onderaan.
2 Elke keer dat ik terugging moest ik {de data|het aantal gasten|alles} opnieuw invullen.
2 Een totaal kwam pas toen mijn {naam|adres|telefoonnummer} al was ingevuld.
2 Het bedrag is ten slotte opgeteld op {de achterkant van een envelop|een kladje|een bierviltje}.
2 De knop voor de prijs ging {twee keer|steeds} terug naar het begin.
2 Er schoof telkens een {aanbieding|balk|vakje} overheen.
3 Zeg gewoon wat het kost, dan kies ik.
3 Het bedrag zelf was {prima|redelijk|niet eens hoog}. Het zoeken niet.
3 Toch geboekt, maar met {een frons|tegenzin|minder plezier dan gedacht}.
3 $Wie had intussen {een ander hotel gevonden|de krant uit|koffie gezet}.
3 Dat kan toch {in één keer|op één scherm|eenvoudiger}.
3 Ik voelde me er {een beetje dom|wat opgejaagd|niet erg welkom} bij.
3 Jullie beloven een minuut, dat las ik {pas daarna|terwijl ik zocht}.

@ website as y 30
1 Even gekeken wat $nachten kost voor $reden.
1 Gezocht {op de telefoon|op de laptop|achter het bureau|aan de keukentafel} naar een kamer voor $nachten.
1 {Mijn opa|Mijn tante|Mijn buurman} van {76|79|82} heeft het zelf opgezocht.
1 We twijfelden tussen twee hotels en zetten de prijzen naast elkaar.
1 Ik moest voor mijn werk snel een kamer hebben, dicht bij het station.
1 Een vriend gaf de naam door, de rest was zo gevonden.
1 {Zondagavond|Maandagochtend|In de pauze} even rondgekeken.
2 De prijs stond er, met {ontbijt en belasting|alles} erbij.
2 Eén bedrag, geen verrassingen op het volgende scherm.
2 Binnen {een halve minuut|een minuut} wist ik wat het kostte.
2 De rekening kwam later op hetzelfde uit, had ik al uitgerekend.
2 Het bedrag onderaan was het bedrag bovenaan.
2 Je ziet meteen wat de kamer kost, zonder eerst je naam te geven.
3 Zo hoort het{| ook}.
3 Verder niets bijzonders.
3 Prima.
3 Daarna {de krant gelezen|de was opgehangen|koffie genomen}.
3 Meer hoeft een site van mij niet te kunnen.

@ website better y 25
1 Bij de prijs stond hoe ver het lopen is vanaf {het station|de parkeergarage|de bushalte}.
1 Ik zocht een kamer voor $nachten en zag ook de stille weken aangegeven.
1 Er stond gewoon bij wanneer er {in de straat gebouwd wordt|kermis is|een markt op het plein staat}.
1 De site zei dat dezelfde kamer {een dag later|op zondag|doordeweeks} {tien|vijftien|twaalf} euro minder kost.
1 Mijn vader ziet slecht en vroeg mij mee te kijken. Dat hoefde niet.
1 Boven de kamers stond wat er niet bij de prijs zit.
2 De hele prijs stond er in één regel naast.
2 Binnen een minuut wist ik wat het kostte, met alles erbij.
2 Iemand heeft daar nagedacht over wie er zit te zoeken.
2 Het bedrag klopte, en er stond een telefoonnummer bij met een tijd waarop er wordt opgenomen.
2 Alles stond in gewone taal, de prijs voorop.
3 Dat had ik {nog nooit|bij een hotel nog niet|zelden} gezien.
3 Toen hoefde ik niet verder te kijken.
3 $Wie heeft het adres meteen doorgestuurd gekregen.
3 Je gelooft dan de rest ook.
3 Wij kwamen er een nacht langer om.

@ choosing less n 45
1 Op de foto {een bad|een bureau|een zithoek|een balkon}. In de kamer niet.
1 Wij kozen {de hoekkamer|de kamer aan de tuin|de kamer met uitzicht|de grote kamer} voor $reden.
1 De kamer op de foto had {twee ramen|een hoog plafond|een houten vloer|een groot bed}, de onze niet.
1 Voor ons {tienjarig|twintigjarig|vijfentwintigjarig} huwelijk had ik een mooie kamer uitgezocht.
1 Ik had gekozen op {het licht|de ruimte|het bureau}, want ik moest er {werken|schilderen|drie dagen zitten}.
1 De foto is zeker {in een ander jaar|met een andere lens|in een ander hotel} gemaakt.
1 Op de foto een kamer gelijkvloers, aan de tuin. Het werd de {tweede|derde} verdieping, en $wie kan slecht lopen.
1 Uitzicht op {de gracht|de kerk|het park|de haven}, dacht ik. Het werd de {binnenplaats|airco van de buren|parkeergarage|blinde muur}.
2 Bij navragen hoorde ik dat de foto ‘een indruk’ geeft.
2 Een andere kamer was er niet meer, zeiden ze.
2 Ze konden er aan de balie niets aan doen en keken daar ook naar.
2 Ruilen kon, voor {vijftien|twintig|vijfentwintig} euro.
2 Er werd vriendelijk geknikt en verder niets.
2 Iemand zou het nakijken. Dat is gebleven bij nakijken.
2 ‘Alle kamers zijn anders’, was het antwoord.
3 De kamer zelf was {best|netjes|niet slecht}, maar het was niet deze kamer die ik koos.
3 $Wie heeft er {een halve avond|twee dagen} grapjes over gemaakt.
3 Volgende keer {bel ik|vraag ik het|kies ik op nummer}.
3 Zet er dan geen foto bij.
3 Een mooie foto maakt een gewone kamer kleiner.
3 We hebben het zo gelaten, maar we zeggen het wel.
3 Op de foto leek het {een ander leven|twee keer zo groot|vakantie}.

@ choosing as y 30
1 Een {eenvoudige|kleine|gewone} kamer gekozen voor $nachten.
1 Wij nemen altijd {een kamer achter|een kamer boven|een hoekkamer|dezelfde kamer}.
1 De kamer uitgezocht aan de hand van de foto’s.
1 Kamer gekozen met $wie, aan de telefoon.
1 Gekozen voor {een bad|een bureau|twee bedden|een kamer aan de tuin}.
1 Even getwijfeld tussen twee soorten kamers.
2 De foto klopte, tot en met {de gordijnen|het schilderij|de lelijke stoel|de lamp}.
2 Het was precies de kamer van het plaatje.
2 Wat ik zag, heb ik gekregen.
2 Zelfde kamer als op de site, niet groter en niet kleiner.
2 Op de foto stond hij netjes, in het echt ook.
3 Zo is het goed.
3 Niets over te melden.
3 Volgend jaar weer.
3 Dat is eigenlijk al genoeg.
3 $Wie was het ermee eens.

@ choosing better y 30
1 Ik schreef bij de kamerkeuze dat $wie {slecht slaapt|een rolstoel gebruikt|hoogtevrees heeft|lang is}.
1 Er stond een plattegrond bij met {de lift|de bar|de trap|het oosten} erop.
1 Wij kozen de goedkoopste kamer, meer zat er niet in.
1 Bij elke kamer stond wat er minder aan is.
1 Twee keer gebeld om te vragen welke kamer het {lichtst|stilst|ruimst} is.
1 Voor $reden wilde ik een kamer waar ik ’s ochtends zon heb.
2 Een dag later kreeg ik bericht: {kamer 12|kamer 207|kamer 31|kamer 118} past beter, voor dezelfde prijs.
2 Iemand was gaan kijken en had een foto uit het raam gestuurd.
2 Er stond eerlijk bij dat die ene kleiner is, maar wel rustig.
2 Er is zonder vragen {een langer bed|een stoel met leuning|een extra lamp} neergezet.
2 De kamer leek op de foto, alleen het uitzicht was mooier.
2 Er is over nagedacht, dat merk je.
3 Zo kies je goed, met iemand die de kamers kent.
3 $Wie noemt het nog steeds ‘onze kamer’.
3 Daar had ik {graag voor betaald|niet op gerekend|niet om gevraagd}.
3 Wij hebben dezelfde {meteen|voor volgend jaar|in het voorjaar weer} besproken.
3 Ik vertel het aan wie het horen wil.

@ booking less n? 45
1 In de mail stond {€ 188|€ 204|€ 176|€ 231}, op de afrekening {€ 202|€ 223|€ 190|€ 249}.
1 Bij het boeken leek {het ontbijt|parkeren|de hond|de late aankomst} inbegrepen.
1 Er kwam {schoonmaak|toeristenbelasting|een toeslag voor één persoon|een bedrag voor de garage} bovenop.
1 Wij boekten voor $reden met {vier|zes|acht} mensen en rekenden alles vooraf uit.
1 De aanbetaling is {twee keer|bij aankomst nog eens} afgeschreven.
1 Een kamer voor $nachten, zei het scherm. Een ander bedrag, zei de bank.
1 Er is een korting beloofd van {tien|vijftien} procent. Die kwam niet op de rekening.
2 Het is rechtgezet, maar daar heb ik {twee keer|drie keer} voor moeten bellen.
2 Aan de telefoon hoorde ik dat het ‘in de voorwaarden’ staat.
2 De uitleg klopte vast, alleen stond die er niet bij toen ik koos.
2 Niemand kon me vertellen waar het verschil vandaan kwam.
2 Ik kreeg een schermafdruk van mezelf terug als antwoord.
2 Op mijn vraag kwam een formulier.
2 Het meisje zei eerlijk dat het vaker gebeurt.
3 Het gaat niet om het geld, het gaat om het bedrag.
3 Dan liever een hogere prijs die klopt.
3 De kamer was goed. Het begin niet.
3 $Wie vraagt nu bij elk hotel of dat echt alles is.
3 Ik tel nu na, en dat deed ik vroeger niet.
3 Voor zo’n bedrag is het vertrouwen even weg.
3 Zo begint een weekend met een rekenmachine.

@ booking less ?n 35
1 {Om vier uur|Om half vijf|Om kwart over drie|Vlak na de lunch}, de dag ervoor, wilde ik een nacht verschuiven.
1 $Wie werd ziek en ik wilde wijzigen, ruim op tijd.
1 De trein reed die dag niet, dus wilden we een dag later komen.
1 Van drie nachten wilde ik er twee maken.
1 Mijn afspraak is verzet, dus de kamer ook, dacht ik.
2 De site zei dat het {niet meer kon|te laat was|geld kostte}.
2 Er werd {€ 25|€ 30|een halve nacht|één nacht} gerekend, zonder een woord erbij.
2 Aan de telefoon moest iemand het navragen, en die zou terugbellen.
2 De knop deed het niet, ook niet op een andere computer.
2 Volgens de ene medewerker kon het, volgens de andere niet.
2 Ik kreeg een tegoedbon waar ik niet om had gevraagd.
3 Tot zes uur kosteloos, staat er. Ik was op tijd.
3 Het is later kwijtgescholden, na een brief.
3 Een belofte met een sterretje is een andere belofte.
3 We zijn maar gekomen, met {koorts|een koude auto|een dag te veel}.
3 Ik had het liever meteen gehoord.
3 Volgende keer boek ik per telefoon.

@ booking as y? 40
1 Geboekt voor $nachten, op {een regenachtige avond|mijn vrije dag|de dag zelf|het laatste moment}.
1 Boeken ging via {de telefoon|de site|mijn werk|mijn dochter}.
1 Voor $reden een kamer vastgelegd.
1 In de trein geboekt, tussen {twee stations|twee tunnels}.
1 {Derde|Vierde|Vijfde} keer dat ik hier boek.
1 Twee kamers naast elkaar besteld voor ons vieren.
1 Een avond geprikt en een kamer genomen.
2 Het bedrag op de rekening was het bedrag op het scherm.
2 De bevestiging kwam meteen en de prijs klopte.
2 Geen bijkomende kosten, geen verrassingen.
2 Wat er stond, heb ik betaald.
2 Tot op de cent gelijk gebleven.
2 Geen vinkjes die al aanstonden, en de prijs bleef de prijs.
3 Klaar.
3 Daar is verder weinig over te zeggen.
3 Netjes.
3 Zo doe ik het volgend jaar ook.
3 Ik had er niet meer aan gedacht tot deze vraag.
3 Gewoon zoals het hoort.

@ booking as yy 15
1 Een dag verschoven omdat {de trein niet reed|mijn afspraak veranderde|$wie moest werken}.
1 Eén nacht eraf gehaald, {de dag ervoor om drie uur|’s ochtends al|een week van tevoren}.
1 Van twee kamers naar één, want $wie kon niet mee.
1 De aankomst een dag vervroegd.
2 Dat kostte niets en de rest van de prijs bleef staan.
2 Het kon met {twee klikken|één telefoontje}, zonder kosten.
2 Nieuwe bevestiging, zelfde prijs per nacht.
2 Gewijzigd zonder vragen.
3 Goed geregeld.
3 Zo beloofd, zo gedaan.
3 Niet meer dan normaal, maar toch.
3 Klaar in de tijd van een kop koffie.

@ booking better y? 40
1 Ik schreef erbij dat het voor {onze trouwdag|mijn pensioen|de tachtigste verjaardag van mijn moeder|een geslaagd examen} was.
1 Per ongeluk had ik {de verkeerde maand|het verkeerde hotel|een nacht te veel|het verkeerde aantal bedden} gekozen.
1 Bij het boeken vroeg ik of de fietsen binnen konden staan.
1 Voor $reden had ik een kamer nodig in een volle week.
1 In het vakje opmerkingen had ik ‘{slechte knie|geen dons|hooikoorts|vroege trein}’ gezet.
1 Ik belde om te boeken, en dat duurde langer dan ik dacht omdat het gezellig werd.
1 Mijn dochter boekte voor haar opa, op afstand, {vanuit Canada|vanuit Lissabon|vanaf een schip}.
2 Ze belden dezelfde middag terug, gewoon om het zeker te weten.
2 In de bevestiging stond een regel die door een mens geschreven was.
2 Er werd gevraagd of een goedkopere kamer ook goed was, want die lag beter.
2 Nog dezelfde avond kwam er antwoord, met {een kaartje van de buurt|de busdienst|het weerbericht}.
2 Iemand had doorgegeven wat ik zei, en dat bleek bij aankomst te kloppen.
2 Ze hielden de kamer twee dagen vast zonder iets te vragen.
3 En de prijs bleef dezelfde.
3 Dat doet een machine niet.
3 $Wie was er stil van.
3 Ik kwam al blij binnen.
3 Voor een boeking onthoud ik het lang.
3 Zo’n hotel zoek je niet, dat krijg je.

@ booking better ?y 20
1 {De dag ervoor|’s Middags nog|Op het laatste moment} moest ik verzetten, want $wie lag in het ziekenhuis.
1 Onze auto stond in {Hoogeveen|Meppel|Tilburg|Amersfoort} met pech en we haalden het niet.
1 Mijn vlucht was een dag later dan gedacht.
1 Door de sneeuw kon ik de deur niet uit.
1 Er viel thuis iets weg waar ik niet over uit wil weiden, en ik belde af.
2 Er werd eerst gevraagd hoe het ging en toen pas naar de datum.
2 ‘Komt u wanneer het kan’, zei ze, en dat was alles.
2 Het was in een minuut veranderd, zonder kosten, en ze bood aan {de taxi|het restaurant|de fietshuur} meteen ook te verzetten.
2 Twee weken later lag er een kaart op de mat.
2 De nieuwe dag was duurder, maar dat hoefde ik niet te betalen.
3 Je onthoudt wie er aardig is als het tegenzit.
3 Wij zijn er een maand later alsnog geweest.
3 Dat heb ik op mijn werk verteld.
3 Ik had een discussie verwacht en kreeg een mens.

@ checkin less n? 150
1 {Kwart over vier|Half vijf|Tien voor vijf|Vier uur geweest} en nog geen kamer.
1 Met {twee|drie} kinderen en {een buggy|een hond|vier koffers} in de hal gezeten.
1 Wij kwamen voor $reden en hadden op drie uur gerekend.
1 Ik had een lange reis achter de rug, vanaf {vijf uur ’s ochtends|Groningen|Maastricht|een nachtvlucht}.
1 De kamer was om drie uur niet klaar, om vier uur niet, en toen ben ik gestopt met kijken.
1 ‘Nog even’, zeiden ze om drie uur. Dat werd {een uur|anderhalf uur|vijf kwartier}.
1 $Wie kan niet lang staan en dat zag je.
1 Onze kamer stond op een lijst, de lijst lag boven, en boven nam niemand op.
1 Ruim na drieën stonden we met natte jassen bij {de palm|de folders|de deur}.
1 Bij aankomst bleek de kamer nog {niet schoon|bezet|in de was, zoals hij het noemde}.
1 Ik kom hier {elk najaar|twee keer per jaar|al zes jaar} en het was altijd om drie uur klaar.
1 Een halve middag in de lobby, terwijl buiten de zon scheen.
1 Om kwart voor vier begon $wie aan het tweede {kruiswoord|boek|breiwerk}.
1 Er zaten {vijf|zeven|acht} mensen te wachten en wij waren er twee van.
2 Niemand kwam iets zeggen, tot ik zelf naar de balie liep.
2 Er is vier keer naar boven gebeld en vier keer opgehangen.
2 Waarom het zo lang duurde, wist de jongen aan de balie zelf ook niet.
2 Ze deden vriendelijk, maar een reden kregen we niet.
2 Iemand liep met een papier heen en weer tussen de lift en de balie.
2 De een zei tien minuten, de ander een half uur, en allebei zaten ze ernaast.
2 Een kop koffie had al geholpen. Die mocht ze niet zomaar geven, zei ze.
2 Toen er een pasje kwam, deed het de deur niet open.
2 De automaat gaf geen sleutel en de andere was buiten gebruik.
2 We zijn drie keer gepasseerd door mensen die na ons kwamen.
2 Om te bellen als de kamer klaar was, daar was geen telefoon voor.
2 Er hing een bord met ‘welkom’. Dat was het enige dat iets zei.
2 Op de vraag hoe lang nog kwam alleen een zucht.
2 De kamerlijst was van die ochtend, zag ik op zijn kop.
3 Onze tafel in de stad waren we kwijt.
3 Het wachten was tot daaraan toe. Niets weten niet.
3 Eén eerlijke zin, meer had ik niet nodig.
3 Om {half zes|kwart over vijf|zes uur} lagen de koffers eindelijk boven.
3 De kamer zelf was {mooi|prima|de moeite waard}, maar dat zag ik toen niet meer.
3 Zo begin je niet graag.
3 We hebben de {wandeling|voorstelling|afspraak} overgeslagen.
3 Jammer, want verder zijn het aardige mensen.
3 $Wie heeft het de hele avond niet over iets anders gehad.
3 Volgende keer kom ik om zes uur, dan hoef ik niets te verwachten.
3 Ik heb mijn koffer zelf maar weggezet en ben gaan lopen.
3 Beloof dan vijf uur.

@ checkin less ?n 50
1 Er stonden {acht|negen|elf} mensen voor ons en er was één balie open.
1 {Een kwartier|Twintig minuten|Een half uur} in de rij met $wie.
1 De rij stond tot {aan de draaideur|bij de lift|buiten}.
1 Een bus vol mensen was net voor ons binnen.
1 Wij stonden achter een groep van {veertien|twintig} met één lijst.
1 Na een dag rijden sta je dan nog een keer stil.
1 De zuil om zelf in te checken stond uit.
2 Een tweede balie bleef dicht, terwijl er wel iemand achter zat te typen.
2 Die ene receptionist deed zijn best en telefoneerde er ook nog bij.
2 Niemand keek op en niemand zei dat het even duurde.
2 Er werd niet gevraagd wie er alleen een sleutel kwam halen.
2 Ze moest voor elke gast naar achteren lopen.
2 Toen wij bijna waren, ging de telefoon, en die ging voor.
3 Daarna ging het snel. Daarna wel.
3 Vijf minuten is beloofd. Het waren er meer.
3 Mijn {rug|knie|humeur} houdt daar niet van.
3 $Wie is op de koffer gaan zitten.
3 Zet er dan een stoel bij.
3 Dat kan met één collega extra op vrijdag.
3 Een knik was genoeg geweest.

@ checkin less t? 20
1 De kamer was te laat, en dat werd ook gezegd.
1 Er was {ziekte bij de schoonmaak|een lekkage|een storing met de lift|een groep te laat vertrokken}, hoorden we meteen.
1 We wisten waarom we moesten wachten, dat moet ik ze nageven.
1 De uitleg was eerlijk en het wachten lang.
2 Maar ergens zitten kon niet en iets drinken ook niet.
2 Alleen bleef het daarna een uur stil.
2 Dat de koffers onbewaakt in de gang stonden hielp niet.
2 Ze hadden het de avond ervoor kunnen mailen.
3 De trouwerij begon zonder ons.
3 Begrip heb ik, een kamer had ik liever gehad.
3 Weten waarom is de helft. De andere helft is een kamer.
3 We zijn moe gaan eten.
3 Ik geef toch een onvoldoende.

@ checkin as y? 70
1 Om {drie uur|vijf over drie|half vier|tien over drie} binnen gekomen.
1 Aangekomen met {de trein|de fiets|de auto|de bus}, na {een natte dag|een lange rit|een file bij Utrecht|een rustige reis}.
1 Wij kwamen met $wie en {twee tassen|drie koffers|één rugzak}.
1 Inchecken voor $nachten.
1 Mijn {derde|vierde|vijfde|zesde} keer hier.
1 Aankomst op een {drukke vrijdag|stille dinsdag|gewone maandag|zaterdagmiddag}.
1 Voor $reden hier, dus weinig tijd.
1 Laat in de middag gekomen, zoals gemeld.
1 Met $wie afgesproken in de hal.
2 De kamer was klaar.
2 Naam gezegd, pasje gekregen, naar boven.
2 Kamer stond klaar op de tijd die beloofd was.
2 Even tekenen en de sleutel.
2 Ze wezen de lift en zeiden hoe laat het ontbijt was.
2 Alles lag klaar, ook de parkeerkaart.
2 De kamer was op tijd en de kamer was de goede.
2 Geen gedoe met papieren.
3 Prima.
3 Meer hoeft het niet te zijn.
3 Niets aan toe te voegen.
3 Zo gaat het meestal en zo hoort het.
3 Toen konden we de stad in.
3 Vriendelijk, zonder poespas.
3 $Wie vond het ook goed.
3 Daar heb ik geen verhaal over, en dat is goed.

@ checkin as t? 25
1 De kamer was {een half uur|een uur|drie kwartier} later klaar.
1 Er moest nog een kamer gedaan worden, de onze.
1 Om drie uur was het nog niet zover.
1 We waren er en de kamer nog niet.
1 Iets later dan beloofd naar boven.
2 Dat werd meteen gezegd, en waarom ook.
2 De receptionist kwam het zelf vertellen, met een tijd erbij die klopte.
2 Er was iemand ziek, en dat kun je begrijpen als je het weet.
2 Ze legde uit hoe de schoonmaak die dag liep.
2 Ik kreeg te horen waarom en hoe lang.
3 Dan is het voor mij in orde.
3 Intussen {een broodje gegeten|een rondje gelopen|de krant gelezen}.
3 Geen probleem.
3 Zo weet je waar je aan toe bent.
3 Kan gebeuren.

@ checkin better y? 70
1 We kwamen aan in {de stromende regen|de sneeuw|een hittegolf|windkracht acht}.
1 $Wie was jarig en had daar niets over gezegd.
1 Onze koffer was {in Zwitserland|op Schiphol|in de verkeerde trein} gebleven.
1 Ik was {te vroeg|drie uur te vroeg|al om elf uur} en rekende op niets.
1 Met een {slapende peuter|kat in een mand|contrabas|gebroken arm} aan de balie.
1 De laatste keer dat ik hier was leefde mijn {oma|peettante|oude leraar} nog, en dat zei ik, zomaar.
1 Wij waren {verdwaald|kletsnat|doodmoe|te voet gekomen} en dat was te zien.
1 Voor $reden kwam ik binnen met een pak over mijn arm.
1 $Wie durfde niet met de lift.
1 Er was een fout in mijn boeking, door mijzelf gemaakt.
2 Nog voor de papieren kwam er {een handdoek|warme chocola|een stoel|een glas water}.
2 De jongen aan de balie zei: geef mij die tas, dan komt u straks tekenen.
2 Er werd niet gezucht, er werd meegedacht.
2 Ze liep mee naar boven om {het raam|het slot|de thermostaat} uit te leggen, en droeg de zwaarste tas.
2 Hij had in de buurt al gebeld waar we nog konden eten.
2 Iemand wist van de vorige keer nog hoe wij {de koffie|het kussen|de krant} graag hebben.
2 De kamer was klaar, en er stond {een bloem|een kaartje|een kommetje soep|een doos potloden} op tafel.
2 Een collega haalde, in eigen pauze, {een oplader|een strijkijzer|een paraplu|kinderpleisters}.
2 Ze vroeg hoe de reis was en luisterde naar het antwoord.
3 Ik wist niet dat je zo binnen kon komen.
3 We waren er nog geen vijf minuten en we waren thuis.
3 $Wie heeft het al aan {de hele straat|iedereen|het koor|de kapper} verteld.
3 Dat koop je niet.
3 Voor zoiets kom ik terug.
3 En niemand deed alsof het bijzonder was.
3 Die avond hebben we er nog over gepraat.
3 Ik heb een briefje achtergelaten, maar hier ook nog maar een keer: dank u wel.

@ checkin better t? 35
1 De kamer was niet klaar om drie uur, en daar begon het goede mee.
1 Er was een lekkage boven onze kamer.
1 We moesten {drie kwartier|een uur|een half uur} wachten, met $wie en een hongerige kleuter.
1 De schoonmaak liep achter, dat hoorden we nog voor we het vroegen.
1 Een vorige gast bleek nog in onze kamer te slapen.
1 Door een storing wist niemand welke kamers klaar waren, en dat zei hij ook zo.
2 Ze liep zelf naar ons toe, zei waarom, en bracht {soep|limonade|thee|tosti’s}.
2 Hij schreef de tijd op een briefje en kwam vijf minuten eerder.
2 We kregen een wandeling van {een uur|veertig minuten} op een kaartje getekend, met een bank erin.
2 Er werd een tafel bij het raam gedekt, zonder dat we iets hadden gevraagd.
2 De receptionist belde mij toen het zover was; ik stond net bij {de kaasboer|de kerk|het water}.
2 Iemand van de keuken kwam vragen of de kinderen wilden helpen met {koekjes|pannenkoeken|servetten vouwen}.
3 De kinderen vroegen of we morgen weer mochten wachten.
3 Zo wordt een fout een verhaal.
3 Ik had boos willen zijn en kreeg er de kans niet voor.
3 Van het wachten weet ik alles nog, van de kamer niets.
3 $Wie vertelt het nu als het beste van de reis.
3 Daar werken mensen die iets mogen.
)told";
}

}  // namespace goud::cli::demo
