// What is known of one live workshop, as reactive state. It is told everything; it asks nobody.
import type { Diagnosis, LinkState } from "../device/diagnosis";
import type {
  Commitment,
  Framework,
  JoiningView,
  ProgressView,
  RefusalView,
  ResultsView,
  RoundSummary,
  SeatView,
  SessionView,
  Step,
  View,
} from "../generated";
import { countedIn, phaseOf } from "../marks/counting";
import type { Mark } from "../marks/marks";
import { latestRound, roomStepOf, type RoomStep } from "./roomStep";
import { marksInWords, NOTHING_KNOWN, savingLine, type SavingFacts, type SavingLine } from "../device/saving";
import type { Standing } from "../marks/mySheet";

/** The state of one workshop on one device, for any role. */
export class WorkshopModel {
  readonly workshop: string;

  session = $state.raw<SessionView | null>(null);
  seat = $state.raw<SeatView | null>(null);
  /** How fast people join, as facilitators are told. */
  joining = $state.raw<JoiningView | null>(null);
  /** The newest progress of each round. */
  progress = $state.raw<ReadonlyMap<string, ProgressView>>(new Map());
  /** The newest results of each round, for the whole room. */
  results = $state.raw<ReadonlyMap<string, ResultsView>>(new Map());
  /** The newest results of each round, for this seat's own table. */
  tableResults = $state.raw<ReadonlyMap<string, ResultsView>>(new Map());
  /** Frameworks that have been loaded, by id. */
  frameworks = $state.raw<ReadonlyMap<string, Framework>>(new Map());

  /** What was answered to each action: of each seat its latest answer, the latest of all last. */
  commitments = $state.raw<ReadonlyMap<string, readonly Commitment[]>>(new Map());

  /** Why a framework could not be loaded, until one could. */
  frameworkProblem = $state<string | null>(null);

  link = $state<LinkState>("connecting");
  /** Why nothing comes from the server, as far as it was found out; null while it comes. */
  diagnosis = $state.raw<Diagnosis | null>(null);
  /** Whether that is being found out at this moment. */
  isFindingOut = $state(false);
  /** What is known of where this person's marks are. */
  saving = $state.raw<SavingFacts>(NOTHING_KNOWN);
  /** False while the server cannot write: then nothing is acknowledged, and people are told. */
  isServerSaving = $state(true);
  /** The server's word for why the key was not accepted; null while it is. */
  accessRefused = $state<string | null>(null);
  /** The server's word for why this seat's ballot is closed to it. */
  ballotRefused = $state<string | null>(null);
  /** Marks that were not taken, as they are kept, until the person has read it; empty where there are none. */
  notTaken = $state("");
  /** The last edit that was not taken, until the person has read it. */
  refusal = $state.raw<RefusalView | null>(null);
  /** True when the session came from this device and not from the server yet. */
  isSessionKept = $state(false);

  isBallotLoaded = $state(false);
  marks = $state.raw<ReadonlyMap<string, Mark>>(new Map());
  reasons = $state.raw<ReadonlyMap<string, string>>(new Map());

  /** The server's clock minus this device's, in milliseconds. */
  clockOffset_ms = $state(0);

  constructor(workshop: string) {
    this.workshop = workshop;
  }

  get step(): Step | null {
    const sheet = this.session?.run_sheet;
    return sheet?.steps.find((step) => step.id === sheet.current) ?? null;
  }

  /** Whether this seat's marks count. Until the server has said otherwise, they do. */
  get isCounted(): boolean {
    return this.seat === null || this.seat.role === "participant" || this.seat.role === "scribe";
  }

  get round(): RoundSummary | null {
    return this.session === null ? null : latestRound(this.session);
  }

  get place(): RoomStep | null {
    return this.session === null ? null : roomStepOf(this.session);
  }

  /** The framework of a round, with the domains that are marked in it. */
  frameworkOf(round: RoundSummary | null): Framework | null {
    const framework = round === null ? null : (this.frameworks.get(round.framework) ?? null);
    const asked = round?.domains ?? null;
    if (framework === null || asked === null) return framework;
    return { ...framework, domains: framework.domains.filter(({ id }) => asked.includes(id)) };
  }

  /** What is known of what counts in a round. */
  standing(round: RoundSummary): Standing {
    return { phase: phaseOf(this.session ?? { state: "open" }, round), counted: countedIn(this.seat, round.round) };
  }

  /** Milliseconds left in the current step by the server's clock; null where the step has no planned time. */
  timeLeft_ms(now_ms: number): number | null {
    const sheet = this.session?.run_sheet;
    const minutes = this.step?.minutes;
    if (sheet === undefined || minutes === undefined || minutes === null) return null;
    const end_ms = sheet.started_at_ms + (minutes + sheet.extended_minutes) * 60_000;
    // The two clocks are compared over a network: no step has begun in the future.
    return end_ms - Math.max(now_ms + this.clockOffset_ms, sheet.started_at_ms);
  }

  /** Where this person's marks are, in one line. */
  marksLine(savedWords?: string): SavingLine {
    return savingLine(this.saving, { what: "marks", hasAny: 0 < this.marks.size, isServerSaving: this.isServerSaving, savedWords });
  }

  /** The same in a sentence for a notice. */
  get marksAre(): string {
    return marksInWords(this.saving, 0 < this.marks.size);
  }

  /** Takes in one view from the server. */
  take(view: View, now_ms: number): void {
    switch (view.type) {
      case "session":
        this.session = view;
        this.isSessionKept = false;
        this.clockOffset_ms = view.server_time_ms - now_ms;
        return;
      case "seat":
        this.seat = view;
        return;
      case "progress":
        this.progress = new Map(this.progress).set(view.round, view);
        return;
      case "results":
        if (view.table === null) this.results = new Map(this.results).set(view.round, view);
        else this.tableResults = new Map(this.tableResults).set(view.round, view);
        return;
      case "commitments":
        this.commitments = byAction(view.commitments);
        return;
      case "joining":
        this.joining = view;
        return;
      case "refusal":
        this.refusal = view;
        return;
      case "saving":
        this.isServerSaving = view.is_saving;
        return;
    }
  }

  /** Takes in the session that this device kept from last time, unless the server was faster. */
  takeKept(session: SessionView): void {
    if (this.session !== null) return;
    this.session = session;
    this.isSessionKept = true;
  }

  takeFramework(framework: Framework): void {
    this.frameworks = new Map(this.frameworks).set(framework.id, framework);
    this.frameworkProblem = null;
  }
}

function byAction(commitments: readonly Commitment[]): Map<string, Commitment[]> {
  const found = new Map<string, Commitment[]>();
  for (const commitment of commitments) {
    const answers = found.get(commitment.action);
    if (answers === undefined) found.set(commitment.action, [commitment]);
    else answers.push(commitment);
  }
  return found;
}
