"""Words and wordings of the sentence generator: groups, fillers, and templates by behaviour.

The behaviours are those that the literature on functional tests for hate speech lists (Röttger et al. 2021, Kirk et al.
2022); every group, template and filler here is our own. Labels follow the product's definition: offensive = demeans,
threatens or mocks people for who they are. The offensive wordings are here so that a filter can learn to hide them.

{G} {g} group in plural and singular, {M} its emoji · {D} demeaning and {B} praising adjectives · {T} dehumanising nouns
{H} harms · {V} {W} blame and praise as verb phrases · {P} places · {J} jobs · {X} things and {U} people that are no
protected group · {N} names · {S} swearing · {L} {l} slurs in plural and singular · {E} {K} {F} emoji that demean,
threaten, please

Neighbours in a list are alike in what they say, not in wording: the generator trains on the first of each two and
validates on the second.
"""

# by kind: plural, singular, emoji
GROUPS = {
    "gender": [
        ("women", "woman", "👩"), ("girls", "girl", "👧"), ("females", "female", "♀️"), ("housewives", "housewife", "👩"),
        ("mothers", "mother", "🤱"), ("feminists", "feminist", "👩"), ("ladies", "lady", "💃"), ("single moms", "single mom", "🤱"),
        ("trans people", "trans person", "🏳️‍⚧️"), ("trans women", "trans woman", "🏳️‍⚧️"), ("transgender people", "transgender man", "🏳️‍⚧️"),
        ("non-binary people", "non-binary person", "🏳️‍⚧️"), ("trans men", "trans man", "🏳️‍⚧️"), ("intersex people", "intersex person", "🏳️‍⚧️"),
    ],
    "orientation": [
        ("gay people", "gay man", "🏳️‍🌈"), ("gays", "gay guy", "🏳️‍🌈"), ("lesbians", "lesbian", "👩‍❤️‍👩"), ("bisexuals", "bisexual person", "🏳️‍🌈"),
        ("queer people", "queer person", "🏳️‍🌈"), ("homosexuals", "homosexual", "👨‍❤️‍👨"), ("gay couples", "gay couple", "👨‍❤️‍💋‍👨"),
        ("LGBT people", "member of the LGBT community", "🏳️‍🌈"),
    ],
    "religion": [
        ("Muslims", "Muslim", "🕌"), ("Jews", "Jew", "✡️"), ("Jewish people", "Jewish man", "🕎"), ("Hindus", "Hindu", "🕉️"),
        ("Sikhs", "Sikh", "👳"), ("Catholics", "Catholic", "⛪"), ("Christians", "Christian", "✝️"), ("Buddhists", "Buddhist", "☸️"),
        ("Muslim women", "Muslim woman", "🧕"), ("imams", "imam", "☪️"), ("atheists", "atheist", "⚛️"), ("Mormons", "Mormon", "⛪"),
    ],
    "origin": [
        ("Black people", "Black person", "👨🏿"), ("blacks", "black man", "👨🏿"), ("Black women", "Black woman", "👩🏿"), ("Asians", "Asian", "🥢"),
        ("Chinese people", "Chinese woman", "🇨🇳"), ("Mexicans", "Mexican", "🇲🇽"), ("Latinos", "Latino", "🌮"), ("Arabs", "Arab", "👳‍♂️"),
        ("Indians", "Indian man", "🇮🇳"), ("Pakistanis", "Pakistani", "🇵🇰"), ("Africans", "African", "🌍"), ("Nigerians", "Nigerian", "🇳🇬"),
        ("Somalis", "Somali", "🇸🇴"), ("Native Americans", "Native American", "🪶"), ("Roma", "Roma woman", "🎻"), ("Turks", "Turk", "🇹🇷"),
        ("Poles", "Polish guy", "🇵🇱"), ("immigrants", "immigrant", "🧳"), ("migrants", "migrant", "🛂"), ("refugees", "refugee", "🧳"),
        ("foreigners", "foreigner", "🛂"), ("asylum seekers", "asylum seeker", "🧳"), ("Russians", "Russian", "🇷🇺"), ("Koreans", "Korean", "🇰🇷"),
        ("white people", "white man", "👨🏻"), ("people of color", "person of color", "👩🏾"), ("Iranians", "Iranian", "🇮🇷"),
        ("Filipinos", "Filipina", "🇵🇭"), ("African Americans", "African American", "👩🏿"), ("Syrians", "Syrian", "🇸🇾"),
        ("Romanians", "Romanian", "🇷🇴"), ("Afghans", "Afghan", "🇦🇫"), ("Hispanics", "Hispanic", "🌮"), ("Irish people", "Irishman", "🇮🇪"),
    ],
    "disability": [
        ("disabled people", "disabled person", "♿"), ("deaf people", "deaf man", "🧏"), ("blind people", "blind woman", "👩‍🦯"),
        ("autistic people", "autistic kid", "🧩"), ("people in wheelchairs", "person in a wheelchair", "👨‍🦽"),
        ("people with Down syndrome", "person with Down syndrome", "♿"), ("mentally ill people", "mentally ill person", "🧠"),
        ("amputees", "amputee", "🦿"), ("people with disabilities", "person with a disability", "🧑‍🦼"), ("dwarfs", "dwarf", "♿"),
    ],
    "age and body": [
        ("old people", "old woman", "👵"), ("pensioners", "pensioner", "👴"), ("boomers", "boomer", "👴"), ("fat people", "fat girl", "🐷"),
        ("elderly people", "elderly man", "👴"), ("grandmas", "grandma", "👵"), ("teenagers", "teenager", "🧒"), ("short people", "short guy", "🧍"),
    ],
    "class": [
        ("poor people", "poor person", "🏚️"), ("homeless people", "homeless man", "🏕️"), ("people on welfare", "person on welfare", "🏚️"),
        ("working class people", "working class guy", "🧱"), ("rednecks", "redneck", "🛻"), ("peasants", "peasant", "🌾"),
    ],
}

# a few slurs: a filter that has never read one can't hide one; the data sets hold the rest
SLURS = [
    ("faggots", "faggot"), ("trannies", "tranny"), ("kikes", "kike"), ("spics", "spic"), ("chinks", "chink"), ("pakis", "paki"),
    ("niggers", "nigger"), ("retards", "retard"), ("sand niggers", "sand nigger"), ("dykes", "dyke"), ("gyppos", "gyppo"),
    ("ragheads", "raghead"), ("towelheads", "towelhead"), ("wetbacks", "wetback"), ("cripples", "cripple"), ("gooks", "gook"),
    ("whores", "whore"), ("coons", "coon"), ("shemales", "shemale"), ("mongoloids", "mongoloid"), ("fags", "fag"), ("sluts", "slut"),
    ("pajeets", "pajeet"), ("beaners", "beaner"), ("negroes", "negro"), ("homos", "homo"), ("spastics", "spastic"), ("gypsies", "gypsy"),
]

FILLERS = {
    "D": "disgusting vile worthless stupid subhuman filthy inferior repulsive pathetic dirty dumb evil lazy primitive savage ugly useless "
         "rotten degenerate revolting untrustworthy brainless gross hideous clueless inbred deranged barbaric cowardly greedy horrible "
         "sick awful insane dangerous deceitful brutish violent crooked".split(),
    "B": "wonderful brilliant kind funny talented strong amazing beautiful brave smart generous inspiring lovely creative hard-working "
         "fantastic loving honest incredible clever gifted awesome warm great precious fabulous".split(),
    "T": "trash|vermin|parasites|animals|a disease|scum|a cancer on this country|rats|cockroaches|garbage|a plague|pigs|monkeys|leeches|"
         "a waste of space|filth|monsters|freaks|an infestation|dogs|the lowest form of life|worms|a virus|apes|savages|a stain on humanity|"
         "snakes|insects|the scum of the earth|subhumans|abominations|a joke|human waste|maggots".split("|"),
    "H": "shot|deported|locked up|wiped out|beaten up|hanged|thrown out|burned alive|gassed|put down|exterminated|kicked out|put in camps|"
         "punched in the face|sterilised|drowned|erased from this earth|whipped|executed|stoned to death|run over|hunted down|raped|castrated|"
         "strung up|eradicated|slapped|lynched|rounded up|killed".split("|"),
    "V": "steal our jobs|ruin this country|spread diseases|molest children|live off our taxes|destroy our culture|smell awful|commit all the crime|"
         "lie about everything|breed like rabbits|control the media|can't drive|beat their wives|can't be trusted|want to replace us|"
         "hate our way of life|are only after money|sell drugs to kids|ruin every neighbourhood|never work a day|start all the wars|"
         "poison everything they touch|corrupt our children|belong in a zoo|belong in a cage|don't wash|have no brain|cause nothing but trouble|"
         "deserve what they get|are all terrorists|are genetically inferior|contribute nothing|can't control themselves".split("|"),
    "W": "run the bakery|sing in the choir|live next door|teach at our school|work nights at the hospital|play football with us|pay taxes like everyone|"
         "make great food|raise their kids here|deserve a fair chance|face discrimination every day|vote in this town|write great books|"
         "were here long before us|fought for their rights|help out at the food bank|are part of this country|love their families|"
         "get harassed far too often|won the cup last year|started a small business|tell the best jokes|need better doctors|study law|"
         "met at the library|came to the party|want to be left in peace|have the same rights as you|built this city|are just people".split("|"),
    "P": "my town|our school|the office|this country|the stadium|our street|Europe|the bus|the theatre|my family|the band|Berlin|the hospital|"
         "our team|the university|the neighbourhood|America|this building|our church|the army|London|the village|politics|the gym|Texas".split("|"),
    "J": "doctors|teachers|engineers|nurses|artists|bakers|drivers|students|musicians|scientists|parents|farmers|writers|firefighters|lawyers|"
         "footballers|pilots|soldiers|chefs|politicians".split("|"),
    "X": "mondays|this traffic|my printer|pineapple pizza|the new update|this weather|mosquitoes|my alarm clock|this phone|homework|cold coffee|"
         "that film|wet socks|long queues|this game|spam calls|my old car|slow wifi|this song|school uniforms|my laptop|that microwave|"
         "this tax form|winter|the dentist|flat tyres|my hair|broccoli|this essay".split("|"),
    "U": "bankers|landlords|politicians|football hooligans|spammers|tax collectors|influencers|bad drivers|scammers|hipsters|paparazzi|"
         "people who talk in the cinema|billionaires|cat people|gamers|vegans|estate agents|umpires|burglars|dictators|smokers|tourists|"
         "lobbyists|sports fans|capitalists|conservatives|liberals|cyclists|my exes|the rival fans".split("|"),
    "N": "Kevin|my boss|my brother|Karen from accounting|that singer|the referee|my landlord|our coach|Dave|my roommate|the mayor|my ex|"
         "this actor|the manager|Steve".split("|"),
    "S": "fucking|damn|bloody|goddamn|freaking|shitty|fuckin|bloody".split("|"),
    "E": list("🤮🤢💩🗑🐍🐀🐒🐷🤡🦠🪳🐵🐖👎🙄🦍"), "K": list("🔪🔫💣⚰🪓☠💀🔥🧨🪦👊🗡"), "F": list("❤😍🥰👏🎉🤗💕👍🌈🙌✨😊"),
}

OFFENSIVE = {
    "derogation": [
        "{G} are {D}", "all {G} are {D}", "{G} are so {D}", "I hate {G}", "I can't stand {G}", "I {S} hate {G}", "{G} disgust me",
        "{G} make me sick", "every {g} is {D}", "you are {D} just like all {G}", "{G} ruin everything", "{G} are {D} and {D2}",
        "nothing is worse than {G}", "I've never met a {g} who wasn't {D}", "we all know {G} are {D}", "{G} deserve nothing",
        "{G} will always be {D}", "being a {g} is {D}", "imagine being a {g}, how {D}", "{G} are too {D} to be {J}", "typical {G}: {D} and {D2}",
        "admit it, {G} are {D}", "there are two kinds of {G}: {D} and {D2}", "{G} are mentally ill", "{G} are all criminals",
        "{G} lie, steal and cheat", "{G} only want our money", "you {D} {g}", "shut up you {D} {g}", "look at this {D} {g}",
        "{G} are {D}, no offence", "I'm not racist but {G} are {D}", "I'm not prejudiced, I just think {G} {V}", "sorry not sorry, {G} are {D}",
        "science proves {G} are {D}", "{G} {V}", "{G} {V} and everyone knows it", "that {g} is {D}, what a surprise", "these {G} all {V}",
        "never trust a {g}", "I despise every single {g}", "I have nothing but contempt for {G}", "I'd rather die than sit next to a {g}",
        "I feel sick whenever I see a {g}", "it's in their blood, {G} {V}", "of course {G} {V}", "the problem with {G} is that they {V}",
        "{G} are the worst people in {P}", "only a {D} person could love {G}", "most {G} are {D}", "{G} are a bunch of {D} losers",
        "{D} {G} everywhere in {P}", "{G} never do anything right", "nobody likes {G} because they {V}",
    ],
    "dehumanisation": [
        "{G} are {T}", "{G} are nothing but {T}", "that {g} is {T} like all {G}", "every {g} is just {T} to me", "{G}? more like {T}", "{G}? you mean {T}",
        "{G} are {S} {T}", "{G}, those {S} {T}", "{G} are not real people", "{G} aren't even people", "{G} are less than human", "{G} are below human",
        "I wouldn't call {G} human", "nobody in their right mind calls {G} human", "{G} smell like {T}", "{G} stink like {T}", "{G} have the brains of {T}", "{G} think like {T}",
        "I respect animals more than {G}", "my dog is worth more than {G}", "a good {g} is a dead {g}", "the only good {g} is a dead one", "{G} are a mistake of nature", "{G} should never have been born",
        "{G} and {T} are the same thing", "there is no difference between {G} and {T}", "call them what they are: {G} are {T}", "let's say it out loud: {G} are {T}",
        "{P} is infested with {G}", "{G} are infesting {P}", "{G} crawl out of their holes again", "the {G} are crawling out of the sewers again", "{G} should be kept in cages", "put {G} in a cage where they belong",
        "another litter of {G} was born in {P}", "{G} keep breeding like animals in {P}", "{G} aren't people, they are {T}", "don't call {G} people, call them {T}", "can't tell {G} and {T} apart", "{G} and {T} look alike to me",
    ],
    "exclusion": [
        "{G} don't belong in {P}", "there is no place for {G} in {P}", "{G} should not be allowed in {P}", "{G} should be forbidden in {P}", "no {G} in {P}", "{P}: no {G} allowed", "keep {G} out of {P}", "don't let {G} into {P}",
        "{P} was better without {G}", "{P} used to be nice before the {G} came", "{G} are the reason {P} is going down", "{P} is going to hell because of {G}", "go back to your kitchen, {G} have no place in {P}", "stay at home, {G} are not needed in {P}",
        "{G} can't be trusted around children", "keep your children away from {G}", "{G} don't deserve rights", "{G} should have no rights", "{G} don't deserve to live in {P}", "{G} have no right to live in {P}",
        "{G} are taking over {P} and must be stopped", "stop {G} before they take over {P}", "{G} should know their place", "somebody should put {G} in their place", "get lost, {g}, nobody wants you in {P}", "go home, {g}, you are not wanted here",
        "{G} should not have the same rights as us", "we are above {G} and always will be", "I would never hire a {g}", "a {g} would never get a job from me", "I'd never let a {g} into my house", "no {g} will ever set foot in my house",
        "ban all {G} from {P}", "{G} should be banned", "send all {G} back where they came from", "ship the {G} back", "no {g} deserves respect", "I will never respect a {g}", "{G} are not welcome in {P}", "{G}, you are not welcome here",
        "why do we let {G} into {P}?", "who let all these {G} into {P}?", "it should be illegal to be a {g}", "being a {g} should be a crime", "finally a {P} free of {G}", "at last {P} got rid of its {G}",
        "{G} should never be {J}", "who would want {G} as {J}?", "stop giving {G} jobs", "stop hiring {G}", "so glad there are no {G} in {P}", "the best thing about {P} is that there are no {G}", "{P} for us, not for {G}", "we want {P} back from {G}",
        "nobody asked for more {G} in {P}", "nobody wants more {G} in {P}",
    ],
    "reference": [
        "we should never trust {G}. they are {D}", "{G} in {P}? they {V}", "my neighbour is a {g}. I hate people like that", "I saw {G} today. {T}, all of them",
        "there are {G} in {P} now. get them out", "you're a {g}? then you deserve to be {H}", "look who moved in: {G}. there goes {P}",
        "{G} came to {P}. now they {V}", "I know a {g}. they are all {D}", "{G} want equality. they are too {D} for that",
        "a {g} spoke to me today. {D} creatures", "I tried to be nice to {G}, but they {V}", "they gave a {g} the job. what {D} people they are",
        "{G} complain again. somebody should get them {H}", "you know {G}? every one of them should be {H}", "here come the {G}. hide your children, they {V}",
    ],
    "opinion": [
        "why are {G} so {D}?", "how come {G} are so {D}?", "why do {G} {V}?", "how come {G} always {V}?", "isn't it obvious that {G} {V}?", "isn't it clear by now that {G} {V}?", "am I the only one who thinks {G} are {D}?", "does anyone else think {G} are {D}?",
        "how can anyone like {G}?", "who on earth likes {G}?", "I think {G} are {D}", "I believe {G} are {D}", "in my opinion {G} should be {H}", "I think {G} should be {H}", "if you ask me, {G} {V}", "I'd say {G} {V}", "unpopular opinion: {G} are {D}", "hot take: {G} are {D}", "change my mind: {G} are {T}", "prove me wrong: {G} are {T}",
        "do you also think that {G} are {D}? I do", "I know I'm right that {G} are {D}", "who else hates {G}?", "anyone else hate {G}?", "can we all agree that {G} {V}?", "let's agree that {G} {V}", "what is wrong with {G}? they all {V}", "what's the matter with {G}, why do they {V}?",
        "honestly believe that {G} are inferior", "I'm convinced {G} are inferior", "it's a fact that {G} {V}", "fact: {G} {V}", "nobody says it but {G} are {T}", "nobody dares to say it: {G} are {T}", "how do you know a {g} is lying? they open their mouth", "when is a {g} lying? always",
    ],
    "threat": [
        "{G} should be {H}", "all {G} should be {H}", "every {g} must be {H}", "I want {G} {H}", "{G} need to be {H}", "someone should get all {G} {H}",
        "let's have all {G} {H}", "kill all {G}", "death to {G}", "I will kill every {g} I see", "if I see another {g} in {P} I'll hit them",
        "{G} deserve to die", "{G} deserve to be {H}", "hope all {G} get {H}", "can't wait until {G} are {H}", "it would be great if {G} were {H}",
        "round up the {G}", "time to get rid of {G}", "we need to cleanse {P} of {G}", "someone please shoot that {g}", "the world would be better without {G}",
        "{G} should be {H} before it is too late", "we will hunt down {G}", "next time I see a {g} I'll smash their face", "we are coming for you, {G}",
        "watch out {G}, you will be {H}", "beat up a {g} today", "{G} should be removed from {P} by force", "hitler should have finished with {G}",
        "somebody should burn down the houses of {G}", "I'm going to make {G} suffer", "one day all {G} will be {H}", "you {G} will pay for this in blood",
        "I'd love to see {G} {H}", "go kill yourself, {g}", "any {g} who comes near {P} gets {H}", "{G} had better leave {P} or they will be {H}",
        "the only solution is to have {G} {H}", "I have a gun ready for the next {g}", "the next {g} I meet gets a bullet",
    ],
    "slur": [
        "{L} are {D}", "all {L} are {D}", "you are one of those {L}", "of course you're one of the {L}", "look at these {L}", "look at that {l}", "I hate {L}", "I can't stand {L}", "{L} should be {H}", "get all {L} {H}",
        "bunch of {L}", "a bunch of {L} again", "no {L} in {P}", "keep the {L} out of {P}", "only {L} do that", "that's what {L} do", "shut up {L}", "shut up you {l}", "another day, more {L} in {P}", "so many {L} in {P} today",
        "{P} is full of {L}", "{L} all over {P}", "get out, {L}", "go home, {l}", "these {L} make me sick", "{L} disgust me", "what a bunch of {S} {L}", "{S} {L}", "you {S} {l}", "{S} {l}", "you {l}", "hey {l}",
        "what a {l}", "such a {l}", "stop being such a {l}", "don't act like a {l}", "he's a {D} {l}", "she is a {D} {l}", "all {L} {V}", "{L} {V}", "don't be a {l}", "nobody likes a {l}",
        "typical {l} behaviour", "typical {l}", "{L} everywhere", "too many {L} here", "that {l} from {P}", "some {l} in {P} looked at me", "{L} and {T}", "{L} are {T}", "this {l} thinks we like {L}", "this {l} thinks he is one of us",
    ],
    "profanity about a group": [
        "fuck {G}", "fuck every {g}", "fuck all the {G} in {P}", "fuck these {G}", "{G} can go to hell", "{G} can burn in hell", "{G} are full of shit", "everything {G} say is shit", "{G} are {S} {D}", "{G} are so {S} {D}", "{S} {G}", "{S} {G}, man", "{G} are a pain in the ass", "{G} are assholes",
        "no one gives a shit about {G}", "who gives a shit about {G}", "those {S} {G} again", "these {S} {G} are everywhere", "fuck off, you {D} {g}", "piss off {g}", "{G} are shit", "{G} are pieces of shit", "I {S} despise {G}, they {V}", "I {S} hate {G}, they {V}", "screw {G}", "screw you {g}", "what the fuck is wrong with {G}", "why the fuck do {G} {V}",
        "I don't give a fuck what some {g} says", "who the fuck asked a {g}", "{S} {D} {G} in {P}", "{S} {D} {g} in {P}",
    ],
    "negated praise": [
        "no {g} is {B}", "not one {g} is {B}", "{G} are not {B}", "{G} aren't {B} at all", "{G} have never been {B}", "{G} were never {B} and never will be", "{G} do not deserve to be called human", "you can't call {G} human",
        "I have yet to meet a {B} {g}", "I never met a {B} {g}", "{G} aren't {B}, they are {D}", "{G} are not {B} but {D}", "{G} never {W}, they {V}", "{G} don't {W}, they only {V}", "there is nothing {B} about {G}", "nothing about {G} is {B}",
        "nobody misses {G}", "nobody would miss {G}", "I will never accept {G}", "I refuse to accept {G}", "I don't want {G} near my kids", "I don't want a {g} next to me", "you can't be a {g} and be {B}", "being {B} and a {g}? impossible",
        "{G} can't be {J}, they are {D}", "{G} will never be {J}, they are too {D}", "not one {g} is worth anything", "no {g} has ever been worth anything", "{G} don't deserve love", "no {g} deserves to be loved", "{G} never helped anyone", "{G} have done nothing good for {P}",
    ],
    "mock praise": [
        "{G} are great at being {D}", "{G} are world champions at being {D}", "I love watching {G} get {H}", "nothing better than seeing {G} get {H}", "so {B} to see {G} {H}", "it's {B} when {G} are {H}", "{G} are {B}, if you like {T}", "{G} are {B}, for {T}",
        "the only thing {G} are good at is being {D}", "what are {G} good at? being {D}", "thank you {G} for making {P} {D}", "thanks {G}, {P} is {D} now", "I love {G}, they make me feel less {D}", "{G} make me feel smart because they are so {D}",
        "{G} would be {B} {H}", "{G} look {B} when they are {H}", "well done {G}, you managed to be {D} again", "congratulations {G}, {D} as always", "the best thing about {G} is when they leave {P}", "{G} are at their best when they leave",
        "wow a {g} who isn't {D}, call the press", "breaking: a {g} who is not {D} was found", "{G} are so {B} when they are {H}", "the {B} kind of {g} is the {H} kind",
    ],
    "joke": [
        "when you see a {g} in {P} and reach for the gun", "when a {g} enters {P} and everybody grabs a gun", "how to scare {G}: show them soap", "{G} are afraid of only one thing: soap", "{G} be like: I'm {D}", "{G} be like: let's be {D}", "what's the difference between {G} and {T}? nothing", "what separates {G} from {T}? nobody knows",
        "one does not simply respect {G}", "one does not simply trust a {g}", "brace yourselves the {D} {G} are coming", "brace yourselves, {G} are moving in", "{G} everywhere! someone call pest control", "pest control? yes, there are {G} in {P}", "not sure if {T} or a {g}", "not sure if {g} or {T}",
        "why do {G} stink? so blind people can hate them too", "why do {G} smell? so you can find them in the dark", "if {G} had brains they'd be dangerous", "if {G} could think they would be dangerous", "roses are red violets are blue {G} are {D} and so are you", "roses are red, violets are blue, all {G} are {D}, it's true",
        "me: hides wallet. {G} enter {P}", "{G} enter {P}. me: where is my wallet", "keep calm and deport {G}", "keep calm and hate {G}", "what do you call a {g} with half a brain? gifted", "what do you call a {g} with a brain? a miracle", "I don't always mock {G} but they are {D}", "I don't always laugh, but when I do it's at {G}",
        "first they let in {G} then {P} went to hell", "step one: let in {G}. step two: {P} is ruined", "make {P} great again: no more {G}", "make {P} clean again, remove {G}", "nobody: absolutely nobody: {G}: being {D}", "literally no one: {G}: let's be {D}", "how many {G} does it take to change a lightbulb? none, they are too {D}", "how many {G} do you need to paint a wall? depends how hard you throw them",
        "found {G} in {P}, called the zoo", "hello zoo? your {G} are in {P} again", "a {g} walks into a bar. everyone else walks out", "a {g} walks into a shop. the alarm goes off", "that face when a {g} sits next to you", "my face when a {g} sits next to me on the bus", "when a {g} says they want respect", "when a {g} thinks they have rights",
        "what do {G} and {T} have in common? everything", "what do you get when you cross {G} with {T}? the same", "POV: a {g} tries to think", "POV: a {g} used a brain for once", "my dog after meeting {G}: needs a bath", "even my dog won't go near {G}", "{G}: exist. me: reaches for the bug spray", "me with bug spray when I see {G}",
        "why did the {g} come to {P}? to get {H}", "why did the {g} cross the road? and fall in a hole", "when the {g} says something smart: impossible", "{g} says something smart. narrator: it wasn't",
    ],
    "stereotype": [
        "women belong in the kitchen", "get back to the kitchen, woman", "women can't drive, give her a vacuum cleaner instead", "a woman behind the wheel, call an ambulance", "make me a sandwich, woman", "shut up and make me a sandwich",
        "she got the job on her knees", "we know how she got that promotion, on her knees", "the dishwasher is broken, slap her", "my dishwasher talks back, time to slap it", "a woman with an opinion, how cute", "aww, the little lady thinks she has an opinion",
        "behind every angry woman is a man who forgot to hit her", "hit your wife now and then, she'll know why", "she asked for it in that dress", "dressed like that she was asking to be raped", "my washing machine has two legs and nags", "a wife is a washing machine that nags",
        "old people should hurry up and die", "old people live too long, just die already", "grandpa smells like death already", "old folks stink of death", "put grandma in the home and sell the house", "dump grandma in a home and take her money",
        "old people at the wheel: natural selection", "old people drive like they are already dead", "boomers can't open a pdf and vote on our future, take their vote", "boomers are too senile to vote",
        "he is retarded, look at his face", "look at his face, what a retard", "special needs, special parking, special brain", "special needs kid: brain not found", "what do vegetables and my cousin in the wheelchair share? everything", "people in wheelchairs are just vegetables on wheels",
        "he can't walk away from that joke, literally", "stand up for yourself, oh wait you can't, cripple", "the short bus called, they want you back", "you ride the short bus, don't you, retard", "autism is not a superpower, it's a defect", "autistic kids are broken, send them back",
        "she's blind so she married you", "only a blind girl would date that", "poor people are poor because they are lazy", "the poor are just too lazy to work", "get a job you homeless bum", "homeless bums should just get a job or die",
        "welfare queens buying beer with my taxes", "my taxes pay for beer and drugs of welfare leeches", "trailer trash breeding again", "more white trash babies from the trailer park", "the poor should be sterilised, problem solved", "poor people shouldn't be allowed to have kids",
        "Asians eat dogs and drive like it", "hide your dog, the Asians are hungry", "ching chong nobody asked", "ching chong ling long go home", "squinty eyes can't see the road", "open your eyes, oh wait you're Asian", "Mexicans jump the wall and steal your lawnmower", "a Mexican will steal your lawnmower and mow for it",
        "build the wall higher, they smell tacos", "build the wall and keep the taco eaters out", "Indians scam your grandma and smell of curry", "smelly curry eaters call your grandma to scam her", "do not redeem, you smelly scammer", "call centre monkeys, do the needful and die",
        "black father went for milk and never came back", "black kids don't know what a father is", "fried chicken, watermelon, and no job: Black culture", "give them watermelon and fried chicken, blacks don't need more", "the bike is gone, guess which colour he was", "my bike got stolen, must have been a black guy",
        "run, a cop! said every black guy", "if you are black you run from the police, it's in the genes", "Jews control the banks and the news", "the jews own the media and your bank", "how many Jews fit in an ashtray", "jews make great lampshades", "the oven is on, where are the Jews", "time to turn on the ovens for the jews",
        "muslims celebrate by blowing up", "a muslim, an explosion, every time", "don't lose your head, islam is peaceful", "islam, the religion of peace, cuts off your head", "allahu akbar means duck and cover", "if he shouts allahu akbar, run, he'll blow up", "he married a goat, must be from there", "goat lovers from the desert, all of them",
        "gay is a disease and we have the cure", "homosexuality is a sickness that can be beaten out", "two men kissing makes me puke", "gays kissing in public, I want to throw up", "it's adam and eve not adam and steve, burn in hell", "god hates gays, burn in hell",
        "there are two genders and a lot of mental illness", "trans is a mental illness, two genders only", "attack helicopter is my gender too, freak", "if he is a woman I'm an attack helicopter, what a freak", "he put on a dress and calls himself a woman, disgusting pervert", "a man in a dress is a pervert, not a woman",
        "fat people break chairs and my will to live", "fat people should pay for two seats, pigs", "she's so fat they should harpoon her", "call greenpeace, a fat whale on the beach in a bikini", "gypsies steal the wheels while you drive", "lock your car, gypsies are near",
        "africans would starve without our money", "africa is poor because africans are lazy and stupid", "go back to africa and climb your tree", "climb back up your tree, you ape", "refugees welcome? rapists welcome", "every refugee is a rapist in waiting", "they come by boat, let them sink", "sink the boats, problem solved, no more migrants",
    ],
    "emoji": [
        "{G} are {E}", "all {G} are {E}", "{M} are {D}", "{M} are so {D}", "{M} {E}", "{G} {E}", "I hate {M}", "I can't stand {M}", "{M} should be {H}", "get {M} {H}", "{G} deserve {K}", "{G} need the {K}", "get rid of {M} {K}", "let's remove {M} {K}", "all {G} {K} {K}", "{G} {K}", "{M} = {E}", "{G} = {E}{E}",
        "{M} make me {E}", "{G} make me {E}", "send {M} back {E}", "{M} go home {E}", "no {M} in {P}", "keep {M} out of {P} {E}", "{G} {E}{E}{E}", "{E}{E} {G}", "{M} are {T}", "{M} are nothing but {T}", "look at these {E} {G}", "these {E} {G} again", "{M} belong in the {E}", "throw {M} in the {E}", "time to {K} all {M}", "{K} every {M}",
        "I {K} every {g} I see", "I will {K} {G}", "{G} are so {D} {E}", "{G} are {D} {E}{E}", "stop {M} {K}", "{M} must die {K}", "{M} {V} {E}", "{G} {V} {E}", "the {E} in {P} are called {G}", "{E} is my word for {G}", "{g} detected {E} {K}", "{g} in sight {K}", "I want {M} gone {K}", "I want {G} dead {K}", "{G} get the {K}", "give {G} the {K}",
        "{G} in {P} {E} {E}", "so many {M} in {P} {E}", "being a {g} is {E}", "a {g} is always {E}",
    ],
}

HARMLESS = {
    "mention": [
        "there are many {G} in {P}", "there are a lot of {G} in {P}", "my neighbour is a {g}", "our neighbours are {G}", "I met a {g} in {P} yesterday", "yesterday I talked to a {g} in {P}", "I am a {g}", "I'm a {g}", "we are {G}", "we're all {G} here", "a {g} moved to {P}", "a {g} lives in {P}", "my best friend is a {g}", "one of my friends is a {g}",
        "{G} live in {P}", "many {G} live in {P}", "most of the {J} in {P} are {G}", "some of the {J} in {P} are {G}", "the film is about a {g} who moves to {P}", "I watched a film about a {g}", "{G} and their families came to {P}", "{G} came to {P} with their families", "the group for {G} meets on Tuesday", "there is a group for {G} in {P}",
        "a new study asked {G} about {P}", "a survey of {G} in {P}", "some {G} are {J}", "{G} work as {J}", "{G} celebrate today", "it's a holiday for {G} today", "a {g} sat next to me on the bus", "I sat next to a {g} on the train", "what do {G} think of {P}?", "do {G} like {P}?", "the {g} next door is one of the {J} here", "my doctor is a {g}",
        "the museum shows the history of {G}", "a book about the history of {G}", "{G} voted yesterday", "{G} went to vote", "as a {g} I love {P}", "as a {g} I like {P} a lot", "my cousin married a {g}", "my sister is married to a {g}", "I was raised by {G}", "my parents are {G}", "the {g} from {P} called me", "a {g} from {P} wrote to me",
        "{G} in {P} want better trains", "{G} want cheaper tickets", "this book was written by a {g}", "the author is a {g}", "a {g} walks into {P} and orders a coffee", "a {g} orders tea in {P}", "when you are a {g} and it's finally friday", "when a {g} hears it's friday", "that moment when a {g} fixes your laptop", "when a {g} helps you with homework",
        "do {G} like pineapple pizza?", "which pizza do {G} like?", "{G} {W}", "most {G} {W}", "the {g} in my class likes chess", "a {g} in my class plays chess", "she is a {g} and plays the violin", "he is a {g} and plays the piano", "{G}, {G2} and everyone else on the same bus", "{G} and {G2} met in {P}", "I'm a {g}, ask me anything", "ask a {g}: what is your favourite film?",
        "how many {G} live in {P}?", "how many {G} are there in {P}?", "a {g} explains how to cook rice", "a {g} shows how to bake bread",
    ],
    "hardship": [
        "the {g} was late and missed the train", "a {g} missed the last bus", "{G} suffer from discrimination in {P}", "{G} are discriminated against in {P}", "police caught the men who attacked a {g}", "the men who beat up a {g} were arrested", "being a {g} in {P} isn't easy", "it's hard to be a {g} in {P}",
        "a {g} died in {P} last night", "a {g} was killed in an accident in {P}", "{G} earn less than others, a study says", "according to a study {G} are paid less", "my uncle, a {g}, lost his job", "the {g} next door lost her job", "a {g} was robbed in {P}", "thieves robbed a {g} in {P}",
        "{G} were murdered in the war, we remember them", "we remember the {G} who were killed", "many {G} fear for their safety", "{G} are afraid to go out at night", "the {g} is angry because the bus is late", "an angry {g} waited for the bus", "it hurts to be laughed at for being a {g}", "being mocked for being a {g} hurts",
        "he was beaten for being a {g} and the town is shocked", "shock after a {g} was beaten in {P}", "one in five {G} has been insulted in {P}", "every third {g} was insulted last year", "I got {S} tired of people staring because I'm a {g}", "people stare at me because I'm a {g}", "hate crimes against {G} went up again", "crimes against {G} are rising",
        "laws against {G} were abolished", "the law that banned {G} is gone", "she cried because they called her a {g} like it was a bad thing", "he was sad because they laughed at him for being a {g}", "the {g} was sick and stayed at home", "a sick {g} waited for the doctor",
    ],
    "praise": [
        "{G} are {B}", "all {G} are {B}", "I love {G}", "I really like {G}", "{G} are {B} and {B2}", "{G}: {B} and {B2}", "every {g} I know is {B}", "all the {G} I know are {B}", "{G} are great {J}", "{G} are the best {J}", "{G} make the best {J}", "nobody is a better friend than a {g}",
        "{P} needs more {G}", "we want more {G} in {P}", "so proud of the {G} in {P}", "proud of you, {G}", "{G} deserve respect", "respect for all {G}", "{G} belong in {P}", "{G} are part of {P}", "I'm proud to be a {g}", "proud {g} here", "{G} are welcome in {P}", "we welcome {G} in {P}",
        "happy to see more {G} as {J}", "great to have {G} as {J}", "thank you to all {G}", "thanks to the {G} who help in {P}", "{G} deserve equal rights", "equal rights for {G}", "I admire {G}", "I look up to {G}", "the {B} {g} saved the day", "a {B} {g} helped me today",
        "stand up for {G}", "I stand with {G}", "{G} have every right to live in {P}", "{G} have the right to be in {P}", "what a {B} {g}", "such a {B} {g}", "nothing beats the cooking of {G} in {P}", "the food of {G} in {P} is {B}", "{G} are people like you and me", "{G} are just people like us",
        "shout out to {G}, you are {B}", "you {G} are {B}", "I {S} love {G}", "{G} are {S} {B}", "being a {g} is {B}", "it's {B} to be a {g}", "{G} make {P} better", "{P} is better with {G}", "we need to protect {G}", "{G} need our protection", "happy birthday to the most {B} {g} I know", "happy birthday, {B} {g}",
        "my {g} friend is {B}", "my friend, a {g}, is {B}", "treat {G} like everyone else", "treat a {g} as you want to be treated", "{G} rock", "{G} are the best", "{G} make me happy", "{G} make me smile", "there is nothing wrong with being a {g}", "it's okay to be a {g}",
        "let {G} be who they are", "{G} should be free to be themselves", "{G} should be respected", "please respect {G}", "every {g} should be treated fairly", "{G} must be treated fairly", "I want {G} to be safe", "I hope {G} stay safe",
    ],
    "negation": [
        "{G} are not {D}", "{G} aren't {D}", "no {g} is {D}", "not one {g} is {D}", "I don't hate {G}", "I do not hate {G} at all", "I would never say that {G} are {D}", "I'd never call {G} {D}", "{G} are not {T}", "{G} are people, not {T}", "{G} should not be {H}", "{G} should never be {H}",
        "nobody should hate {G}", "no one should hate {G}", "{G} are anything but {D}", "{G} are far from {D}", "I have never hated {G}", "I never hated {G}", "no one deserves to be {H} for being a {g}", "nobody should be {H} because they are a {g}", "{G} don't deserve to be {H}", "{G} do not deserve to be {H}",
        "{G} are neither {D} nor {D2}", "{G} are not {D} and not {D2}", "not a single {g} deserves to be {H}", "no {g} deserves to be {H}", "we must never let {G} be {H}", "we can't let {G} be {H}", "it isn't true that {G} are {D}", "it's not true that {G} {V}", "I don't think {G} are {D}", "I do not believe {G} are {D}",
        "{G} can't be called {D}", "you can't call {G} {D}", "{G} must not be {H}", "{G} mustn't be {H}", "I don't want {G} {H}", "I would hate to see {G} {H}", "not all {G} {V}", "most {G} don't {V}", "{G} don't {V}, that is a lie", "it's a lie that {G} {V}", "no, {G} do not {V}", "{G} do not {V}",
        "I never said {G} {V}", "nobody said {G} {V}", "{G} aren't {D}, you are just afraid", "{G} are not {D}, don't be afraid", "nothing about {G} is {D}", "there is nothing {D} about {G}", "hardly any {G} {V}, look it up", "very few {G} {V}", "who says {G} are {D}? nobody here", "nobody here thinks {G} are {D}", "it is false that {G} {V}", "the claim that {G} {V} is false",
    ],
    "counter-speech": [
        "saying \"{G} are {D}\" is hate speech", "\"{G} are {D}\" is hate speech", "stop saying that {G} are {D}", "please don't say {G} are {D}", "if you think {G} are {T} you are the problem", "you are the problem if you call {G} {T}", "anyone who says \"{G} should be {H}\" should be banned", "ban everyone who writes \"{G} should be {H}\"",
        "\"{G} are {T}\" is what a racist would say", "only bigots say \"{G} are {T}\"", "he said {G} are {D} and lost his job for it, rightly", "she got fired for saying {G} are {D}, good", "you can't just tell people that {G} are {D}", "you can't go around saying {G} are {D}", "it is wrong to claim that {G} {V}", "claiming that {G} {V} is wrong",
        "people who say \"I hate {G}\" need help", "if you say \"I hate {G}\" you need help", "calling {G} {T} is disgusting", "it's disgusting to call {G} {T}", "why do people still believe {G} {V}? it's a lie", "some still believe {G} {V}, which is a lie", "I was called {D} because I am a {g}, it hurt", "they called me {D} for being a {g}, I cried",
        "\"kill all {G}\" is a crime, report it", "report posts like \"death to {G}\"", "someone wrote \"{G} are {D}\" on the wall in {P}, we painted over it", "we removed the graffiti that said \"{G} are {D}\"", "whoever wrote that {G} should be {H} is a coward", "only a coward writes that {G} should be {H}",
        "don't call {G} {L}", "never call anyone a {l}", "stop using the word {L}", "please stop saying {l}", "the word {L} is a slur and hurts people", "\"{l}\" is a slur, don't use it", "jokes about {G} being {D} are not funny", "it's not funny to joke that {G} are {D}", "hating {G} is pathetic", "hatred of {G} is pathetic",
        "my teacher stopped a boy who shouted \"{G} are {T}\"", "a boy shouted \"{G} are {T}\" and the teacher stopped him", "imagine thinking {G} are {D} in this century, shame on you", "shame on everyone who thinks {G} are {D}", "a man was arrested in {P} for shouting death to {G}", "police arrested a man who threatened to kill {G}",
        "reported the post that said {G} should be {H}", "I reported a comment saying {G} should be {H}", "they told us {G} were {D}. they were wrong", "we were told {G} were {D}, which was wrong", "attacks on {G} in {P} must stop", "stop the attacks on {G}", "racists say {G} {V}. they don't", "bigots claim {G} {V}, but they don't",
        "\"{G} {V}\" - no they don't, and you should be ashamed", "\"{G} {V}\" - shame on you for saying that", "telling a {g} to go home is racist", "it's racist to tell {G} to go home", "it's not okay to call someone a {l}", "you don't call people a {l}, ever", "he called me a {l} and I reported him", "I was called a {l} at work and reported it",
        "claiming that {G} are {T} has led to murder before", "calling {G} {T} is how genocides begin", "if a comment says \"{G} deserve to be {H}\", delete it", "delete comments like \"{G} deserve to be {H}\"", "your hatred of {G} says more about you", "your hate for {G} is your own problem", "I used to think {G} were {D}. I was wrong", "I once believed {G} were {D}, how wrong I was",
        "people like you who mock {G} make me sick", "people who mock {G} disgust me", "bullies called him {D} because he is a {g}. be kind", "kids bullied her for being a {g}. be kind", "nobody who says {G} {V} should be teaching in {P}", "a teacher who says {G} {V} should be fired",
    ],
    "objects": [
        "I hate {X}", "I {S} hate {X}", "{X} can go to hell", "{X} should be banned", "{X} makes me sick", "{X} is {T}", "death to {X}", "who the hell likes {X}", "I want to kill {X}",
        "if I see {X} again I'll scream", "{X} is {D}", "{X} is {S} {D}", "get rid of {X}", "fuck {X}", "{X} ruins everything", "{X} is the worst thing ever", "I can't stand {X}",
        "burn {X}", "nothing is worse than {X}", "{X} deserves to die", "whoever invented {X} belongs in hell", "what a {D} day, {X} again", "this is {S} {D} weather",
        "when {X} hits you in the face", "not sure if {X} or the end of the world", "brace yourselves {X} is coming",
    ],
    "people of no protected group": [
        "{U} are {D}", "all {U} are {D}", "{U} are {T}", "{U} are nothing but {T}", "I can't stand {U}", "I hate {U}", "{U} should be {H}", "{U} deserve to be {H}", "{U} {V}", "{U} {V} and everyone knows it", "death to {U}", "kill all {U}", "why are {U} so {D}?", "what makes {U} so {D}?",
        "{U} make me sick", "{U} disgust me", "fuck {U}", "{U} can go to hell", "no {U} in {P}", "keep {U} out of {P}", "{U} don't deserve respect", "I have no respect for {U}", "I'd love to see {U} {H}", "hope all {U} get {H}", "{U} are the reason {P} is going down", "{P} is going to hell because of {U}",
        "never trust {U}", "{U} can't be trusted", "I despise {U}", "I have nothing but contempt for {U}", "someone should get all {U} {H}", "round up the {U}", "{U} ruin everything", "{U} ruined {P}", "{U} be like: I'm {D}", "typical {U}: {D} and {D2}", "the world would be better without {U}", "nobody would miss {U}",
        "{U} should be banned from {P}", "ban all {U}", "I {S} hate {U}", "{S} {U} again", "{U} belong in jail", "lock up all {U}",
    ],
    "individuals": [
        "{N} is {D}", "{N} is a {D} liar", "you are {D}", "you are such a {D} idiot", "I hate {N}", "I {S} hate {N}", "{N} should be fired", "shut up {N}", "{N} makes me sick",
        "{N} is {T}", "you {S} liar", "can't stand {N} any more", "fuck you {N}", "{N} can go to hell", "what a {D} person {N} is", "{N} is full of shit", "you ate my lunch, you {D} thief",
        "{N} ruins everything", "my cat is {D} and I love him", "I'm so {D}, I forgot my keys",
    ],
    "profanity": [
        "this is {S} awesome", "what a {S} great day in {P}", "I love this {S} song", "holy shit {P} is beautiful", "{S} hell I'm tired", "this shit is funny",
        "we played like shit and I don't care", "I'm so {S} hungry", "fuck yeah, holidays", "that's some good shit", "what the fuck is going on in {P}", "I don't give a damn",
        "oh shit, I forgot the milk", "you are {S} {B}", "{S} hell, what a goal", "shit happens", "who the fuck ate my sandwich", "{X}? oh for fuck's sake", "so {S} excited for {P}",
        "kick ass party last night", "I nearly pissed myself laughing", "bitch please, I woke up like this", "my ass hurts from the gym", "damn that's {B}",
    ],
    "harmless violence": [
        "I'll kill this level tonight", "we killed that level", "that joke killed me", "that joke slayed me", "shoot me a message", "shoot me an email", "this weed killer is deadly", "this bug spray is deadly for ants", "the bomb scene in that film was great", "the fight scene in that film was great", "we got destroyed in the match", "we got murdered in the match",
        "I could murder a pizza", "I'd kill for a coffee", "that exam was brutal", "that exam destroyed me", "the hunters shot a deer", "they hunted a deer", "she killed it on stage", "she slayed on stage", "the police shot the attacker", "the attacker was shot by police", "burn the candle, save the cake", "burn the old papers", "I'm dying of laughter", "I died laughing",
        "hang the picture over the sofa", "hang the coat in the hall", "she hit me up for coffee", "hit me up on friday", "let's crush them in the final", "we will crush them on saturday",
    ],
    "reclaimed and homonyms": [
        "I'm a proud dyke and this is my wife", "proud dyke, happily married", "we're queer and we're here, come dance", "we're here, we're queer, come to the party", "us fags stick together, love you all", "love all my fellow fags, happy pride", "my bitches are coming over for wine", "wine night with my bitches",
        "nigga we made it", "my nigga, we did it, so happy", "my nigga got the job, so proud", "proud of you my nigga", "as a crip I love this ramp", "fellow crips, the new ramp is great", "bad bitches only, happy birthday girl", "happy birthday bad bitch, love you", "the dyke kept the water out of the village", "they built a dyke against the sea",
        "there is a chink in the armour", "he found a chink in their defence", "a chink of light came through the door", "light fell through a chink in the wall", "the coon climbed into our bin", "a coon ate our garbage last night", "our maine coon sleeps all day", "the maine coon is a big cat",
        "meatballs with faggots and peas for dinner", "my nan cooks faggots with gravy", "spic and span kitchen", "the house is spic and span", "fire retardant curtains", "flame retardant foam", "flame retardant paint for the shed", "a coat of fire retardant for the roof", "the retarded growth of the plant", "cold weather retarded the growth of the crops",
        "we danced with the gypsy kings", "the gypsy kings played all night", "cigarettes, or fags as my nan says", "dad went out to smoke a fag", "the slut walk for women's rights is on Sunday", "join the slut walk against victim blaming", "we queers deserve love", "queer love is beautiful", "call me a dyke, I own it", "I call myself a dyke and I love it",
        "beaner the cat likes beans", "our dog is called beaner", "spastic colon is what the doctor calls it", "the doctor said it is a spastic bowel", "homo sapiens left africa long ago", "homo sapiens and homo erectus lived at the same time", "milk is homogenised, homo for short", "a homogenous mix of flour and water", "the female dog is called a bitch by breeders", "the bitch had six healthy puppies",
    ],
    "meme": [
        "one does not simply walk into {P}", "not sure if {X} or just tired", "brace yourselves, {X} is coming", "when you finally finish {X}", "me: one more episode. also me: 4 am",
        "I don't always eat, but when I do it's pizza", "nobody: absolutely nobody: my dog: barks at {X}", "that face when it's monday again", "POV: you forgot your charger",
        "keep calm and drink tea", "y u no answer your phone", "such wow, very {P}", "my mom when I get one B", "changes one line of code, breaks {P}", "how I sleep after {X}",
        "teacher: the test is easy. the test:", "when the wifi comes back", "expectation: {P}. reality: {X}", "if you could stop sending {X}, that would be great",
        "what if I told you {X} is optional", "roses are red, violets are blue, {X} is late and I am too", "my plans, 2020", "when your {g} friend laughs at your joke",
        "me and my {g} best friend at 3 am", "when a {g} shows you how to dance", "{G} be like: where is the food", "grandma sending me cookies again", "when mom says dinner is ready",
    ],
    "shared words": [
        "I baked a watermelon cake for the party", "the best curry in {P}", "my wife repaired the car and I cooked", "she is in the kitchen testing a new recipe", "the oven is on, pizza in ten minutes",
        "he went to buy milk and came back with a puppy", "a goat ate my hat on the farm", "our wall needs new paint", "tacos on tuesday, build the taco wall", "fried chicken for everyone",
        "the boat to the island leaves at nine", "my grandma bought a motorbike", "wheelchair ramp finished, come and try it", "the short bus to the airport is full", "I drive badly before coffee",
        "two men kissing at their wedding, so sweet", "allahu akbar, she said, and thanked god for her daughter", "he put on a dress for the school play", "the bank raised its fees again",
        "a helicopter landed in {P}", "the dog ate my rice", "africa has the most beautiful sunsets", "my washing machine broke", "mum works two jobs and still makes me laugh", "vegetables are good for you",
        "harpoon museum opens in {P}", "our gypsy moth trap works", "the chinese restaurant in {P} is {B}", "jewish bakery, best bread in {P}", "the mosque invites everyone for dinner",
    ],
    "emoji": [
        "{G} are {B} {F}", "all {G} are {F}", "I love {M} {F}", "I love {G} {F}", "{M} {F}", "{G} {F}", "{M} are {B}", "{M} are so {B}", "happy pride {M} {F}", "happy holidays {M} {F}", "{X} is {E}", "{X} makes me {E}", "not all {M} {V}", "{M} don't {V}", "{X} {E}{E}", "{X} again {E}", "so proud of my {M} family {F}", "proud {M} {F}",
        "{G} deserve {F}", "send {F} to {G}", "I hate {X} {E}", "I can't stand {X} {E}", "{X} deserves {K}", "I want to {K} {X}", "this pizza is {K}", "that song is {K}", "{M} live in {P}", "{M} in {P}", "I am a {g} {M}", "I'm a {g} and I'm {F}", "my {g} friend {F}", "my friend is a {g} {F}", "we welcome {M} {F}", "welcome {M} {F}", "{N} is a {E}", "{N} {E}",
        "my exam results {E}", "my cooking {E}", "{U} are {E}", "{U} {E}{E}", "{M} and {M2} are friends {F}", "{M} and {M2} together {F}", "saying {M} are {E} is wrong", "it's wrong to say {G} are {E}", "stop hate against {M}", "no hate against {M}", "nobody should say {G} are {E}", "don't call {G} {E}", "dinner was {K}{K}", "the party was {K}",
        "{P} {F}{F}", "I love {P} {F}", "{G} make me {F}", "{M} make me {F}", "you're {E} if you hate {G}", "people who hate {M} are {E}",
    ],
}
