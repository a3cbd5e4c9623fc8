#include "cli/demo/told_parts.hpp"

namespace goud::cli::demo {

// From the room to the days after leaving.
std::string_view english_stay() {
  return R"told(
$ who = my wife|my husband|my mother|my father|my sister|a friend|my brother|our daughter|our son|a colleague|my aunt|my neighbour|my grandson
$ stay = one night|two nights|three nights|a weekend|a long weekend|half a week
$ number = 104|112|117|203|206|211|218|224|301|305|309|312
$ hour = one|half past one|two|a quarter past two|half past two|three
$ thing = scarf|reading glasses|charger|hat|diary|coat|jumper|teddy|umbrella|walking stick

@ room less n? 30
1 Music until $hour, from {the street|the bar on the corner|the hall below}.
1 In room $number you hear {the lift|the pipes|the neighbours|the ice machine} as if you were inside it.
1 Above us they moved {chairs|cases|wardrobes} until $hour.
1 A door on the landing banged all night.
1 At {five|half past five} came the {bottle bank|bread van|bin lorry}.
1 There was a {party|football club|conference} on our floor.
1 $Who sleeps through anything, but not through this.
2 The desk would send someone up. He must have been quieter than the rest.
2 I rang and heard that others had rung too.
2 There was no other room, and there were no earplugs.
2 Someone did come, and five minutes later it began again.
2 I put {a towel along the door|cotton wool in my ears|a chair against the handle}.
2 Nobody mentioned it in the morning.
2 The night porter said it was not his to decide.
3 Silence is promised, and it is why we came.
3 At breakfast you could see who had slept on that side.
3 We went home a day early.
3 $Who does not care to drive after such a night.
3 Tell me beforehand and I will choose another day.
3 A day in a fine town, half asleep.
3 The second night was quiet, so it can be done.

@ room less n? 14 zwl
1 The crane next door starts at {half past six|a quarter to seven}.
1 Under room $number there is a terrace that laughs until $hour.
1 Something on the roof hums.
1 Zwolle is lovely, and not silent at the front.
1 There was building going on. They knew and we did not.
2 The man at the desk had heard it before and shrugged.
2 The back of the house was full.
2 There were earplugs on the pillow, which is also a message.
2 It is not on the site and it was not in the mail.
3 I can still hear it.
3 One line beforehand and I would have said nothing.
3 $Who slept in {the bath|the car|a chair on the landing}.
3 A pity about a good hotel.

@ room less ?n 18
1 There was a {hair|plaster|crumb|cotton bud} where one does not want it.
1 Under the bed in $number I found {a pill|an empty bottle|a child’s sock}.
1 The {curtains|skirting boards|lampshade} had not been touched in a long while.
1 The bathroom smelt of {the last guest|a wet cloth|smoke}.
1 The glass had lipstick on it.
2 Somebody came with a cloth and no words.
2 The lady who came was ashamed, which was the worst of it.
2 They have too little time, she told us.
2 It would be passed on. The next day it was still there.
2 I dealt with it myself.
3 A good room otherwise, but then you start looking.
3 Your promise mentions corners.
3 $Who has slept in socks ever since.
3 Fifteen more minutes would have done it.

@ room as y? 22
1 Slept $stay in room $number.
1 A room on the {back|garden|street|courtyard}.
1 We were tired from {walking|cycling|the journey}.
1 I am a light sleeper, so I notice.
1 Shared with $who.
1 The hotel was full, but one would not have known.
2 It was quiet.
2 Slept through to the alarm.
2 Not a door, not a voice.
2 Quiet after half past ten, as it says.
2 Dark and still.
3 A good bed as well.
3 That is the whole story.
3 Nothing to complain about.
3 It is what I came for.
3 $Who snored, but that is not your doing.

@ room as ?y 13
1 Had room $number.
1 I always run a finger along the skirting board.
1 $Who is allergic to dust.
1 A small room with a small bathroom.
2 Clean, corners included.
2 Fresh, even behind the door.
2 Not a hair, and I look.
2 The bathroom shone.
3 My compliments to whoever does it.
3 As a room should be.
3 I never had to ask.
3 One only notices when it is not so.

@ room better ?y 25
1 Our {youngest|eldest} had built a tower of {cups|boxes|socks} on the floor.
1 $Who was poorly and stayed in bed all day.
1 My reading glasses had lost an arm.
1 My shoes were soaked from {the beach|the walk|the mud}.
1 The children had left a drawing for the cleaner.
1 A button had come off my coat.
2 Whoever does $number had left {a note|a glass of water with a saucer on it|a little dish of grapes}.
2 She had dusted everything and moved nothing, not by a centimetre.
2 Without a word being said it was seen to when we returned.
2 There were a few kind words beside it, in capitals.
2 The room was clean, and she had thought of this too.
2 A lady from housekeeping knocked and asked if she could help.
3 That lady should have a rise.
3 $Who nearly cried.
3 Who does such a thing, on an ordinary Tuesday?
3 We talked about it all the way home.
3 It was in no brochure.
3 A room need not even be large.

@ room better n? 10
1 At $hour I stood at the desk in pyjamas, because of the neighbours.
1 There was a party and we were not asleep.
1 The fan ticked and it was one in the morning.
1 A car alarm, over and over.
2 Within five minutes we were in $number, pillows and all.
2 The night porter came with {tools|tea|a plan} and stayed until it was quiet.
2 He did not ask whether it was bad, he asked when we had to be up.
2 In the morning someone told us what it had been and what they would do about it.
3 A short night, and I left in good spirits.
3 That is another way to solve a thing.
3 After that I slept like a log.

@ room better y? 12
1 I had said that I {sleep badly|work nights|must be up at four}.
1 After {weeks in a hospital|moving house|a new baby} I hoped for one good night.
1 We live beside a motorway.
1 We slept on the side of {the garden|the water|the old wall}.
2 There was another pillow, and I had not asked for one.
2 It was so quiet that I heard my own breath.
2 They had kept the room at the very back for us.
2 A little book of bedtime stories for grown-ups lay on the blanket.
3 Nine hours. Nine.
3 No swimming pool compares.
3 $Who wants to go every year now, just to sleep.
3 I came home rested, for once.

@ breakfast less n? 22
1 By {half past nine|a quarter to ten} the {yoghurt|bread|fruit|ham} was gone.
1 The {coffee|tea|milk} was lukewarm and so was the {toast|egg|porridge}.
1 There were more people than {chairs|cups|plates|spoons}.
1 We came an hour before the end and they were clearing away.
1 {Three|Four|Five} dishes stood empty and went on standing empty.
1 The oranges were there. The squeezer was broken.
2 I asked if more was coming. ‘I do not think so,’ she said.
2 One girl had the whole room to herself, and that cannot be done.
2 It was filled up while we put our coats on.
2 The staff ran, only not with food.
2 Somebody brought {cucumber|gherkins|crackers} and an apology.
3 To the last minute, it says in the lift. The last minute was bare.
3 We had a roll at the station.
3 $Who ate {two bananas|dry muesli|a biscuit from her bag}.
3 The day before it was good, so they can.
3 For this money one expects a warm egg.

@ breakfast less ?n 6
1 I eat no {nuts|gluten|dairy|egg}, and that is in the booking.
1 $Who cannot have {lactose|shellfish|soya}, and had said so.
1 They asked about my diet {twice|three times}.
2 Nothing was ready and nobody knew.
2 I was free to go and read the packets.
2 ‘You could have the fruit,’ someone said.
3 An allergy is not an opinion.
3 So one says it all over again.
3 I shall bring my own.

@ breakfast as y? 25
1 Came down at {half past seven|eight|nine|a quarter past nine}.
1 Sat at the window with $who.
1 Coffee, a roll, an egg.
1 It was busy with {cyclists|a wedding|a chess club}.
1 An early one, because of the {train|traffic|meeting}.
1 {Second|Third|Fourth} morning, same table.
2 Everything was there and everything was fresh.
2 It was topped up all the time.
2 Warm bread, soft egg.
2 Plenty left, even for the late ones.
2 Fresh juice and good coffee.
3 As a breakfast should be.
3 It saw me through the day.
3 Nothing special, simply good.
3 $Who had a second plate.
3 The staff were kind.
3 I was done in a quarter of an hour.

@ breakfast better y? 25
1 $Who does not {see|walk|choose} easily.
1 We had been married for {forty|fifty|ten} years and nobody knew.
1 I told the cook that it smelt like my grandmother’s kitchen.
1 My son, who is {five|six|seven}, was let into the kitchen.
1 I had never eaten {rye bread with bacon|herring in the morning|mustard soup}.
1 On the morning of my {exam|interview|operation} I could not swallow.
1 I asked what was in the bread.
2 The waitress came over and took her time.
2 A plate came with a little of everything.
2 The cook came out to us, floury hand and all.
2 A lad from the restaurant fetched something from the {baker|garden|market}.
2 We were given {a jar of jam|a bag of rolls|the recipe for the cake|half a loaf} to take along.
2 Somebody had overheard, and the next morning they still knew.
3 That is not breakfast, that is being a guest.
3 $Who still talks about it.
3 It cost them nothing and gave us the day.
3 I left the house another person than I got up.
3 One goes back for such a thing.
3 At home we cannot get it like that.

@ breakfast better yy 6
1 For my {coeliac disease|nut allergy|diet} I always bring something of my own.
1 I had mentioned it when booking and expected a banana.
1 $Who eats {halal|vegan|without salt}, and had said so.
2 There was a card with my name beside a {basket|shelf|dish} of its own.
2 The cook had written it out, starting with what I can have.
2 I could eat the same as the rest of the table.
3 Nobody asked a second time.
3 The first ordinary breakfast in years.
3 One does not feel a nuisance, then.

@ checkout less - 14
1 There was {a bottle of water|a day’s parking|a film} on the bill that was not ours.
1 We had a train at {ten past ten|half past ten|a quarter past nine}.
1 A group was paying ahead of us, one by one.
1 I needed an invoice in my firm’s name.
1 The card machine was broken.
2 It took {a quarter of an hour|twenty minutes|three calls} before we could go.
2 Someone in charge was needed, and was in the cellar.
2 The printer refused, and that was evidently our affair.
2 There was sighing, and not by us.
3 We {just caught|missed|watched} the train.
3 A good stay with an untidy end.
3 $Who was already outside with the cases.
3 The last thing you see is what you keep.

@ checkout as - 14
1 Left the key {in the box|on the desk|with the porter}.
1 Out by {ten|half past ten|nine}.
1 Split the bill with $who.
1 I had seen the bill the night before.
2 Outside in no time.
2 Everything was right.
2 The bill came by mail, no paper.
2 They kept our bags.
3 Until next time.
3 Fine.
3 As always.
3 Nothing to report.

@ checkout better - 14
1 Our train was cancelled, and she knew before we did.
1 It was pouring when we left.
1 I asked how one gets to the {hospital|cemetery|stadium}.
1 $Who went ahead with the wrong suitcase.
1 She asked where we were going next.
2 She rang for a taxi, and when it did not come a colleague drove us.
2 There was a bar of chocolate in the side pocket of my bag, with a greeting.
2 He walked us to the corner and carried the heaviest.
2 There was a bag of {apples|buns|stroopwafels} for the road.
2 She wrote it all on a note, with the stop where you get off.
3 We had left, and were still being looked after.
3 One goes off waving.
3 I think of it at every bus stop.
3 It was the loveliest bit of the trip.

@ after less n? 22
1 I wrote about my $thing, which stayed behind in $number.
1 Mailed on {Monday|Tuesday|Wednesday} about the bill.
1 I set out my complaint about the {room|night|car park} properly, a page and a half.
1 I asked for a receipt for work.
1 {Two|Three|Four} mails, one question.
1 We wanted to know whether $who had left a {ring|coat|book}.
2 An automatic message came, with a number.
2 After {nine|eleven|fourteen} days something arrived, and not about my question.
2 They would find out and ring back.
2 I did get an offer for {the autumn|the holidays|spring}.
2 It was answered by someone who had not read it.
2 Then it went quiet.
3 A person within a day, I thought that was promised.
3 I am still waiting.
3 It has long ceased to be about the thing itself.
3 Such a good weekend, and then this.
3 A short no would have been fine.
3 I write this because another form came.

@ after less ?n 4
1 I asked to be called and that was possible, it said.
1 It was a letdown and I told you so, with my number.
2 The manager did not ring.
2 Nobody called, not later either.
3 Then do not offer it.
3 I did not even have much to say.

@ after as y? 12
1 Mailed about {an invoice|a sock|a next booking|the parking}.
1 I asked for a {receipt|copy|proof of stay}.
1 $Who had left a $thing.
1 One line on the bill was wrong.
2 The next morning there was an answer, from someone with a name.
2 Sorted the same day.
2 A short answer and a good one.
2 A person wrote back within a day.
3 Done.
3 It can be as simple as that.
3 Neat.
3 Just what I expect.

@ after as a? 8
1 Home again, cases unpacked.
1 No questions, no complaints.
1 Washing done, pictures looked at with $who.
2 Heard nothing more, and needed nothing.
2 One mail to say thank you, then peace.
2 I did not write and neither did they.
3 Just right.
3 We shall be back some time.
3 Nothing more to say.

@ after better y? 9
1 A week after we came home there was a parcel on the mat: my $thing.
1 $Who had left a $thing in $number.
1 I wrote in the evening that my $thing might still be upstairs.
1 I had not yet missed my $thing.
2 There was a handwritten note from the person who found it.
2 She even rang to ask whether the parcel had come.
2 First came a picture, taken at the breakfast table.
2 Wrapped like a present.
3 I have kept the paper.
3 $Who insists on going back.
3 I had not thought that of a large firm.
3 We know where our next weekend will be.

@ after better y? 10
1 I wrote that the {mattress|shower|reading lamp|stairs} could be better.
1 My complaint was an angry one, I admit.
1 I asked for {the soup recipe|the name of that painting|the make of the tea}.
1 I had forgotten to say how good it was, and wrote after all.
2 Within an hour somebody wrote back who had been there.
2 The answer came the same day and was no standard letter.
2 They wrote back as if we knew each other.
2 My letter hangs in their corridor, they wrote.
3 I have kept it.
3 That is how a customer becomes a friend.
3 I read it out to {my team|the book club|my sister}.
3 I no longer minded how it began.

@ after better ?y 3
1 The manager rang, as promised, {on Tuesday at ten past nine|the next afternoon}.
1 Somebody called who had read my story to the end.
2 We spoke for a quarter of an hour, mostly about what could be better.
2 She said it had not been right and added no ‘but’.
3 My anger had gone.
3 A month later I heard that it was mended.
)told";
}

}  // namespace goud::cli::demo
