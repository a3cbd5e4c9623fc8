#include "cli/demo/told_parts.hpp"

namespace goud::cli::demo {

// Until the stay, and its first quarter of an hour.
std::string_view english_before() {
  return R"told(
$ who = my wife|my husband|my mother|my father|my sister|a friend|my brother|our daughter|our son|a colleague|my aunt|my neighbour|my grandson
$ stay = one night|two nights|three nights|a weekend|a long weekend|half a week
$ reason = a wedding|a concert|a funeral|a conference|a birthday|a walking tour|an exhibition|a christening|a job interview|a tournament

@ website less n 15
1 I wanted to know what $stay would cost, and only that.
1 We were looking on {a train|a bus|a bench}, with {two bars of signal|cold hands|a sleeping child}.
1 It said {from 89|from 94|from 99} euros, and ‘from’ is not a price.
1 $Who and I each got a different total for the same room.
1 The room was {112|104|118} euros on one screen and {131|123|137} on the next.
2 The taxes were hiding at the bottom in grey.
2 I had to give my name before I was given a sum.
2 In the end I rang, and somebody told me in {ten|fifteen} seconds.
2 Going back meant filling in the dates {again|from the start}.
2 A banner kept sliding over the figure I was after.
3 I booked, but I booked frowning.
3 A minute, you promise. I made tea in the time it took.
3 The price was fair. Finding it was not.
3 It made me feel like prey.
3 Please, just say the number.

@ website as y 12
1 Looked up $stay for $reason.
1 Compared two hotels over {lunch|breakfast|a cup of tea}.
1 My {uncle|godfather|landlady}, who is {77|80|84}, found it unaided.
1 Needed a room near the station, quickly.
2 The whole price was there, tax and all.
2 One figure, and it stayed that figure.
2 It took less than a minute to see the cost.
2 No surprises on the next screen.
3 Good.
3 That is all I ask of a site.
3 Nothing to add.
3 Then I went to bed.

@ website better y 10
1 Beside the price stood what the price leaves out.
1 The site told me that {Sunday|Thursday|the week after} would be {ten|twelve|fifteen} euros cheaper.
1 It warned of {roadworks|the fair|church bells} in the week we had in mind.
1 I am nearly blind and use a screen reader.
2 Everything was added up in one line and read like plain speech.
2 Within a minute I knew what we would pay, to the cent.
2 There was a number to ring, and the hours at which someone picks up.
3 You believe the rest after that.
3 $Who has been sent the link as an example.
3 I have not seen that before.
3 We stayed a night longer because of it.

@ choosing less n 18
1 In the picture there was a {bath|desk|balcony|sofa}. In the room there was not.
1 We chose the {corner room|garden room|big room|one with the view} for $reason.
1 The photograph must have been taken {years ago|lying on the floor|in another building}.
1 I picked it for the {light|desk|space}, because I had to {work|paint|rehearse} there.
1 A view of the {canal|church|harbour}, I thought. It was a view of the {bins|car park|neighbours’ boiler}.
2 At the desk I was told that pictures ‘give an impression’.
2 There was no other room left, they said.
2 We could change for {twenty|twenty-five|fifteen} euros.
2 Somebody would look into it, and may be looking still.
2 They nodded kindly and did nothing.
3 It was a decent room. It was not our room.
3 $Who made jokes about it for two days.
3 Next time I shall choose by number.
3 A good picture makes an ordinary room smaller.
3 We let it be, but I am saying it here.

@ choosing as y 12
1 Chose a {plain|small|quiet} room for $stay.
1 We always take the {one at the back|attic|cheapest one}.
1 Went by the photographs.
1 Picked a room with {two beds|a bath|a desk}.
2 It was the room in the picture, curtains and all.
2 What we saw is what we got.
2 The same as on the site, no bigger and no smaller.
2 The picture was honest.
3 Fine.
3 Nothing to report.
3 $Who agreed.
3 Same again next year.

@ choosing better y 12
1 I wrote that $who {sleeps badly|uses a stick|is afraid of heights|is very tall}.
1 There was a floor plan with the {lift|bar|street} on it.
1 We took the cheapest room and expected the cheapest room.
1 Twice I rang to ask which room has the morning sun.
2 A day later came a message: another number suits you better, at the same price.
2 Someone had gone up and taken a picture from the window for us.
2 They were frank about what was wrong with it, which was very little.
2 It was as pictured, and a {longer bed|better chair|second lamp} had been put in.
3 That is how one likes to choose.
3 We have booked the same one again.
3 $Who calls it ‘our room’ now.
3 I tell everybody who will listen.

@ booking less n? 18
1 The mail said {188|204|176} euros and the bill said {202|223|190}.
1 It looked as if {breakfast|parking|the dog} was included.
1 The deposit was taken {twice|again on arrival}.
1 We were {six|eight|five} people for $reason and had worked it all out beforehand.
1 A charge for {cleaning|a late arrival|being one person} had crept in.
2 It was put right after my {second|third} call.
2 On the telephone I was told it is in the conditions.
2 Nobody could tell me where the difference came from.
2 The answer to my question was a form.
2 The girl at the desk said, honestly, that it happens a lot.
3 It is not the money, it is the sum.
3 I would rather pay more and know it.
3 The room was good. The start was not.
3 $Who now asks every hotel whether that is really all.
3 I add things up these days.

@ booking less ?n 14
1 At {four|half past three|a quarter past four} the day before I tried to move it by a night.
1 $Who fell ill and we wanted to change, in good time.
1 Our ferry was cancelled, so we needed a day later.
1 Of three nights we wanted to make two.
2 The site said it was too late.
2 They charged {30 euros|half a night|a whole night} without a word.
2 One person said it could be done and another said not.
2 Somebody was going to ring back.
3 Free until six, it says. I was in time.
3 We came all the same, one of us coughing.
3 A promise with an asterisk is another promise.
3 They let me off after a letter.

@ booking as y? 15
1 Booked $stay {on the telephone|on the site|through work|from the ferry}.
1 A room for $reason.
1 The {third|fourth|fifth} time I have booked here.
1 Two rooms side by side.
2 I paid what the screen had said.
2 Confirmation at once, price unchanged.
2 The same to the last cent.
2 No boxes ticked in advance, and one price.
2 Nothing was added afterwards.
3 Done.
3 As it should be.
3 I had forgotten about it until you asked.
3 Not much of a story, I am glad to say.

@ booking as yy 6
1 Moved it by a day because {the train was off|$who had to work|my meeting moved}.
1 Took one night off, {a week ahead|the day before, at three}.
1 Went from two rooms to one.
2 It cost nothing and the rate stayed as it was.
2 Two clicks, no fee.
2 New confirmation, same price a night.
3 Well arranged.
3 Promised and done.
3 Quicker than boiling an egg.

@ booking better y? 15
1 I had mentioned that it was {our anniversary|my last working day|my mother’s eightieth}.
1 By mistake I had booked {the wrong month|the wrong hotel|a night too many}.
1 In the remarks I put ‘{bad knee|no feathers|early train}’ and expected nothing.
1 My daughter booked for her grandfather, from {Canada|Lisbon|a boat}.
1 I asked whether the bicycles could sleep indoors.
2 They rang me the same afternoon, to be sure.
2 There was a line in the confirmation that a person had written.
2 They offered a cheaper room because it lay better.
2 By the evening I had an answer, with {a map|the bus times|the weather}.
2 Someone had passed it on, and on arrival it turned out to be true.
3 And the price stayed as it was.
3 A machine does not do that.
3 I arrived already pleased.
3 $Who was quite silenced.
3 I shall remember a booking, of all things.

@ booking better ?y 8
1 {The day before|That very afternoon} I had to change everything, as $who was in hospital.
1 Our car had died in {Hanover|Antwerp|Lille|Bremen}.
1 My flight came in a day late.
1 The snow kept us at home.
2 They asked how things were first, and about dates only afterwards.
2 ‘Come when you can,’ she said, and that was the whole conversation.
2 It was moved in a minute, at no cost, and the {taxi|dinner|museum} with it.
3 One remembers who was kind when it mattered.
3 We came a month later and were greeted by name.
3 I had braced for an argument.

@ checkin less n? 55
1 {A quarter past four|Half past four|Ten to five} and still no room.
1 We sat in the lobby with {two|three} children and {a pushchair|a dog|four cases}.
1 We had come for $reason and counted on three o’clock.
1 I had been travelling since {five in the morning|the night before|Edinburgh}.
1 ‘A few more minutes’, at three. It was {an hour|an hour and a half|seventy minutes}.
1 $Who cannot stand for long, and one could see that.
1 The room was not ready at three, nor at four, and then I stopped looking.
1 Well past three we stood in wet coats beside {the leaflets|the palm|the door}.
1 I come {every autumn|twice a year} and it used to be ready.
1 {Six|Seven|Eight} of us were waiting, strangers at first.
2 Nobody came to say anything until I went and asked.
2 They rang upstairs four times and hung up four times.
2 The young man at the desk did not know why either.
2 Someone walked to and fro with a sheet of paper.
2 I asked for a coffee. She was not allowed to give one, she said.
2 The key machine gave no key and the other one was out of order.
2 One said ten minutes, another said half an hour, and both were wrong.
2 Three parties who came after us went up before us.
2 When I asked how long, there was only a sigh.
3 We lost our table in town.
3 Waiting is nothing. Not knowing is.
3 One honest sentence was all I wanted.
3 At {half past five|a quarter past five|six} the cases were finally upstairs.
3 It was a lovely room, but by then I could not see it.
3 $Who spoke of nothing else all evening.
3 We missed the {walk|concert|boat}.
3 Promise five o’clock, then, and keep it.
3 A pity, for they are nice people.

@ checkin less ?n 18
1 There were {eight|nine|eleven} people before us and one desk open.
1 {A quarter of an hour|Twenty minutes|Half an hour} in a line with $who.
1 A coach had arrived just ahead of us.
1 The line reached the {revolving door|lift|street}.
1 The machine for doing it yourself was switched off.
2 A second desk stayed shut while somebody sat typing behind it.
2 The one at the desk did everything, and the telephone too.
2 Nobody looked up, nobody said it would take a while.
2 She had to walk to the back office for each of us.
3 After that it was quick. After that.
3 Five minutes is the promise. It was more.
3 $Who sat down on the suitcase.
3 One nod would have done.
3 My {back|knee|temper} is not made for it.

@ checkin less t? 8
1 It was late, and they said so.
1 There was {illness among the cleaners|a leak|a stuck lift}, we were told at once.
1 We knew why we had to wait, I give them that.
2 But there was nowhere to sit and nothing to drink.
2 After that it was silent for an hour.
2 It could have been in a mail the evening before.
3 The christening began without us.
3 I understand it, and I wanted a room.
3 Knowing why is half of it. The other half is a bed.

@ checkin as y? 25
1 Arrived at {three|ten past three|half past three}.
1 Came by {train|bicycle|car|coach} after {a wet day|a long drive|an easy journey}.
1 Checked in for $stay with $who.
1 My {third|fourth|sixth} stay.
1 A {busy Friday|quiet Tuesday|plain Monday}.
1 Here for $reason and short of time.
2 The room was ready.
2 Gave a name, got a key, went up.
2 It was ready at the hour that was promised.
2 A signature and the lift.
2 They told us when breakfast was, and that was that.
3 Good.
3 No more is needed.
3 Nothing to add.
3 Friendly, without a fuss.
3 $Who was content too.
3 Then into town.

@ checkin as t? 10
1 The room came {half an hour|an hour|forty minutes} late.
1 At three it was not quite there yet.
1 We were there and the room was not.
2 They said so straight away, and why.
2 The receptionist came to tell us, with a time that was right.
2 Someone was ill; one can understand that once one knows.
3 Then it is fine by me.
3 We had a sandwich meanwhile.
3 These things happen.
3 One knows where one stands.

@ checkin better y? 25
1 We came in out of {a downpour|the snow|a gale|the heat}.
1 It was $who’s birthday, and nobody had been told.
1 Our luggage was {in Zurich|in Oslo|on the wrong train}.
1 I was {three hours early|far too early} and expected nothing.
1 I arrived with {a sleeping toddler|a cello|a broken arm|a cat in a basket}.
1 We were lost, wet and late, and it showed.
1 For $reason I came in with a suit over my arm.
2 Before any papers there was {a towel|hot chocolate|a chair|a glass of water}.
2 ‘Give me that bag,’ said the man at the desk, ‘and sign when you come down.’
2 She walked us up to explain {the window|the heating|the lock}, carrying the heaviest bag.
2 He had already rung round to see who was still serving food.
2 They remembered how we take our {coffee|pillows|newspaper}.
2 The room was ready, with {a flower|a card|a bowl of soup} on the table.
2 A colleague went out, in her own break, for {a charger|an iron|an umbrella}.
3 I did not know one could arrive like that.
3 Within five minutes we were at home.
3 $Who has told {the whole street|the choir|the hairdresser}.
3 One cannot buy that.
3 And nobody behaved as if it were special.
3 We are coming back for it.

@ checkin better t? 14
1 The room was not ready at three, and that is where the good part began.
1 There was a leak above our room.
1 We had to wait {forty minutes|an hour|half an hour}, with $who and a hungry four-year-old.
1 The cleaning was behind, they told us before we asked.
1 Another guest was still asleep in our room.
2 She walked over to us, said why, and brought {soup|lemonade|tea and toast}.
2 He wrote the time on a note and came five minutes early.
2 We were given a walk, drawn on a map, with a bench in it.
2 The cook asked whether the children would help with {biscuits|pancakes|napkins}.
2 They rang me when it was ready; I was {at the cheese shop|in the church|by the water}.
3 The children asked if they could wait again tomorrow.
3 That is how a mistake becomes a story.
3 I had meant to be cross and never got the chance.
3 $Who tells it as the best of the trip.
3 People work there who are allowed to do things.
)told";
}

}  // namespace goud::cli::demo
