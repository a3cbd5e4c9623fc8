#include "cli/demo/story_texts.hpp"

namespace goud::cli::demo {
namespace {

using enum Touch;
using enum Felt;
using enum Season;

constexpr StoryText stories[] = {
    // Finding the website
    {website, as_expected, false, "y", "", any, "Found the price with breakfast and tax before my tea was cool enough to drink."},
    {website, as_expected, false, "y", "", any, "Plain site, plain English, one price. Good."},
    {website, less, false, "n", "", any, "The English page was a season behind the Dutch one. I only noticed because my neighbour is from Delft."},
    {website, less, false, "n", "", any, "I was shown a price for one person. We are, as I had ticked twice, two."},
    {website, better, true, "y", "", any, "It told me when the hotel would be noisy because of a street market. I booked the weekend after, and went to the market anyway."},
    {website, better, true, "y", "", any, "A photograph of the actual shower. You have no idea how rare that is."},
    {website, as_expected, false, "y", "", any, "Nothing flashed at me and nobody else was looking at this room. A relief."},

    // Choosing a room
    {choosing, as_expected, false, "y", "", any, "The room looked the way it looked. I mean that as praise."},
    {choosing, less, false, "n", "", any, "Canal view if you lean. My wife held my belt."},
    {choosing, less, false, "n", "", any, "We chose the room with the blue wall and got the one with the pipe."},
    {choosing, better, true, "y", "ldn", any, "They wrote the number of stairs beside every attic room. I counted them on the way up: correct."},
    {choosing, better, true, "y", "", any, "There was a note that the bed is 1.80 and not 2 metres. I am 1.95, so that note saved my back."},
    {choosing, as_expected, false, "y", "", any, "Picked it in a minute, never thought about it again until I slept in it."},
    {choosing, as_expected, false, "?", "", any, "A family room for four where four people can actually walk. Fine."},
    {choosing, less, false, "n", "", any, "‘Cosy’ turned out to be an honest word after all. Next time I will read it as a measurement."},
    {choosing, better, true, "y", "", any, "I could see which room was nearest the lift and which was farthest. I am a light sleeper with a bad knee, so I spent a happy while deciding."},

    // Booking
    {booking, as_expected, false, "y", "", any, "Booked on the ferry with one bar of signal and it still went through."},
    {booking, as_expected, false, "yy", "", any, "Moved it by a week. Two clicks, no sermon."},
    {booking, as_expected, false, "y", "", any, "The amount on my card was the amount on the screen. End of story."},
    {booking, less, false, "n", "", any, "City tax appeared at the end like a waiter who has been hiding behind a plant."},
    {booking, less, false, "?n", "", any, "Tried to change the date at four in the afternoon. The promise says six. The computer says no."},
    {booking, less, false, "n", "", any, "I paid for breakfast twice: once with you and once, it seems, with you."},
    {booking, better, true, "y", "", any, "I typed the wrong month. Someone wrote to ask whether I truly meant to come for the ice skating in July."},
    {booking, better, true, "?y", "", any, "My mother went into hospital the day before. They cancelled everything, charged nothing, and asked a month later how she was. She is well."},
    {booking, better, true, "y", "", any, "I wrote that it was our fortieth anniversary. I did not ask for anything. There was a card, signed by eleven people."},
    {booking, as_expected, false, "y?", "", any, "An ordinary booking, done in an ordinary way, by an extraordinary grump. No complaints."},
    {booking, better, true, "y", "", any, "The confirmation had the platform and the bus number from the airport. It was as if someone had travelled it first."},
    {booking, less, false, "?n", "", any, "The change fee was waived after I quoted your own sentence back at you. I should not have to carry it in my pocket."},
    {booking, as_expected, false, "??", "", any, "Quick enough to do while the kettle boiled."},
    {booking, better, true, "y", "", any, "They told me a cheaper room would suit us better, and it did."},

    // Checking in
    {checkin, better, true, "y", "dev", winter, "They saw my wet coat, took it to the boiler room and rang me when room and coat were ready."},
    {checkin, less, false, "n", "", any, "An hour and ten minutes beside the umbrella stand. I now know the umbrella stand."},
    {checkin, less, false, "n", "", any, "Everyone was polite and nobody knew anything. I would have traded some of the one for the other."},
    {checkin, less, false, "n", "", any, "The sign says three o’clock. The sign was the only one who spoke to us."},
    {checkin, less, false, "n", "", any, "My daughter asked at twenty past four whether we lived in the lobby now."},
    {checkin, less, false, "n", "", any, "We flew in from Oslo with a toddler. The room was ready at five. The toddler was ready at two."},
    {checkin, less, false, "nn", "", any, "A queue to be told that there would be a wait, and then the wait."},
    {checkin, less, false, "n", "", any, "I watched them telephone upstairs six times. Upstairs did not seem to have a telephone."},
    {checkin, less, false, "?n", "", any, "One desk open out of three. The person at it deserves a raise and a chair."},
    {checkin, less, true, "n", "", any, "I was handed a key to a room with someone’s breakfast in it. Half eaten. Still warm."},
    {checkin, less, false, "t", "", any, "They did explain, I give them that. I still missed the organ concert I had come for."},
    {checkin, less, false, "n", "", any, "Stayed here five times and it was always ready. This autumn it is as if the hotel has forgotten what time it is."},
    {checkin, as_expected, false, "y", "", any, "Passport, signature, lift. Lovely."},
    {checkin, as_expected, false, "t", "", any, "Ten minutes late, with a reason and a glass of water. That is all anyone asks."},
    {checkin, as_expected, false, "yy", "", any, "In and up before my wife had parked the car."},
    {checkin, as_expected, false, "y", "", any, "Friendly, brisk, and no speech about the loyalty programme."},
    {checkin, better, true, "t", "", any, "Room not ready, so the young man at the desk drew us a walk on the back of a map: forty minutes, one bridge, one bakery. It was ready when we returned. We were not."},
    {checkin, better, true, "yy", "", any, "He pronounced my Welsh surname correctly. I nearly extended the stay on the spot."},
    {checkin, better, true, "y", "", any, "I arrived after midnight, starving. They made me a cheese sandwich the size of a paperback."},
    {checkin, better, false, "y", "", any, "Ready at half past one. I cried a little; it had been that sort of flight."},

    // Room and quiet
    {room, less, false, "n", "zwl", any, "A crane outside the window and a beep every time it reversed. It reversed a great deal."},
    {room, less, false, "n", "zwl", any, "Pleasant town, pleasant staff, and a compressor on the roof that sings from two until four."},
    {room, less, false, "n", "zwl", any, "If I had known about the building work I would have asked for the back. Nobody mentioned it, so I had the front and the pile driver."},
    {room, less, false, "n", "", any, "A stag party on our corridor. By three they had reached the sea shanties."},
    {room, less, false, "?n", "", any, "Someone else’s toothbrush in the glass. I am not squeamish, but I am not family either."},
    {room, less, false, "n", "", any, "The walls are kind: they let you share in everything."},
    {room, less, false, "n", "", summer, "A mosquito, a warm night, and a window that opens to the width of a mosquito."},
    {room, less, false, "?n", "", any, "There was a biscuit behind the curtain. It had been there for some time."},
    {room, as_expected, false, "yy", "", any, "Clean, quiet, dark. I slept and then I got up."},
    {room, as_expected, false, "y", "", any, "The bells stop at eleven and start at seven. Perfectly reasonable bells."},
    {room, as_expected, false, "?y", "", any, "Spotless. Even the kettle."},
    {room, as_expected, false, "y?", "", any, "A solid room with a solid bed and no nonsense on the pillow."},
    {room, as_expected, false, "??", "", any, "Exactly like last year, including the painting of the cow."},
    {room, as_expected, false, "y", "hrn", any, "You hear the rigging of the boats, which I would pay extra for."},
    {room, better, true, "n", "", any, "I mentioned the noise once. That evening our things had been moved, neatly, to a room on the garden, and someone had put the same page of my book face down."},
    {room, better, true, "yy", "", any, "A hot-water bottle in a knitted cover. In a chain hotel. I sent a photograph to all my sisters."},
    {room, better, true, "y", "", any, "On the desk were a sharpened pencil and good paper. I wrote to my brother for the first time in six years."},
    {room, better, true, "?y", "", any, "The cleaner had found my lost contact lens case and left it on a folded towel like a jewel."},
    {room, better, false, "yy", "", any, "The quietest night of a three-week tour, and I tour with a brass band."},
    {room, better, true, "?y", "", any, "My son lines up his cars along the skirting board. Every day they had been vacuumed around, and none had moved."},
    {room, better, true, "y", "mdb", any, "There was a tide table by the bed. We walked out to the mud flats at six in the morning because of it."},
    {room, better, false, "y?", "", any, "Curtains that actually close. Somebody there has been a guest."},

    // Breakfast
    {breakfast, as_expected, false, "y", "", any, "Good bread, good cheese, strong coffee. The Dutch know what they are about."},
    {breakfast, as_expected, false, "y", "", any, "Chocolate sprinkles on bread. I am told this is normal, and it is now."},
    {breakfast, as_expected, false, "yy", "", any, "Vegan options were on the buffet and labelled, not fetched from a secret cupboard."},
    {breakfast, as_expected, false, "ya", "", any, "Busy but everything was topped up, and my egg took four minutes as requested."},
    {breakfast, as_expected, false, "y", "", any, "A sensible breakfast. I had two."},
    {breakfast, as_expected, false, "?", "", any, "It was breakfast. I am not a morning person, so that is high praise."},
    {breakfast, less, false, "n", "", any, "At a quarter to ten there was one tomato left. We looked at each other."},
    {breakfast, less, false, "?n", "", any, "I had written ‘no dairy’ on the form, in the mail and on my badge. There was a yoghurt with my name on it."},
    {breakfast, less, false, "n", "", any, "The scrambled eggs had been waiting longer than we had."},
    {breakfast, less, false, "n", "", any, "Ran out of cups, then of milk, then of smiles. A hard morning for everyone, I think."},
    {breakfast, better, true, "y", "", any, "I asked what was in the porridge. The cook came out with the recipe in her own handwriting. I have made it every day since."},
    {breakfast, better, true, "y", "", any, "They had laid a place for my late husband’s hat. It sounds strange. It was the kindest thing anyone did that month."},
    {breakfast, better, true, "yy", "", any, "A gluten-free pancake for my daughter, the same size and shape as everybody else’s. She did not have to be the special one."},
    {breakfast, better, true, "y", "lwd", any, "Sugar bread. Bread, with sugar in it. Why has nobody told us about this?"},
    {breakfast, better, false, "y", "", any, "The best tea I have had on the continent, in a pot, with a lid."},
    {breakfast, better, true, "y?", "", any, "We left at half past four for the airport and the night porter had made toast. He apologised that it was only toast."},
    {breakfast, better, true, "n", "", any, "The toaster broke, so a waiter made a show of grilling forty slices on the stove. People applauded."},
    {breakfast, better, false, "y", "", any, "Pears from the garden, with a bowl for the cores, because they keep chickens. I went to meet the chickens."},
    {breakfast, better, true, "y", "", winter, "Fog over the roofs, candles on the tables, and someone playing the piano very softly at eight in the morning."},
    {breakfast, better, true, "y", "", any, "On the third morning the waiter simply raised an eyebrow and I nodded, and it was exactly right."},

    // Checking out
    {checkout, as_expected, false, "?", "", any, "Dropped the key, took the train."},
    {checkout, as_expected, false, "?", "", any, "Quick, correct, goodbye."},
    {checkout, less, false, "?", "", any, "A minibar charge for a minibar our room did not have."},
    {checkout, less, false, "?", "", any, "Twelve minutes to print an invoice. The printer and the clerk are no longer on speaking terms."},
    {checkout, better, true, "?", "", any, "She checked the trains for us, saw that ours had been cancelled, and had a taxi there before we had finished saying oh."},
    {checkout, better, true, "?", "", any, "They kept our bikes dry and pumped the tyres. The bill did not mention it."},
    {checkout, as_expected, false, "?", "", any, "Luggage stored all day with a numbered tag, as it should be."},
    {checkout, better, true, "?", "", any, "The receptionist asked what we would remember. Nobody has ever asked us that. We stood there for ten minutes answering."},

    // After leaving
    {after, less, false, "n", "", any, "I wrote about my umbrella on the third, the ninth and the seventeenth. It has rained throughout."},
    {after, less, false, "n", "", any, "A machine thanked me for my message and wished me a pleasant stay. I was home."},
    {after, less, false, "?n", "", any, "I ticked the box to be called. I assume the box was decorative."},
    {after, as_expected, false, "y", "", any, "Asked for a receipt, had a receipt by lunch."},
    {after, as_expected, false, "a", "", any, "Silence, which I had asked for. Thank you."},
    {after, as_expected, false, "?", "", any, "One short mail, no vouchers. We will be back in spring regardless."},
    {after, better, true, "y", "", any, "My son’s bear came home by post with a luggage label, a stamp in his passport, and a photo of him at the front desk. He was gone for nine days. It has become a legend here."},
    {after, better, true, "y", "", any, "I complained about the stairs. A month later I got a photograph of the new handrail."},
    {after, better, true, "?y", "", any, "The manager rang me herself. She did not read from anything."},
    {after, better, false, "y", "", any, "A person answered, in whole sentences, the same afternoon."},
};

}  // namespace

std::span<const StoryText> english_stories() { return stories; }

}  // namespace goud::cli::demo
