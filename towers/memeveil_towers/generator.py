"""Sentences that teach the text tower behaviours which the data sets show too rarely.

Data sets of posts teach a model that a group's name is itself suspicious. The sentences made here put the same
groups into statements that demean them and into statements that mention, praise or defend them, so that only the
statement's meaning separates the two. Labels follow the product's definition: offensive = demeans, threatens or
mocks people for who they are.
"""

import random
import re
from dataclasses import dataclass

# plural, singular, and whether the singular takes "a" or "an"
GROUPS = [
    ("women", "woman"), ("girls", "girl"), ("gay people", "gay man"), ("gays", "gay guy"), ("lesbians", "lesbian"),
    ("trans people", "trans person"), ("trans women", "trans woman"), ("transgender people", "transgender man"),
    ("bisexuals", "bisexual person"), ("queer people", "queer person"), ("Muslims", "Muslim"), ("Jews", "Jew"),
    ("Jewish people", "Jewish man"), ("Hindus", "Hindu"), ("Sikhs", "Sikh"), ("Catholics", "Catholic"),
    ("Black people", "Black person"), ("blacks", "black man"), ("Asians", "Asian"), ("Chinese people", "Chinese woman"),
    ("Mexicans", "Mexican"), ("Latinos", "Latino"), ("Arabs", "Arab"), ("Indians", "Indian man"),
    ("Pakistanis", "Pakistani"), ("Africans", "African"), ("Nigerians", "Nigerian"), ("Somalis", "Somali"),
    ("Native Americans", "Native American"), ("Roma", "Roma woman"), ("Turks", "Turk"), ("Poles", "Polish guy"),
    ("immigrants", "immigrant"), ("migrants", "migrant"), ("refugees", "refugee"), ("foreigners", "foreigner"),
    ("disabled people", "disabled person"), ("deaf people", "deaf man"), ("blind people", "blind woman"),
    ("autistic people", "autistic kid"), ("people in wheelchairs", "person in a wheelchair"),
    ("people with Down syndrome", "person with Down syndrome"), ("old people", "old woman"), ("fat people", "fat girl"),
    ("white people", "white man"), ("people of color", "person of color"),
]

DEMEANING = ("disgusting vile worthless stupid subhuman filthy inferior repulsive pathetic dirty dumb evil lazy "
             "primitive savage ugly useless rotten degenerate revolting untrustworthy brainless").split()
THINGS = ("trash|vermin|parasites|animals|a disease|scum|a cancer on this country|rats|cockroaches|garbage|a plague|"
          "pigs|monkeys|leeches|a waste of space|filth|monsters|freaks|an infestation|dogs|the lowest form of life").split("|")
HARMS = ("shot|deported|locked up|wiped out|beaten up|hanged|thrown out|burned alive|gassed|put down|exterminated|"
         "kicked out|put in camps|punched in the face|sterilised|drowned|erased from this earth|whipped").split("|")
PRAISE = ("wonderful brilliant kind funny talented strong amazing beautiful brave smart generous inspiring lovely "
          "creative hard-working").split()
PLACES = ("my town|our school|the office|this country|the stadium|our street|Europe|the bus|the theatre|my family|"
          "the band|Berlin|the hospital|our team|the university|the neighbourhood").split("|")
WORKS = ("doctors|teachers|engineers|nurses|artists|bakers|drivers|students|musicians|scientists|parents|farmers|"
         "writers|firefighters|lawyers|footballers").split("|")
THINGS_ANYONE_HATES = ("mondays|this traffic|my printer|pineapple pizza|the new update|this weather|mosquitoes|my alarm clock|"
                       "this phone|homework|cold coffee|that film|wet socks|long queues|this game|spam calls|my old car|"
                       "slow wifi|this song|school uniforms").split("|")
UNPROTECTED = ("bankers|landlords|politicians|football hooligans|spammers|tax collectors|influencers|bad drivers|"
               "scammers|hipsters|paparazzi|people who talk in the cinema|billionaires|cat people|gamers").split("|")
SWEARING = "fucking|damn|bloody|goddamn|freaking|shitty".split("|")

# A few slurs: a filter that has never read one can't hide one. The data sets hold the rest.
SLURS = ("faggots", "trannies", "kikes", "spics", "chinks", "pakis", "niggers", "retards", "sand niggers", "dykes",
         "gypsies scum", "ragheads", "towelheads", "wetbacks", "cripples", "gooks", "whores", "bitches", "cunts")

OFFENSIVE = {
    "derogation": [
        "{G} are {D}", "all {G} are {D}", "{G} are so {D}", "{G} are {T}", "I hate {G}", "I can't stand {G}",
        "I {S} hate {G}", "{G} disgust me", "{G} make me sick", "{G} are nothing but {T}", "every {g} is {D}",
        "that {g} is {T} like all {G}", "you are {D} just like all {G}", "{G} ruin everything", "{G} are {D} and {D2}",
        "nothing is worse than {G}", "I've never met a {g} who wasn't {D}", "we all know {G} are {D}",
        "{G} have the brains of {T}", "{G} don't belong in {P}", "{G} should not be allowed in {P}",
        "no {G} in {P}", "keep {G} out of {P}", "{P} was better without {G}", "{G} are the reason {P} is going down",
        "{G} deserve nothing", "{G} will always be {D}", "why are {G} so {D}?", "{G}? more like {T}",
        "imagine being a {g}, how {D}", "being a {g} is {D}", "what did you expect from a {D} {g}",
        "go back to your kitchen, {G} have no place in {P}", "{G} are too {D} to be {W}", "{G} can't be trusted around children",
        "{G} can't be {W}, they are {D}", "typical {G}: {D} and {D2}", "{G} are {S} {T}", "admit it, {G} are {D}",
        "there are two kinds of {G}: {D} and {D2}", "{G} lie, steal and cheat", "{G} are all criminals", "{G} are mentally ill",
        "{G} are not real people", "{G} are less than human", "I wouldn't call {G} human", "{G} smell like {T}",
        "{G} don't deserve rights", "{G} don't deserve to live in {P}", "{G} are taking over {P} and must be stopped",
        "how do you know a {g} is lying? they open their mouth", "{G} only want our money", "{G} are a mistake of nature",
        "I respect animals more than {G}", "a good {g} is a dead {g}", "{G} should know their place",
        "the only thing {G} are good at is being {D}", "{G} are {D}, no offence", "science proves {G} are {D}",
        "I'm not racist but {G} are {D}", "I'm not prejudiced, I just think {G} are {T}", "sorry not sorry, {G} are {D}",
        "you {D} {g}", "shut up you {D} {g}", "look at this {D} {g}", "get lost, {g}, nobody wants you in {P}",
    ],
    "threat": [
        "{G} should be {H}", "all {G} should be {H}", "every {g} must be {H}", "I want {G} {H}", "{G} need to be {H}",
        "someone should get all {G} {H}", "I'll get every {g} in {P} {H}", "let's have all {G} {H}", "kill all {G}",
        "death to {G}", "I will kill every {g} I see", "if I see another {g} in {P} I'll hit them", "{G} deserve to die",
        "{G} deserve to be {H}", "{G} should die", "hope all {G} get {H}", "can't wait until {G} are {H}",
        "it would be great if {G} were {H}", "round up the {G}", "time to get rid of {G}", "we need to cleanse {P} of {G}",
        "someone please shoot that {g}", "the world would be better without {G}", "{G} should be {H} before it is too late",
        "we will hunt down {G}", "next time I see a {g} I'll smash their face", "we are coming for you, {G}", "watch out {G}, you will be {H}",
        "beat up a {g} today", "{G} should be removed from {P} by force", "hitler should have finished with {G}",
        "somebody should burn down the houses of {G}",
    ],
    "slur": [
        "{L} are {D}", "you are one of those {L}", "look at these {L}", "I hate {L}", "{L} should be {H}", "bunch of {L}",
        "no {L} in {P}", "only {L} do that", "shut up {L}", "another day, more {L} in {P}", "{P} is full of {L}",
        "get out, {L}", "these {L} make me sick", "what a bunch of {S} {L}",
    ],
    "meme": [
        "when you see a {g} in {P} and reach for the gun", "how to scare {G}: show them soap", "{G} be like: I'm {D}",
        "what's the difference between {G} and {T}? nothing", "one does not simply respect {G}",
        "brace yourselves the {D} {G} are coming", "{G} everywhere! someone call pest control",
        "not sure if {T} or a {g}", "why do {G} stink? so blind people can hate them too", "if {G} had brains they'd be dangerous",
        "roses are red violets are blue {G} are {D} and so are you", "me: hides wallet. {G} enter {P}",
        "keep calm and deport {G}", "what do you call a {g} with half a brain? gifted", "I don't always mock {G} but they are {D}",
        "first they let in {G} then {P} went to hell", "make {P} great again: no more {G}", "change my mind: {G} are {T}",
        "nobody: absolutely nobody: {G}: being {D}", "the dishwasher is broken? {G} should get back to the kitchen",
        "how many {G} does it take to change a lightbulb? none, they are too {D}", "found {G} in {P}, called the zoo",
    ],
}

HARMLESS = {
    "mention": [
        "there are many {G} in {P}", "my neighbour is a {g}", "I met a {g} in {P} yesterday", "I am a {g}", "we are {G}",
        "a {g} moved to {P}", "my best friend is a {g}", "{G} live in {P}", "most of the {W} in {P} are {G}",
        "the film is about a {g} who moves to {P}", "{G} and their families came to {P}", "the group for {G} meets on Tuesday",
        "a new study asked {G} about {P}", "some {G} are {W}", "{G} celebrate today", "two {G} work in {P}",
        "a {g} sat next to me on the bus", "what do {G} think of {P}?", "the {g} next door is one of the {W} here",
        "the museum shows the history of {G}", "{G} voted yesterday", "as a {g} I love {P}", "my cousin married a {g}",
        "I was raised by {G}", "the {g} from {P} called me", "{G} in {P} want better trains", "this book was written by a {g}",
        "a {g} walks into {P} and orders a coffee", "as a {g} in {P} I get asked for directions all day",
        "when you are a {g} and it's finally friday", "that moment when a {g} fixes your laptop", "do {G} like pineapple pizza?",
    ],
    "praise": [
        "{G} are {B}", "all {G} are {B}", "I love {G}", "{G} are {B} and {B2}", "every {g} I know is {B}", "{G} are great {W}",
        "{G} make the best {W}", "{P} needs more {G}", "so proud of the {G} in {P}", "{G} deserve respect", "{G} belong in {P}",
        "I'm proud to be a {g}", "{G} are welcome in {P}", "happy to see more {G} as {W}", "thank you to all {G}",
        "{G} deserve equal rights", "I admire {G}", "the {B} {g} saved the day", "stand up for {G}", "{G} have every right to live in {P}",
        "what a {B} {g}", "nothing beats the cooking of {G} in {P}", "{G} are people like you and me", "shout out to {G}, you are {B}",
    ],
    "negation": [
        "{G} are not {D}", "no {g} is {D}", "I don't hate {G}", "I would never say that {G} are {D}", "{G} are not {T}",
        "{G} should not be {H}", "nobody should hate {G}", "{G} are anything but {D}", "I have never hated {G}",
        "no one deserves to be {H} for being a {g}", "{G} don't deserve to be {H}", "{G} are neither {D} nor {D2}",
        "not a single {g} deserves to be {H}", "we must never let {G} be {H}", "it isn't true that {G} are {D}",
        "I don't think {G} are {D}", "{G} can't be called {D}", "{G} must not be {H}", "I don't want {G} {H}",
    ],
    "counter-speech": [
        "saying \"{G} are {D}\" is hate speech", "stop saying that {G} are {D}", "if you think {G} are {T} you are the problem",
        "anyone who says \"{G} should be {H}\" should be banned", "\"{G} are {T}\" is what a racist would say",
        "he said {G} are {D} and lost his job for it, rightly", "you can't just tell people that {G} are {D}",
        "it is wrong to claim that {G} are {D}", "people who say \"I hate {G}\" need help", "calling {G} {T} is disgusting",
        "why do people still believe {G} are {D}? it's a lie", "I was called {D} because I am a {g}, it hurt",
        "\"kill all {G}\" is a crime, report it", "someone wrote \"{G} are {D}\" on the wall in {P}, we painted over it",
        "whoever wrote that {G} should be {H} is a coward", "don't call {G} {L}", "stop using the word {L}",
        "the word {L} is a slur and hurts people", "jokes about {G} being {D} are not funny", "hating {G} is pathetic",
        "my teacher stopped a boy who shouted \"{G} are {T}\"", "imagine thinking {G} are {D} in this century, shame on you",
        "a man was arrested in {P} for shouting death to {G}", "reported the post that said {G} should be {H}",
        "they told us {G} were {D}. they were wrong", "attacks on {G} in {P} must stop",
    ],
    "other targets": [
        "I hate {X}", "I {S} hate {X}", "{X} can go to hell", "{X} should be banned", "{X} makes me sick", "{X} is {T}",
        "{U} are {D}", "{U} are {T}", "I can't stand {U}", "{U} should be {H}", "all {U} are {D}", "death to {X}",
        "who the hell likes {X}", "I want to kill {X}", "if I see {X} again I'll scream", "{X} is {D}", "this is {S} awesome",
        "what a {S} great day in {P}", "I love this {S} song", "holy shit {P} is beautiful", "{S} hell I'm tired", "this shit is funny",
        "we played like shit and I don't care", "I'm so {S} hungry", "I'll kill this level tonight", "that joke killed me", "shoot me a message",
        "my dog is so {D} and I love him", "this weed killer is deadly", "the bomb scene in that film was great",
    ],
}

FILLERS = {"D": DEMEANING, "D2": DEMEANING, "T": THINGS, "H": HARMS, "B": PRAISE, "B2": PRAISE, "P": PLACES, "W": WORKS,
           "X": THINGS_ANYONE_HATES, "U": UNPROTECTED, "S": SWEARING, "L": SLURS}
LEET = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "$"}
LETTER = re.compile(r"[a-z]")


@dataclass(frozen=True)
class Sentence:
    text: str
    offensive: bool
    behaviour: str


def _fill(template: str, group: tuple[str, str], rng: random.Random) -> str:
    values = {name: rng.choice(words) for name, words in FILLERS.items()}
    text = template.format(G=group[0], g=group[1], **values)
    return re.sub(r"\b([aA]) (?=[aeiouAEIOU])", r"\1n ", text)


def _roughen(text: str, rng: random.Random) -> str:
    """Spelling as posts have it: case, a dropped letter, leet, letters apart, end marks."""
    roll = rng.random()
    if roll < .25:
        text = text.upper()
    elif roll < .35:
        text = text[0].upper() + text[1:]
    elif roll < .40:
        at = rng.randrange(len(text))
        text = text[:at] + text[at + 1:]
    elif roll < .44:
        text = "".join(LEET.get(c, c) if rng.random() < .4 else c for c in text)
    elif roll < .47:
        words = text.split()
        at = max(range(len(words)), key=lambda i: (len(words[i]) > 4, rng.random()))
        words[at] = rng.choice([" ", ".", "-"]).join(words[at])
        text = " ".join(words)
    return text + rng.choice(["", "", "", ".", "!", "!!"])


def generate(n: int, seed: int, groups=None, held_out: bool | None = None) -> list[Sentence]:
    """`n` sentences, half of them offensive, the same for the same seed.

    held_out: None takes all templates; False leaves out every fourth template of each behaviour; True takes those alone
    (validation on wordings that training never saw).
    """
    rng = random.Random(seed)
    groups = groups or GROUPS

    def chosen(table):
        return {b: [t for i, t in enumerate(ts) if held_out is None or (i % 4 == 3) == held_out] for b, ts in table.items()}

    tables = {True: chosen(OFFENSIVE), False: chosen(HARMLESS)}
    sentences = []
    for i in range(n):
        offensive = i % 2 == 0
        table = tables[offensive]
        # behaviours with more templates are drawn more often, but not in proportion
        behaviour = rng.choices(list(table), weights=[len(ts) ** .5 for ts in table.values()])[0]
        text = _roughen(_fill(rng.choice(table[behaviour]), rng.choice(groups), rng), rng)
        sentences.append(Sentence(text, offensive, behaviour))
    return sentences
