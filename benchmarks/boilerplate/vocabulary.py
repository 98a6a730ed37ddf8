"""The words that made-up posts are written with: plain ones, their forms, names for meta."""


def listed(text: str, mark: str | None = None) -> list[str]:
    """The words of a text, or its parts between marks."""
    return [" ".join(part.split()) for part in text.split(mark)]


NOUNS = listed("""
account address agenda alarm album alley almanac anchor angle answer apron archive atlas attic award
badge bakery balance balcony ballot barge barrel basin basket battery beacon beam bell bench binder
blanket blueprint border bottle boundary bracket branch brake bridge brochure brook brush bucket
budget builder bulletin bundle burner button cabin cabinet cable calendar camera canal canvas
captain cargo carpet carton catalogue ceiling cellar census ceremony chain chamber channel chapter
charter chart chimney choir circle circuit claim clerk cliff clinic clock closet cluster coach
coast collar column comment committee compass concert contest contract copper corner corridor
cottage council counter courier course cover cradle crane crate creek crew crossing cupboard
curtain customer cycle dairy deadline dealer debate deck delivery depot desk detour device diagram
diary dish district ditch diver dock document donor door draft drawer driver drum editor elbow
engine engineer entrance envelope errand essay estate estimate evening exhibit expert fabric
factory farmer fence ferry festival fiddle filter finger fireplace fisher flagpole flask fleet
flood folder footpath forecast forest fountain fraction frame freight fridge furnace gallery
garage garden gardener gasket gate gauge glacier glove grant granary grocer guard guest guide
hallway hammer handle harbour harvest hatch hedge helmet hinge holiday hospital hostel hotel
household inspector interview invoice island jacket journal journey judge junction kettle keyboard
kitchen kiosk label laboratory ladder landlord lantern launch laundry ledger lesson letter lever
library licence lifeboat lighthouse limit locker lodge loom lorry luggage machine magazine mailbox
manager manual margin market mast master mattress meadow meeting member memo menu merchant message
meter mill mirror mission mixer module monument motor mountain museum needle neighbour newsletter
notebook notice nursery object office officer orchard order organ outlet oven owner package packet
paddle painter palace panel parcel parish passage passenger patch pattern pavement payment pencil
permit phase piano pier pillar pilot pipeline planet platform player plumber pocket policy pond
porch portrait poster pottery prairie printer profile project promise prototype province pulley
pupil puzzle quarry quarter question queue quilt rack radiator railing raft rainfall ramp ranger
receipt recipe record reel referee refuge region register remark rental repair replica report
reserve resident restaurant result retailer review reward ribbon ridge river roof rooster rota
route runway saddle sailor salary sample sandbank scaffold scale schedule scholar school scooter
screen script sculptor season seat section seller sentence sequence session settlement shelf shelter
sheriff shipment shoulder shutter sidewalk signal silo singer sketch skipper slope socket soldier
spindle spring square stable stadium staircase station statue steam stepladder sticker storage
stove strap stream studio subway suitcase summary supper supplier survey switch symbol tailor tank
tannery tariff teacher telegram template tenant tent terminal terrace theatre thermostat thread
ticket timber timetable tool torch tower tractor trade trail trailer trainee tram tray treasurer
trench trial tribune tunnel turbine tutor umbrella uniform valley valve van vault vehicle vendor
verdict veranda vessel village vineyard visitor volume voucher voyage wagon waiter wallet ward
warden warehouse warrant watchman waterfall weaver wharf wheel whistle willow window workshop yard
""")

VERBS = listed("""
accept admire adopt alter amend announce answer approve arrange assemble attach audit avoid balance
blame block boil borrow bother bury calculate cancel capture carry cart chase check claim clean
clear climb collect compare compile complain confirm connect consult copy correct count cover cross
damage deliver demand deny describe design destroy detect discover dismiss display divide doubt
drain drop earn edit empty enclose enjoy enter erase estimate examine exchange expand explain
explore expose extend fasten fetch file finance finish fold follow gather grant greet guard guide
handle harvest heat hoist identify ignore import improve inspect install insure invent invite issue
join judge label launch learn level lift limit list load locate lock lower maintain mark match
measure mend mention miss move need notice obey offer open order outline overlook pack paint park
patch perform pick plan plant polish postpone pour praise predict prefer present preserve press
print promise protect publish pull push question raise reach receive reckon record reduce refuse
reject release remember remove rename rent repair replace request rescue restore return review
revise scan scrape seal search select serve settle share shift sign sketch slice smooth soften sort
stack store strengthen submit suggest supply survey suspect test thank tighten touch trace train
transfer trust turn unload update vary visit wash watch weigh welcome widen wrap
""")

ADJECTIVES = listed("""
ancient annual awkward bare bent bitter bold brief bright brittle broad broken busy calm careful
central cheap clever coarse common complete costly crowded cruel curious damp daily dark dense
digital distant double dry dull eager early eastern elder empty even exact faded faint famous
fertile final flat foreign former fragile fresh friendly frozen generous gentle genuine gloomy
golden gradual grateful guilty hasty heavy hidden hollow honest humble idle immense inner joint
keen late lavish lengthy level light local lonely loose loud loyal lucky marine massive medium
mellow minor misty modest muddy narrow native neat nervous noble noisy northern obvious odd
official outer pale patient peculiar plain polite precise private proper public quiet rapid rare
recent remote rigid robust rough rural rusty sacred scarce secret senior separate serious shallow
sharp silent simple slender slow smooth solid southern spare steady steep stiff stout strange
strict sturdy subtle sudden tall temporary tender thick tidy tiny tired total tough tropical
upper urban urgent useful usual vague vast vital vivid warm weekly western whole wild windy wise
wooden worthy yearly young
""")

ADVERBS = listed("""
again almost already always barely calmly carefully casually certainly clearly closely daily
directly easily eagerly early entirely eventually exactly fairly finally firmly frequently fully
gladly gradually hardly hastily honestly jointly largely lately loosely mainly merely mostly neatly
nearly never normally notably often openly oddly partly patiently perhaps plainly politely
possibly precisely promptly properly publicly quickly quietly rarely readily recently regularly
roughly safely seldom sharply silently simply slowly softly solely soon steadily strictly suddenly
surely thoroughly twice usually vaguely widely wisely
""")

TOPICS = listed(
    """
rotating spare keys|naming stored files|pruning old drafts|moving a mail server|splitting a garden
feed|counting slow visits|closing stale tickets|mapping flood plains|tuning a night train|planning
a harvest fair|labelling jam jars|repairing rope bridges|teaching chess by post|wiring a greenhouse
|charting tide tables|sorting donated books|baking for crowds|timing relay races|cleaning brass
pipes|storing winter apples|recording bird calls|painting shop signs|drying wild herbs|mending
fishing nets
""",
    "|",
)

STACKS = listed(
    """
Alderpost queue|Brindle cache|Cobalt ledger|Dunmore gateway|Elmwood scheduler|Fennel proxy|Garnet
mailer|Hollin store|Isolde router|Juniper builder|Kelda console|Lorimer index|Maddock tunnel|Nettle
worker|Orrin balancer|Pellam archive|Quill renderer|Rowan registry|Selkie broker|Thistle monitor
""",
    "|",
)

BRANDS = listed("""
Aldermoor Brackwater Cindervale Dovecliff Eastmarch Fallowfield Greyhaven Hartwell Ivybridge
Kingsferry Longacre Millbrook Netherby Oakhanger Pinehurst Redcastle Stonebeck Thornbury
""")

TOOLS = listed("""
backstop bytewise clipfeed dripline fetchkit gridlint hashpost inkwell jobline keyring logbook
mapfold nodestat pathfind quickmake rowcheck syncbox tagline
""")


def past(verb: str) -> str:
    """The past tense of a regular verb of the list."""
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    if verb in DOUBLED:
        return verb + verb[-1] + "ed"
    return verb + "ed"


def plural(noun: str) -> str:
    """The plural of a noun of the list."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


DOUBLED = frozenset(listed("drop plan scan transfer wrap"))
PAST = [past(verb) for verb in VERBS]
PLURALS = [plural(noun) for noun in NOUNS]
