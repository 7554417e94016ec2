// Written from the Rust types by `make types`. Do not edit.

/**
 * Names a framework, e.g. `pit-a`.
 */
export type FrameworkId = string;

/**
 * Names a domain within its framework, e.g. `leadership`.
 */
export type DomainId = string;

/**
 * A matrix of domains × levels that a workshop marks, with the words that explain it.
 *
 * Text from outside becomes a framework through [`Framework::parse`]. Deserialising is for
 * what Plenary wrote itself: it checks the ids, and trusts the rest.
 */
export type Framework = { 
/**
 * Names the framework in links, commands and results.
 */
id: FrameworkId, 
/**
 * Tells two wordings of the same framework apart.
 */
version: string, 
/**
 * What a person sees as its name.
 */
title: string, 
/**
 * One plain sentence saying what it is for.
 */
summary: string, 
/**
 * Where it comes from, and whose words it uses.
 */
source: string, 
/**
 * The columns, lowest first.
 */
levels: Array<Level>, 
/**
 * The rows, in the order in which they are marked.
 */
domains: Array<Domain>, 
/**
 * Words that a participant may not know.
 */
glossary: Array<GlossaryEntry>, };

/**
 * One column of a framework.
 */
export type Level = { 
/**
 * The numeral that stands beside the name; 1 is the lowest.
 */
level: number, 
/**
 * The word for this level, e.g. "Emerging".
 */
name: string, };

/**
 * One row of a framework: the thing that is marked.
 */
export type Domain = { 
/**
 * Marks are stored under it, so it never changes.
 */
id: DomainId, 
/**
 * The full name.
 */
name: string, 
/**
 * A name of at most 22 characters, for charts and phones.
 */
short_name: string, 
/**
 * The heading that this domain shares with its neighbours, if any.
 */
group: string | null, 
/**
 * The question a participant answers by marking, if any.
 */
question: string | null, 
/**
 * What each level looks like in this domain, lowest first.
 */
descriptors: Array<string>, 
/**
 * The glossary's terms that this domain needs, as `glossary` finds them.
 */
terms: Array<string>, 
/**
 * What it is about, where it was made of a map's step or of an action.
 */
about: DomainAbout | null, };

/**
 * What a domain of a framework is about that was made of a map or of the plan.
 */
export type DomainAbout = { "kind": "step", 
/**
 * The map.
 */
map: string, 
/**
 * The step on it.
 */
step: string, } | { "kind": "action", 
/**
 * The action.
 */
action: string, 
/**
 * What of it is marked.
 */
aspect: ActionAspect, };

/**
 * What is marked of an action.
 */
export type ActionAspect = "impact" | "speed";

/**
 * A word and its plain meaning.
 */
export type GlossaryEntry = { 
/**
 * The word or phrase, as it stands in the framework.
 */
term: string, 
/**
 * Other forms of it that stand there and need the same explanation.
 */
also: Array<string>, 
/**
 * What it means, in a sentence.
 */
meaning: string, };

/**
 * A step's place in the method, which is also its id.
 */
export type StepId = "lobby" | "mark" | "reveal" | "break" | "plenary" | "map" | "plan" | "close";

/**
 * What may be written during a step.
 */
export type Permissions = { 
/**
 * People at a table may write in their table's document.
 */
table_writing: boolean, 
/**
 * Facilitators may write in the plenary document.
 */
plenary_writing: boolean, 
/**
 * People who mark may write in the maps; facilitators always may.
 */
map_writing: boolean, 
/**
 * People who mark may write in the plan; facilitators always may.
 */
plan_writing: boolean, };

/**
 * One step of the run sheet.
 */
export type Step = { 
/**
 * Its id.
 */
id: StepId, 
/**
 * Its name on screen.
 */
title: string, 
/**
 * What participants are asked to do.
 */
instruction: string, 
/**
 * What the facilitator does.
 */
guidance: string, 
/**
 * Planned minutes, where the step is timed.
 */
minutes?: number | null, 
/**
 * What may be written meanwhile.
 */
permissions: Permissions, };

/**
 * The steps in order, and where the workshop stands.
 */
export type RunSheet = { 
/**
 * The steps in their order.
 */
steps: Array<Step>, 
/**
 * The current step.
 */
current: StepId, 
/**
 * When the current step began, in milliseconds since 1970.
 */
started_at_ms: number, 
/**
 * Minutes added to the current step since it began.
 */
extended_minutes: number, };

/**
 * What a seat may do.
 */
export type Role = "facilitator" | "scribe" | "participant" | "observer" | "screen";

/**
 * A sector as it is offered to people who join.
 */
export type Sector = { 
/**
 * Its id, used in the API and in exports.
 */
id: string, 
/**
 * Its name on a button.
 */
name: string, };

/**
 * A table of a workshop.
 */
export type Table = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its name, such as "Table 1".
 */
name: string, };

/**
 * A sphere of influence: a ring around the person, from what they decide themselves to what they can only speak for.
 */
export type Sphere = { 
/**
 * Its id: `s1` is the innermost.
 */
id: string, 
/**
 * Its name.
 */
name: string, };

/**
 * Who sees a distribution before the reveal.
 */
export type RevealMode = "sealed" | "facilitator" | "open";

/**
 * What a round asks for.
 */
export type RoundKind = "now" | "needed" | "lost" | "priority";

/**
 * How far a round is shown.
 */
export type RevealLevel = "table" | "pooled" | "groups";

/**
 * How people are put into groups.
 */
export type Grouping = "sector" | "table" | "organisation" | "sphere";

/**
 * One thing asked of a workshop. Decided where it stands in the journal, by `Workshop::apply`.
 */
export type Command = { "type": "open_round", 
/**
 * Which framework is marked.
 */
framework: FrameworkId, 
/**
 * Whether people mark where they are or where they need to be.
 */
kind: RoundKind, 
/**
 * The domains that are marked; all of them where none is named.
 */
domains?: Array<DomainId>, } | { "type": "open_losses", 
/**
 * Which map.
 */
map: string, 
/**
 * The steps that are marked; all of them but beginnings and ends where none is named.
 */
steps?: Array<string>, } | { "type": "open_priorities", 
/**
 * The actions that are marked; all of them but those that are done or stopped where none is named.
 */
actions?: Array<string>, } | { "type": "close_round", 
/**
 * The open round.
 */
round: string, } | { "type": "reopen_round", 
/**
 * The closed round.
 */
round: string, } | { "type": "reveal", 
/**
 * The closed round.
 */
round: string, 
/**
 * How far it is shown. A later reveal may only show more.
 */
level: RevealLevel, 
/**
 * The grouping shown with `groups`; sector where none is given. One grouping a round: two would cross.
 */
by?: Grouping, } | { "type": "take_late", 
/**
 * The shown round.
 */
round: string, } | { "type": "move_step", 
/**
 * The step the sender saw.
 */
from: StepId, 
/**
 * The step to go to.
 */
to: StepId, } | { "type": "extend_step", 
/**
 * How many minutes more.
 */
minutes: number, } | { "type": "focus", 
/**
 * The domain of the latest round's framework.
 */
domain: DomainId | null, } | { "type": "agree", 
/**
 * A closed round.
 */
round: string, 
/**
 * The domain.
 */
domain: DomainId, 
/**
 * The agreed level, or null for "no consensus".
 */
level: number | null, 
/**
 * Why; needed where there is no level.
 */
because: string, } | { "type": "withdraw_agreed", 
/**
 * The round.
 */
round: string, 
/**
 * The domain.
 */
domain: DomainId, } | { "type": "assign_table", 
/**
 * The seat.
 */
seat: string, 
/**
 * The table.
 */
table: string | null, } | { "type": "create_table", 
/**
 * Its name; "Table 3" and so on where none is given.
 */
name?: string, } | { "type": "create_map", 
/**
 * What it is called.
 */
title: string, } | { "type": "rename_map", 
/**
 * The map.
 */
map: string, 
/**
 * What it is called.
 */
title: string, } | { "type": "show_map", 
/**
 * The map.
 */
map: string, } | { "type": "set_spheres", 
/**
 * Their names.
 */
names: Array<string>, } | { "type": "choose_sphere", 
/**
 * The sphere, or none.
 */
sphere: string | null, } | { "type": "accept_action", 
/**
 * The action.
 */
action: string, 
/**
 * What is accepted, as the owner read it: it must be what the plan has.
 */
terms: Terms, 
/**
 * The name under which the owner stands in the plan.
 */
name: string, } | { "type": "decline_action", 
/**
 * The action.
 */
action: string, 
/**
 * Why.
 */
because: string, } | { "type": "stop_calendars", 
/**
 * Whose addresses. Everybody's is for facilitators.
 */
whose: CalendarsOf, } | { "type": "set_role", 
/**
 * The seat.
 */
seat: string, 
/**
 * Its new role.
 */
role: Role, } | { "type": "remove_seat", 
/**
 * The seat.
 */
seat: string, } | { "type": "remove_awaited", 
/**
 * In milliseconds since 1970; all of them where it is not given.
 */
since_ms?: number, } | { "type": "remove_second", 
/**
 * The seat that goes.
 */
seat: string, 
/**
 * The seat that the person keeps.
 */
first: string, } | { "type": "admit_all", 
/**
 * For how many minutes.
 */
minutes: number, } | { "type": "open_joining", 
/**
 * Whether people may join.
 */
open: boolean, } | { "type": "close_workshop" } | { "type": "seal" };

/**
 * What a calendar address shows.
 */
export type CalendarShows = "plan" | "mine";

/**
 * Whose calendar addresses are meant.
 */
export type CalendarsOf = "me" | "everybody";

/**
 * What an owner accepts of an action: the rest of it may be worked out further without asking again.
 */
export type Terms = { 
/**
 * What is done.
 */
what: string, 
/**
 * By when it is developed.
 */
develop_by: string | null, 
/**
 * By when it is implemented.
 */
implement_by: string | null, 
/**
 * By when it is tested.
 */
test_by: string | null, 
/**
 * How progress is measured.
 */
measure: string, 
/**
 * What the measure should become.
 */
target: string, };

/**
 * What an owner answered to an action.
 */
export type Commitment = { 
/**
 * The action.
 */
action: string, 
/**
 * The seat that answered.
 */
seat: string, 
/**
 * When, in milliseconds since 1970.
 */
at_ms: number, } & ({ "answer": "accepted", 
/**
 * The name under which the owner stands in the plan.
 */
name: string, 
/**
 * What was accepted.
 */
terms: Terms, } | { "answer": "declined", 
/**
 * Why; may be empty.
 */
because: string, });

/**
 * An owner's answer.
 */
export type Answer = { "answer": "accepted", 
/**
 * The name under which the owner stands in the plan.
 */
name: string, 
/**
 * What was accepted.
 */
terms: Terms, } | { "answer": "declined", 
/**
 * Why; may be empty.
 */
because: string, };

/**
 * Where an action stands: what its people say of it, as far as its owner has agreed to it.
 */
export type ActionStatus = "proposed" | "agreed" | "under_way" | "done" | "stopped";

/**
 * What an action lacks before its owner can accept it.
 */
export type Missing = "what" | "owner" | "date" | "measure";

/**
 * A process map: a pathway, the organisations on it, its steps, and where people are lost.
 */
export type ProcessMap = { 
/**
 * The one pathway that is looked at.
 */
pathway: string, 
/**
 * Why this pathway, in words.
 */
why: string, 
/**
 * On what ground it was chosen.
 */
grounds: Array<Ground>, 
/**
 * The four components of the pathway, A to D.
 */
components: Array<Component>, 
/**
 * The organisations, from the top of the drawing down.
 */
lanes: Array<MapLane>, 
/**
 * The steps in the order of the list: a step stands after those that lead to it.
 */
steps: Array<MapStep>, 
/**
 * What leads to what.
 */
links: Array<MapLink>, 
/**
 * Where and why people are lost.
 */
pins: Array<DecayPin>, 
/**
 * What has to be found out.
 */
questions: Array<MapQuestion>, 
/**
 * Who has a say at which steps.
 */
stakeholders: Array<Stakeholder>, };

/**
 * On what ground a pathway was chosen.
 */
export type Ground = "priority" | "change" | "local_intelligence";

/**
 * One of the four components of a pathway, each a part of those before it.
 */
export type Component = { 
/**
 * Which one.
 */
id: ComponentId, 
/**
 * What it is called here.
 */
label: string, 
/**
 * Who counts in it, as agreed here; empty where nothing has been written.
 */
definition: string, };

/**
 * Which component.
 */
export type ComponentId = "a" | "b" | "c" | "d";

/**
 * An organisation on the pathway.
 */
export type MapLane = { 
/**
 * The lane.
 */
id: string, 
/**
 * The organisation's name.
 */
name: string, };

/**
 * One step of the pathway.
 */
export type MapStep = { 
/**
 * The step.
 */
id: string, 
/**
 * What kind of step.
 */
kind: MapStepKind, 
/**
 * What happens.
 */
name: string, 
/**
 * Who does it; null where no organisation has been chosen, or the chosen one was taken out.
 */
lane: string | null, 
/**
 * The component it belongs to.
 */
component: ComponentId | null, 
/**
 * Anything else about it.
 */
note: string, };

/**
 * What kind of step.
 */
export type MapStepKind = "start" | "step" | "decision" | "wait" | "hand_off" | "end";

/**
 * One step leads to another.
 */
export type MapLink = { 
/**
 * The link.
 */
id: string, 
/**
 * The step it leaves.
 */
from: string, 
/**
 * The step it reaches.
 */
to: string, 
/**
 * When this way is taken.
 */
label: string, 
/**
 * Whether it leads back to a step that stands earlier in the list. The others never form a cycle.
 */
is_back: boolean, };

/**
 * Something that loses people at a step, or spoils the outcome for them.
 */
export type DecayPin = { 
/**
 * The pin.
 */
id: string, 
/**
 * The step it sticks to.
 */
step: string, 
/**
 * What class of factor it is; null where nobody has said.
 */
class: FactorClass | null, 
/**
 * What is lost here, and why.
 */
text: string, 
/**
 * How it is known.
 */
evidence: string, 
/**
 * How many, where a number is known.
 */
number: number | null, 
/**
 * What the number counts, such as "people a month".
 */
unit: string, };

/**
 * What class of factor loses people.
 */
export type FactorClass = "operational" | "wider";

/**
 * Something that has to be found out about a step.
 */
export type MapQuestion = { 
/**
 * The question.
 */
id: string, 
/**
 * The step it is about.
 */
step: string, 
/**
 * What is asked.
 */
text: string, 
/**
 * How it could be found out.
 */
method: EnquiryMethod | null, 
/**
 * What was found.
 */
answer: string, };

/**
 * How something could be found out.
 */
export type EnquiryMethod = "data" | "survey" | "interviews" | "focus_group" | "workshop";

/**
 * A person or body with a say at some steps.
 */
export type Stakeholder = { 
/**
 * The stakeholder.
 */
id: string, 
/**
 * Who they are.
 */
name: string, 
/**
 * Their sphere of influence.
 */
sphere: string | null, 
/**
 * The steps at which they have a say, in the order of the list.
 */
steps: Array<string>, 
/**
 * Whether they still have to be brought in.
 */
is_to_bring_in: boolean, };

/**
 * What is to be done, and what it is for.
 */
export type Plan = { 
/**
 * The actions, the first in rank first.
 */
actions: Array<Action>, 
/**
 * Outcomes, opportunities, solutions and measures, in the order of the list.
 */
nodes: Array<ThreadNode>, 
/**
 * How actions and nodes serve others.
 */
ties: Array<ThreadTie>, };

/**
 * One thing to be done.
 */
export type Action = { 
/**
 * The action.
 */
id: string, 
/**
 * What is done.
 */
what: string, 
/**
 * What good looks like.
 */
objective: string, 
/**
 * Who leads it.
 */
owner: ActionOwner | null, 
/**
 * Who else has to be engaged.
 */
engage: string, 
/**
 * How it is known that this is needed.
 */
evidence: string, 
/**
 * By when it is developed.
 */
develop_by: string | null, 
/**
 * By when it is implemented.
 */
implement_by: string | null, 
/**
 * By when it is tested.
 */
test_by: string | null, 
/**
 * How progress is measured.
 */
measure: string, 
/**
 * What the measure is now.
 */
baseline: string, 
/**
 * What the measure should become.
 */
target: string, 
/**
 * How soon it should be taken up.
 */
priority: ActionPriority | null, 
/**
 * How often it is reported on.
 */
rhythm: ReportRhythm | null, 
/**
 * To whom it is reported.
 */
report_to: string, 
/**
 * What stands in its way.
 */
blockers: Array<Blocker>, 
/**
 * Its cycles of trying out, the oldest first.
 */
cycles: Array<PdsaCycle>, 
/**
 * How far it has come, as its people say.
 */
progress: ActionProgress, 
/**
 * Where it comes from.
 */
source: ActionSource | null, };

/**
 * Who leads an action.
 */
export type ActionOwner = { "kind": "seat", 
/**
 * Their seat.
 */
seat: string, 
/**
 * What they are called in the plan until they accept under a name of their own.
 */
label: string, } | { "kind": "organisation", 
/**
 * Its name.
 */
label: string, };

/**
 * What is promised by a day.
 */
export type ActionDay = "develop" | "implement" | "test";

/**
 * How soon an action should be taken up.
 */
export type ActionPriority = "first" | "next" | "later";

/**
 * How often an action is reported on.
 */
export type ReportRhythm = "weekly" | "fortnightly" | "monthly" | "quarterly";

/**
 * Something that stands in an action's way.
 */
export type Blocker = { 
/**
 * The blocker.
 */
id: string, 
/**
 * What it is.
 */
text: string, 
/**
 * Who has been asked to help; empty where nobody has.
 */
escalated_to: string, 
/**
 * Whether it is out of the way.
 */
is_resolved: boolean, };

/**
 * One cycle of plan, do, study, act.
 */
export type PdsaCycle = { 
/**
 * The cycle.
 */
id: string, 
/**
 * What is tried, and what is expected.
 */
plan: PdsaStage, 
/**
 * What was done.
 */
do: PdsaStage, 
/**
 * What was seen.
 */
study: PdsaStage, 
/**
 * What follows.
 */
act: PdsaStage, 
/**
 * What came out, in a line.
 */
result: string, };

/**
 * One stage of a cycle.
 */
export type PdsaStage = { 
/**
 * What was written.
 */
text: string, 
/**
 * When.
 */
on: string | null, };

/**
 * How far an action has come, as its people say. What counts is [`crate::workshop::ActionStatus`].
 */
export type ActionProgress = "not_started" | "under_way" | "done" | "stopped";

/**
 * Where an action comes from.
 */
export type ActionSource = { "kind": "domain", 
/**
 * Its framework.
 */
framework: FrameworkId, 
/**
 * The domain.
 */
domain: DomainId, } | { "kind": "step", 
/**
 * The map.
 */
map: string, 
/**
 * The step.
 */
step: string, } | { "kind": "pin", 
/**
 * The map.
 */
map: string, 
/**
 * The pin.
 */
pin: string, };

/**
 * A node of the thread from actions to outcomes.
 */
export type ThreadNode = { 
/**
 * The node.
 */
id: string, 
/**
 * What kind of node.
 */
kind: NodeKind, 
/**
 * What it says.
 */
text: string, };

/**
 * What kind of node, the furthest from the action first.
 */
export type NodeKind = "outcome" | "opportunity" | "solution" | "measure";

/**
 * One thing serves another that stands nearer to the outcome.
 */
export type ThreadTie = { 
/**
 * The tie.
 */
id: string, 
/**
 * An action or a node.
 */
from: string, 
/**
 * A node of a kind nearer to the outcome.
 */
to: string, 
/**
 * Whether it works by itself or by way of something else.
 */
way: TieWay, 
/**
 * How this turns the dial.
 */
how: string, };

/**
 * Whether something works by itself.
 */
export type TieWay = "direct" | "indirect";

/**
 * Why something was refused, as a word that a program can act on.
 */
export type RefusalCode = "forbidden" | "moved_on" | "not_found" | "invalid" | "full" | "hidden";

/**
 * The one word for a tally.
 */
export type Verdict = "consensus" | "leaning" | "split" | "polarised" | "scattered" | "too_few";

/**
 * One step between two neighbouring levels, seen as a yes or no question: have we got beyond it?
 */
export type LevelStep = { 
/**
 * The level below the step, counted from 1.
 */
from: number, 
/**
 * People above it.
 */
above: number, 
/**
 * What it contributes to the index of ordinal variation, 4 F (1 − F) / (K − 1).
 */
contribution: number, 
/**
 * Its part of all that is contested, 0 to 1; null where nothing is.
 */
share: number | null, };

/**
 * Where a domain's disagreement lies.
 */
export type Pattern = "too_few" | "agreed" | "not_detectable" | "individual" | "partly" | "clearly" | "mainly";

/**
 * Whose disagreement a domain's is, by one grouping.
 */
export type Whose = { 
/**
 * The grouping that was looked at.
 */
grouping: Grouping, 
/**
 * What was found.
 */
pattern: Pattern, 
/**
 * Whether it is said with "perhaps": chance gives as much in more than four workshops of a hundred.
 */
tentative: boolean, 
/**
 * People who were compared.
 */
n: number, };

/**
 * A word that one person could bring about by moving to a neighbouring level.
 */
export type OneAway = { 
/**
 * The word.
 */
verdict: Verdict, 
/**
 * The level from which somebody would have to move, counted from 1.
 */
from: number, 
/**
 * The neighbouring level to which.
 */
to: number, };

/**
 * A word that may come out.
 */
export type PossibleWord = { 
/**
 * The word.
 */
verdict: Verdict, 
/**
 * In how many of the ways gone through, which are no probabilities.
 */
ways: number, };

/**
 * What the missing marks could make of the word.
 */
export type Outstanding = { 
/**
 * Marks that are missing.
 */
missing: number, 
/**
 * Words that may come out, the present one first if it may, then those with the most ways.
 */
possible: Array<PossibleWord>, 
/**
 * Whether every way was gone through. If not, more words may be possible than are listed.
 */
is_complete: boolean, };

/**
 * How a domain changed between two rounds.
 */
export type Movement = { 
/**
 * People who marked both rounds.
 */
n: number, 
/**
 * Of them, who marks higher now.
 */
up: number, 
/**
 * Who marks lower now.
 */
down: number, 
/**
 * Chance of a movement as one-sided as this, or more, if up and down were equally likely (exact sign test).
 */
sign_test_p: number, 
/**
 * The part of the people by which the bars changed, ½ Σ |n_k' − n_k| / n, 0 to 1.
 */
net_change: number, 
/**
 * The later consensus index less the earlier: above 0 the room came closer together.
 */
consensus_change: number, 
/**
 * Chance of a change of the index as large as this if each mover had gone the other way as easily.
 */
consensus_change_p: number, 
/**
 * Whether bars and people both hold still: less than 15 % net change and less than 25 % moved.
 */
is_stable: boolean, };

/**
 * What the rule would do with a domain after a round. Advice: people decide.
 */
export type Advice = "open" | "record_consensus" | "stable_disagreement" | "enough_rounds";

/**
 * Needed against now, among people who marked both.
 */
export type Gap = { 
/**
 * People who marked both.
 */
n: number, 
/**
 * Of them, who needs a higher level than now.
 */
higher: number, 
/**
 * Who needs what there is.
 */
same: number, 
/**
 * Who needs a lower one.
 */
lower: number, 
/**
 * The interpolated median of now.
 */
now: number, 
/**
 * The interpolated median of needed.
 */
needed: number, 
/**
 * Needed less now, in levels.
 */
levels: number, 
/**
 * The chance of so one-sided a room if higher and lower were equally likely (exact sign test).
 */
sign_test_p: number, };

/**
 * Where an action lies by its impact and its speed, the one to begin with first.
 */
export type Quarter = "do_first" | "begin_now" | "if_time_allows" | "leave" | "talk_first" | "too_few";

/**
 * A message on `{workshop}/session`.
 */
export type View = { "type": "session" } & SessionView | { "type": "seat" } & SeatView | { "type": "progress" } & ProgressView | { "type": "results" } & ResultsView | { "type": "commitments" } & CommitmentsView | { "type": "joining" } & JoiningView | { "type": "refusal" } & RefusalView | { "type": "saving" } & SavingView;

/**
 * Where the workshop stands: the same for everybody but for what they may write.
 */
export type SessionView = { 
/**
 * Grows with every change: the larger one is the newer one.
 */
revision: number, 
/**
 * The server's clock when this was sent, in milliseconds since 1970.
 */
server_time_ms: number, 
/**
 * The workshop.
 */
workshop: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Its life.
 */
state: WorkshopState, 
/**
 * What people type to join.
 */
join_code: string, 
/**
 * Whether people may join now.
 */
joining_open: boolean, 
/**
 * Who sees a distribution before the reveal.
 */
reveal: RevealMode, 
/**
 * The fewest people of whom a distribution is shown.
 */
minimum_group: number, 
/**
 * Whether facilitators see every group once a round is revealed, however small: told to everybody before they mark.
 */
named: boolean, 
/**
 * The frameworks; their texts are at `GET /workshops/{w}/frameworks/{id}`.
 */
frameworks: Array<FrameworkRef>, 
/**
 * The sectors.
 */
sectors: Array<Sector>, 
/**
 * The tables.
 */
tables: Array<Table>, 
/**
 * The spheres of influence, the innermost first.
 */
spheres: Array<Sphere>, 
/**
 * The process maps, the oldest first.
 */
maps: Array<MapRef>, 
/**
 * The map that is before everybody.
 */
map: string | null, 
/**
 * The agenda and where it stands.
 */
run_sheet: RunSheet, 
/**
 * What the receiver may write now, and why not what they may not.
 */
writing: Writing, 
/**
 * The rounds so far, oldest first.
 */
rounds: Array<RoundSummary>, 
/**
 * The domain of the latest round's framework that is before everybody.
 */
focus: DomainId | null, 
/**
 * Who is here, in numbers.
 */
present: PresentView, 
/**
 * The shared documents that are nearly full, by the part of their name after the workshop, such as `map/m1`.
 */
nearly_full: Array<NearlyFull>, };

/**
 * How fast people join, and who waits.
 */
export type JoiningView = { 
/**
 * The server's clock when this was found, in milliseconds since 1970.
 */
server_time_ms: number, 
/**
 * How many joined in the last ten seconds.
 */
in_ten_seconds: number, 
/**
 * How many joined in the last minute.
 */
in_a_minute: number, 
/**
 * How many are known to wait in the lobby. Others may wait at other nodes, and some ask so that they cannot be counted.
 */
waiting: number, 
/**
 * Whether so many join or wait that a facilitator should know.
 */
is_rush: boolean, 
/**
 * Whether unusually many have joined lately for a round being open: their marks count.
 */
is_late_rush: boolean, 
/**
 * Until when everybody is let in, in milliseconds since 1970; null where the usual pace holds.
 */
admits_all_until_ms: number | null, 
/**
 * Seats to which nobody has come, which a facilitator may take away.
 */
unused: number, };

/**
 * A workshop's life.
 */
export type WorkshopState = "open" | "closed" | "sealed";

/**
 * What a seat may do with a document that it can open: write, or only read, and why.
 */
export type WriteAccess = "write" | "workshop_closed" | "step_closed" | "facilitators_only" | "observer_reads" | "screen_reads";

/**
 * What a seat may do now with each kind of document, by its role; null where it can open none of the kind.
 */
export type Writing = { 
/**
 * Its own ballot.
 */
ballot: WriteAccess | null, 
/**
 * The document of its table; for facilitators, of every table.
 */
table: WriteAccess | null, 
/**
 * The plenary document.
 */
plenary: WriteAccess, 
/**
 * Every map.
 */
map: WriteAccess, 
/**
 * The plan.
 */
plan: WriteAccess, };

/**
 * A shared document that soon takes nothing more.
 */
export type NearlyFull = { 
/**
 * The part of its name after the workshop.
 */
document: string, 
/**
 * How much of what it may hold is taken, in percent, down to a multiple of five.
 */
percent: number, };

/**
 * A framework that this workshop uses.
 */
export type FrameworkRef = { 
/**
 * Its id.
 */
id: FrameworkId, 
/**
 * Its version.
 */
version: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Whether it was made of a map's steps or of the plan's actions, when their marking was opened.
 */
is_derived: boolean, };

/**
 * A map of the workshop; what is in it is its document `{workshop}/map/{map}`.
 */
export type MapRef = { 
/**
 * The map.
 */
map: string, 
/**
 * Its title.
 */
title: string, };

/**
 * A map, as it stands.
 */
export type MapView = { 
/**
 * Which map.
 */
map: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Classes of factor of which there is no pin although there are pins.
 */
empty_classes: Array<FactorClass>, 
/**
 * The one pathway that is looked at.
 */
pathway: string, 
/**
 * Why this pathway, in words.
 */
why: string, 
/**
 * On what ground it was chosen.
 */
grounds: Array<Ground>, 
/**
 * The four components of the pathway, A to D.
 */
components: Array<Component>, 
/**
 * The organisations, from the top of the drawing down.
 */
lanes: Array<MapLane>, 
/**
 * The steps in the order of the list: a step stands after those that lead to it.
 */
steps: Array<MapStep>, 
/**
 * What leads to what.
 */
links: Array<MapLink>, 
/**
 * Where and why people are lost.
 */
pins: Array<DecayPin>, 
/**
 * What has to be found out.
 */
questions: Array<MapQuestion>, 
/**
 * Who has a say at which steps.
 */
stakeholders: Array<Stakeholder>, };

/**
 * The plan, as it stands.
 */
export type PlanView = { 
/**
 * The actions, the first in rank first.
 */
actions: Array<PlannedAction>, 
/**
 * Outcomes, opportunities, solutions and measures.
 */
nodes: Array<ThreadNode>, 
/**
 * How actions and nodes serve others.
 */
ties: Array<ThreadTie>, 
/**
 * What hangs in the air.
 */
orphans: Orphans, };

/**
 * An action and where it stands.
 */
export type PlannedAction = { 
/**
 * Where it stands.
 */
status: ActionStatus, 
/**
 * Under which name its owner accepted it as it stands; null where nobody has.
 */
accepted_by: string | null, 
/**
 * What it lacks before its owner can accept it.
 */
missing: Array<Missing>, 
/**
 * The action.
 */
id: string, 
/**
 * What is done.
 */
what: string, 
/**
 * What good looks like.
 */
objective: string, 
/**
 * Who leads it.
 */
owner: ActionOwner | null, 
/**
 * Who else has to be engaged.
 */
engage: string, 
/**
 * How it is known that this is needed.
 */
evidence: string, 
/**
 * By when it is developed.
 */
develop_by: string | null, 
/**
 * By when it is implemented.
 */
implement_by: string | null, 
/**
 * By when it is tested.
 */
test_by: string | null, 
/**
 * How progress is measured.
 */
measure: string, 
/**
 * What the measure is now.
 */
baseline: string, 
/**
 * What the measure should become.
 */
target: string, 
/**
 * How soon it should be taken up.
 */
priority: ActionPriority | null, 
/**
 * How often it is reported on.
 */
rhythm: ReportRhythm | null, 
/**
 * To whom it is reported.
 */
report_to: string, 
/**
 * What stands in its way.
 */
blockers: Array<Blocker>, 
/**
 * Its cycles of trying out, the oldest first.
 */
cycles: Array<PdsaCycle>, 
/**
 * How far it has come, as its people say.
 */
progress: ActionProgress, 
/**
 * Where it comes from.
 */
source: ActionSource | null, };

/**
 * What hangs in the air.
 */
export type Orphans = { 
/**
 * Measures from which no tie leads to an outcome.
 */
measures: Array<string>, 
/**
 * Actions whose source is missing: none is named, or it is no longer there.
 */
actions: Array<string>, };

/**
 * What owners have answered.
 */
export type CommitmentsView = { 
/**
 * Grows with every change.
 */
revision: number, 
/**
 * Each seat's latest answer to each action that stands in the plan; of one action's the latest comes last.
 */
commitments: Array<Commitment>, };

/**
 * A round in the session.
 */
export type RoundSummary = { 
/**
 * The round.
 */
round: string, 
/**
 * What is marked.
 */
framework: FrameworkId, 
/**
 * What is asked.
 */
kind: RoundKind, 
/**
 * The map on whose steps people mark; null where it is none.
 */
map: string | null, 
/**
 * The domains that are marked, in the framework's order; null where it is all of them.
 */
domains: Array<DomainId> | null, 
/**
 * Whether marks are counted now.
 */
is_open: boolean, 
/**
 * How far it is shown.
 */
revealed: RevealLevel | null, 
/**
 * How people are grouped in what is shown.
 */
grouping: Grouping | null, };

/**
 * Who is here, in numbers.
 */
export type PresentView = { 
/**
 * People with a counted seat whose device is connected.
 */
people: number, 
/**
 * The same for each sector.
 */
sectors: Array<SectorPresence>, 
/**
 * The same for each table.
 */
tables: Array<TablePresence>, 
/**
 * Connected observers.
 */
observers: number, 
/**
 * Connected facilitators.
 */
facilitators: number, 
/**
 * Connected screens.
 */
screens: number, };

/**
 * A sector's people.
 */
export type SectorPresence = { 
/**
 * The sector.
 */
sector: string, 
/**
 * Connected now.
 */
present: number, 
/**
 * Ever joined.
 */
joined: number, };

/**
 * A table's people.
 */
export type TablePresence = { 
/**
 * The table.
 */
table: string, 
/**
 * Connected now.
 */
present: number, 
/**
 * Seated there.
 */
seated: number, };

/**
 * The receiver's own seat.
 */
export type SeatView = { 
/**
 * Grows with every change.
 */
revision: number, 
/**
 * The seat.
 */
seat: string, 
/**
 * Its role.
 */
role: Role, 
/**
 * Its sector.
 */
sector: string | null, 
/**
 * Its organisation.
 */
organisation: string | null, 
/**
 * Its display name.
 */
name: string | null, 
/**
 * Its table.
 */
table: string | null, 
/**
 * The sphere of influence the person put themselves in.
 */
sphere: string | null, 
/**
 * What was counted of the seat's marks in each round that is closed, oldest first. A round that is open is not here:
 * what is marked in it counts as it stands when it closes.
 */
counted: Array<CountedMarks>, 
/**
 * What the seat's open calendar addresses show.
 */
calendars: Array<CalendarShows>, };

/**
 * What was counted of one seat's marks in one closed round: its own marks, told to itself.
 */
export type CountedMarks = { 
/**
 * The round.
 */
round: string, 
/**
 * The domains with a counted mark, in the framework's order. Marks on others came too late, or never.
 */
marks: Array<CountedMark>, };

/**
 * One mark that was counted.
 */
export type CountedMark = { 
/**
 * The domain.
 */
domain: DomainId, 
/**
 * The level; null where the person was not sure.
 */
level: number | null, };

/**
 * How many have marked, never what.
 */
export type ProgressView = { 
/**
 * Grows with every change.
 */
revision: number, 
/**
 * The round.
 */
round: string, 
/**
 * Counted seats in the workshop.
 */
seats: number, 
/**
 * Seats that have marked at least one domain.
 */
started: number, 
/**
 * Seats that have marked every domain.
 */
finished: number, 
/**
 * Counted seats from which nobody has ever opened the workshop, as far as that was written down: they have marked
 * nothing, and a facilitator can remove them.
 */
awaited: number, 
/**
 * Seats that marked after the round was closed.
 */
late: number, 
/**
 * Each domain in the framework's order.
 */
domains: Array<DomainProgress>, };

/**
 * How many have marked a domain.
 */
export type DomainProgress = { 
/**
 * The domain.
 */
domain: DomainId, 
/**
 * Seats with a mark there, "not sure" included.
 */
marked: number, };

/**
 * What was marked in a round, as far as the receiver may see.
 */
export type ResultsView = { 
/**
 * Grows with every change.
 */
revision: number, 
/**
 * The round.
 */
round: string, 
/**
 * What was marked.
 */
framework: FrameworkId, 
/**
 * What was asked.
 */
kind: RoundKind, 
/**
 * How far it is shown to the room; null while only some may look.
 */
revealed: RevealLevel | null, 
/**
 * Whose marks these are: null for the whole room, else the one table whose people are looking.
 */
table: string | null, 
/**
 * The grouping of `groups`.
 */
grouping: Grouping | null, 
/**
 * Which state of what is shown this is: 1 at the reveal, one more each time late people were counted in; null while
 * the counts are live.
 */
snapshot: number | null, 
/**
 * Each domain that is marked, in the framework's order.
 */
domains: Array<DomainResult>, 
/**
 * All domains together; null where nothing is shown.
 */
overall: OverallView | null, 
/**
 * Places in `domains`, from 0, the domain that asks most for talk first.
 */
by_disagreement: Array<number>, 
/**
 * The actions that were marked, those to begin with first; empty where none were.
 */
actions: Array<ActionQuarter>, 
/**
 * Whether `whose` is still being worked out: results come again with it.
 */
computing: boolean, };

/**
 * Where an action lies by its impact and its speed, out of what is shown of both in the same results.
 */
export type ActionQuarter = { 
/**
 * The action.
 */
action: string, 
/**
 * Its quarter.
 */
quarter: Quarter, };

/**
 * What was marked on a domain.
 */
export type DomainResult = { 
/**
 * The domain.
 */
domain: DomainId, 
/**
 * People at each level, the lowest first; null where too few marked to show it.
 */
counts: Array<number> | null, 
/**
 * Levels marked in time; null where too few marked to show it.
 */
n: number | null, 
/**
 * People who were not sure; null where too few marked to show it.
 */
unsure: number | null, 
/**
 * Seats of the room whose mark came or changed after the close, not in `counts`; null where a table looks at its own.
 */
late: number | null, 
/**
 * The interpolated median level.
 */
median: number | null, 
/**
 * The consensus index C, 0 (two camps at the ends) to 1 (all on one level).
 */
consensus: number | null, 
/**
 * The one word.
 */
verdict: Verdict, 
/**
 * What must be said with the word, such as "3 far away".
 */
tags: Array<string>, 
/**
 * Whether so few marked that one person can easily change the word.
 */
tentative: boolean, 
/**
 * The finding in words, to read aloud: as much of it as is shown.
 */
sentence: string, 
/**
 * The expert's line; null without a word.
 */
measures: Measures | null, 
/**
 * Which steps between levels are contested, lowest first; null without a word.
 */
steps: Array<LevelStep> | null, 
/**
 * Whose disagreement it is; null where the groups are not shown, and while that is worked out.
 */
whose: Whose | null, 
/**
 * The part of the disagreement that lies between the groups, less what chance gives; may be below 0. Null where the
 * groups are not shown.
 */
between_share: number | null, 
/**
 * How firm the word is; null without a word.
 */
firm: Firm | null, 
/**
 * What changed since the earlier round of the same kind; null where there is none that is shown.
 */
since: Since | null, 
/**
 * From now to needed; null unless rounds of both kinds are shown.
 */
gap: GapView | null, 
/**
 * What the stop rule would do; null before the reveal and without a word.
 */
advice: Advice | null, 
/**
 * What the room decided.
 */
agreed: Agreed | null, 
/**
 * The groups, where they may be shown.
 */
groups?: Array<GroupResult>, 
/**
 * Why the groups are not shown here although the round is shown by them, in one sentence; null elsewhere.
 */
groups_withheld: string | null, };

/**
 * The expert's line on a domain. Each value is null where it is not defined.
 */
export type Measures = { 
/**
 * The index of ordinal variation, 0 (all on one level) to 1 (half on each end); the consensus index is 1 less it.
 */
iov: number | null, 
/**
 * The same without its bias in small rooms.
 */
iov_unbiased: number | null, 
/**
 * How many levels apart two people are on average.
 */
average_gap_levels: number | null, 
/**
 * Tastle and Wierman's consensus, 0 to 1.
 */
tastle_wierman: number | null, 
/**
 * Van der Eijk's agreement, −1 (two camps at the ends) to 1 (one level).
 */
van_der_eijk_a: number | null, 
/**
 * Van der Eijk's agreement turned round, 0 to 1.
 */
polarisation: number | null, 
/**
 * The entropy of the counts in bits: how many levels are in use, whatever their order.
 */
entropy_bits: number | null, 
/**
 * The lowest and the highest level of the middle half of the people.
 */
middle_half: [number, number] | null, };

/**
 * How firm a domain's word is.
 */
export type Firm = { 
/**
 * The other words that one person could bring about by moving to a neighbouring level; empty where the word stands firm.
 */
one_away: Array<OneAway>, 
/**
 * What the missing marks could make of the word; null where none is missing.
 */
outstanding: Outstanding | null, 
/**
 * Marks that are missing: while the round is open of everybody who can mark, afterwards of those who took part.
 */
missing: number, };

/**
 * What changed since an earlier round of the same kind.
 */
export type Since = { 
/**
 * The earlier round.
 */
round: string, 
/**
 * What it asked.
 */
kind: RoundKind, 
/**
 * People at each level in the earlier round, as it is shown.
 */
counts: Array<number>, 
/**
 * Levels marked then.
 */
n: number, 
/**
 * The interpolated median then.
 */
median: number | null, 
/**
 * The consensus index then.
 */
consensus: number | null, 
/**
 * The word then.
 */
verdict: Verdict, 
/**
 * How people moved; null where that is withheld.
 */
movement: Movement | null, 
/**
 * People by earlier level (row) and later level; null where that is withheld, also where `movement` is shown.
 */
transitions: Array<Array<number>> | null, 
/**
 * Why `movement` is null, in one sentence for every cause.
 */
withheld: string | null, };

/**
 * From where people are to where they need to be.
 */
export type GapView = { 
/**
 * The round that asked for now.
 */
now_round: string, 
/**
 * The round that asked for what is needed.
 */
needed_round: string, 
/**
 * The interpolated median of now.
 */
now: number, 
/**
 * The interpolated median of needed.
 */
needed: number, 
/**
 * Needed less now, in levels.
 */
levels: number, 
/**
 * Person by person; null where that is withheld.
 */
paired: Gap | null, 
/**
 * Why `paired` is null, in one sentence for every cause.
 */
withheld: string | null, };

/**
 * A round as a whole, each figure to two places.
 */
export type OverallView = { 
/**
 * Agreement over all domains with a word, corrected for chance: Gwet's AC2 with linear weights.
 */
gwet_ac2: number | null, 
/**
 * Whether people tell the domains apart alike: Krippendorff's alpha, ordinal, over the same domains.
 */
krippendorff_alpha: number | null, 
/**
 * Whether people order the domains alike: Kendall's W, over the domains on which everybody who took part chose a level
 * and groups are shown; of the room alone only once the workshop is closed.
 */
kendall_w: number | null, 
/**
 * The mean consensus index of the domains with a word.
 */
mean_consensus: number | null, 
/**
 * Domains with a word.
 */
domains: number, 
/**
 * The most people who chose a level on any of them.
 */
n: number, };

/**
 * What the room decided on a domain: recorded by people, never computed.
 */
export type Agreed = { 
/**
 * The level, or null for "no consensus".
 */
level: number | null, 
/**
 * Why.
 */
because: string, };

/**
 * A group of people that is large enough to be shown.
 */
export type GroupResult = { 
/**
 * The group's name; several small ones stand together as "Others".
 */
group: string, 
/**
 * The names of the groups that stand together here.
 */
members: Array<string>, 
/**
 * People at each level.
 */
counts: Array<number>, 
/**
 * Levels marked.
 */
n: number, 
/**
 * The interpolated median level.
 */
median: number | null, 
/**
 * The consensus index C.
 */
consensus: number | null, 
/**
 * The one word.
 */
verdict: Verdict, 
/**
 * Whether the group is so small that one person can easily change the word.
 */
tentative: boolean, };

/**
 * Something the receiver sent was not taken, and why.
 */
export type RefusalView = { 
/**
 * The document that was written.
 */
document: string, 
/**
 * The word for programs.
 */
code: RefusalCode, 
/**
 * The sentence for people.
 */
detail: string, };

/**
 * Whether the server can save at the moment.
 */
export type SavingView = { 
/**
 * False while the journal cannot be written: nothing is acknowledged meanwhile.
 */
is_saving: boolean, };

/**
 * Asks for a new workshop.
 */
export type CreateWorkshop = { 
/**
 * What people see when they join, at most 120 characters.
 */
title: string, 
/**
 * The ids of the frameworks that will be marked, such as `pit-a`.
 */
frameworks: Array<FrameworkId>, 
/**
 * The sectors people choose from; civic, VCSE, and health and care where none are given.
 */
sectors?: Array<NewSector>, 
/**
 * The tables, by name or by number of them; none where none are given.
 */
tables?: NewTables, 
/**
 * Who sees a distribution before the reveal; `facilitator` where nothing is given.
 */
reveal?: RevealMode, 
/**
 * The fewest people of whom a distribution is shown, 3 to 50; 5 where nothing is given.
 */
minimum_group?: number, 
/**
 * Whether facilitators see every group once a round is revealed, however small; false where nothing is given.
 */
named?: boolean, };

/**
 * A sector of a new workshop.
 */
export type NewSector = string | Sector;

/**
 * The tables of a new workshop.
 */
export type NewTables = number | Array<string>;

/**
 * A new workshop, and the only time its secrets are told.
 */
export type WorkshopCreated = { 
/**
 * Its id.
 */
workshop: string, 
/**
 * What people type to join.
 */
join_code: string, 
/**
 * The facilitator's seat.
 */
seat: string, 
/**
 * The facilitator's bearer token.
 */
facilitator_token: string, 
/**
 * Where people join.
 */
join_url: string, 
/**
 * Where the facilitator works; holds the token in its fragment.
 */
facilitate_url: string, 
/**
 * What the projector shows; holds its token in its fragment.
 */
screen_url: string, };

/**
 * What somebody sees who has the code and is about to join.
 */
export type Invitation = { 
/**
 * The workshop.
 */
workshop: string, 
/**
 * Its title.
 */
title: string, 
/**
 * The sectors to choose from.
 */
sectors: Array<Sector>, 
/**
 * The tables to choose from; may be empty.
 */
tables: Array<Table>, 
/**
 * Who sees a distribution before the reveal.
 */
reveal: RevealMode, 
/**
 * The fewest people of whom a distribution is shown.
 */
minimum_group: number, 
/**
 * Whether facilitators see every group once a round is revealed, however small.
 */
named: boolean, 
/**
 * Whether people may join now.
 */
joining_open: boolean, };

/**
 * Asks for a seat.
 */
export type Join = { 
/**
 * The join code, as it was typed.
 */
code: string, 
/**
 * The sector the person speaks from.
 */
sector: string, 
/**
 * The organisation.
 */
organisation?: string, 
/**
 * The display name.
 */
name?: string, 
/**
 * The table.
 */
table?: string, 
/**
 * `participant`, where nothing is given, or `observer`. Other roles are given by a facilitator.
 */
role?: Role, };

/**
 * A seat and the key to it.
 */
export type Joined = { 
/**
 * The workshop.
 */
workshop: string, 
/**
 * The seat.
 */
seat: string, 
/**
 * The seat's bearer token on this device.
 */
token: string, 
/**
 * Four words that bring the seat to another device.
 */
recovery_words: string, };

/**
 * Asks for a seat on another device.
 */
export type Recover = { 
/**
 * The join code, as it was typed.
 */
code: string, 
/**
 * The four words, as they were typed.
 */
recovery_words: string, };

/**
 * What a command made, once it is durable.
 */
export type CommandDone = { 
/**
 * The place of the command in the journal.
 */
seq: number, 
/**
 * The round that was opened.
 */
round?: string, 
/**
 * The table that was made.
 */
table?: string, 
/**
 * The map that was made.
 */
map?: string, 
/**
 * How many seats were taken away.
 */
removed?: number, };

/**
 * Asks for a calendar address of the caller's seat.
 */
export type OpenCalendar = { 
/**
 * What it is to show.
 */
shows: CalendarShows, };

/**
 * A calendar address. It is told this once: it is a key, and only its hash is kept.
 */
export type CalendarOpened = { 
/**
 * What it shows.
 */
shows: CalendarShows, 
/**
 * The path of the address on this server. An earlier address of the seat for the same is stopped.
 */
path: string, };

/**
 * One seat in a facilitator's list of people. Never says what anybody marked.
 */
export type SeatListed = { 
/**
 * The seat.
 */
seat: string, 
/**
 * Its role.
 */
role: Role, 
/**
 * Its sector.
 */
sector: string | null, 
/**
 * Its organisation.
 */
organisation: string | null, 
/**
 * Its display name.
 */
name: string | null, 
/**
 * Its table.
 */
table: string | null, 
/**
 * Whether a device of the seat is connected now.
 */
is_present: boolean, 
/**
 * Whether no device has ever opened the workshop from this seat, as far as that was written down.
 */
is_awaited: boolean, 
/**
 * When it was given, in milliseconds since 1970; null where somebody has come to it.
 */
awaited_since_ms: number | null, };

/**
 * Who wrote when in a map or the plan, told to facilitators.
 */
export type DocumentHistory = { 
/**
 * Stretches of writing, the one that ended last first.
 */
stretches: Array<Stretch>, 
/**
 * Whether there are earlier ones: ask again with `before`.
 */
has_earlier: boolean, 
/**
 * Up to which entry the journal is no longer kept, so that nobody can say who wrote what before; null where the
 * history reaches back to the beginning.
 */
kept_after: number | null, };

/**
 * What one seat wrote in a document without a long rest. Others may have written in the same time.
 */
export type Stretch = { 
/**
 * The entry behind which the document stood before it; null where nothing had been written.
 */
before_seq: number | null, 
/**
 * Its first entry in the journal.
 */
from_seq: number, 
/**
 * Its last entry in the journal.
 */
to_seq: number, 
/**
 * When it began, in milliseconds since 1970.
 */
began_at_ms: number, 
/**
 * When it ended.
 */
ended_at_ms: number, 
/**
 * The seat.
 */
seat: string, 
/**
 * Its role; null where the seat was removed.
 */
role: Role | null, 
/**
 * Its display name.
 */
name: string | null, 
/**
 * Its organisation.
 */
organisation: string | null, 
/**
 * Its sector.
 */
sector: string | null, 
/**
 * How many updates it has.
 */
changes: number, };

/**
 * An error, as RFC 9457 has it.
 */
export type Problem = { 
/**
 * A URI that names the kind of problem, relative to the server.
 */
type: string, 
/**
 * The kind of problem in a few words.
 */
title: string, 
/**
 * The HTTP status.
 */
status: number, 
/**
 * What was wrong this time, with which value, and what to do.
 */
detail: string, 
/**
 * The reference under which the server's log has the cause.
 */
reference?: string, };
