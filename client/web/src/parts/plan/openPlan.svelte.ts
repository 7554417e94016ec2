// The plan as one device works on it: what it says now, who has answered, and the edits. It draws nothing.
import type * as Y from "yjs";
import type { LiveWorkshop } from "../../session/live";
import { isolatedWithin } from "../../model/direction";
import type { Action, ActionStatus, Commitment, Orphans, Plan } from "../../model/generated";
import { domainChoices, type DomainChoice } from "../../model/plan/draft";
import { dayOf } from "../../model/plan/days";
import { acceptedBefore, answerOf, holds, ownerSeat, statusOf, termsOf, type Accepted } from "../../model/plan/status";
import { orphansOf } from "../../model/plan/thread";
import { closedInWords } from "../../model/documents/permission";
import { isListed } from "../../model/documents/writing";
import { sourceInWords, type SourceNames } from "../../model/plan/planLabels";
import { NOTHING_KNOWN, type SavingFacts } from "../../model/device/saving";
import { Intention, isUnknown } from "../../sync/api";
import { command } from "../../sync/commands";
import { actionAt, putBackAt, setAt, setRemovedAt, type PlanPath } from "../../sync/working/plan/write";
import { readPlan, readRemoved, type Removed } from "../../sync/working/plan/read";
import type { Scalar } from "../../sync/working/items";
import type { NotTaken } from "../../sync/working/notTaken";
import { openPlan, type Working } from "../../sync/working/open";
import { PLAN_WORDS } from "../../sync/working/textFields";
import { Writing } from "../writing/writing.svelte";
import { MapNames } from "./mapNames.svelte";

/** Something that was taken out just now. */
export interface Undo {
  path: PlanPath;
  words: string;
}

// A day changes once a day; looking every minute is soon enough.
const LOOK_MS = 60_000;
// Longer than any save on a bad line; after that a person would rather be told.
const SAVED_WITHIN_MS = 15_000;

/** One device's work on the plan of one workshop. */
export class OpenPlan {
  readonly live: LiveWorkshop;
  /** Who writes with; null where nobody does, as on a projector. */
  readonly token: string | null;

  plan = $state.raw<Plan>({ actions: [], nodes: [], ties: [] });
  removed = $state.raw<{ actions: Removed[]; nodes: Removed[] }>({ actions: [], nodes: [] });
  saving = $state.raw<SavingFacts>(NOTHING_KNOWN);
  /** Whether this device has read its own copy or the server's. */
  isLoaded = $state(false);
  hasArrived = $state(false);
  hasWritten = $state(false);
  notTaken = $state.raw<NotTaken | null>(null);
  undo = $state.raw<Undo | null>(null);
  today = $state(dayOf(Date.now()));

  /** The fields of the plan in which people write. */
  readonly writing: Writing;
  readonly #document: Working;
  readonly #maps: MapNames;
  readonly #answering = new Intention();
  readonly #timer: ReturnType<typeof setInterval>;
  #whenSaved: (() => void)[] = [];

  constructor(live: LiveWorkshop, token: string | null) {
    this.live = live;
    this.token = token;
    this.#maps = new MapNames(live, token);
    this.#document = openPlan(
      { connection: live.connection, workshop: live.model.workshop, token },
      {
        changed: (by) => this.#read(by),
        stateChanged: () => this.#learn(),
        presenceChanged: (others) => (this.writing.others = others),
      },
    );
    this.writing = new Writing({
      table: PLAN_WORDS,
      replica: () => (this.#document.isLoaded ? this.#document.replica : null),
      keptAs: this.#document.keptAs,
      sayAt: (path) => this.#document.sayAt(path),
      canWrite: () => this.canWrite,
      putBack: (path) => this.edit((replica) => putBackAt(replica, path)),
    });
    this.writing.others = this.#document.others;
    this.#learn();
    this.#timer = setInterval(() => (this.today = dayOf(Date.now())), LOOK_MS);
  }

  /** Why nothing can be written now; null where it can. */
  get closed(): string | null {
    return closedInWords(this.live.model.session, "plan");
  }

  get canWrite(): boolean {
    return this.isLoaded && this.closed === null;
  }

  get mySeat(): string | null {
    return this.live.model.seat?.seat ?? null;
  }

  get isFacilitator(): boolean {
    return this.live.model.seat?.role === "facilitator";
  }

  /** Whether this seat may lead an action: who looks on cannot. */
  get canLead(): boolean {
    const role = this.live.model.seat?.role;
    return role === "facilitator" || role === "scribe" || role === "participant";
  }

  get names(): SourceNames {
    const { model } = this.live;
    return {
      framework: (id) => model.frameworks.get(id) ?? null,
      mapTitle: (map) => model.session?.maps.find((known) => known.map === map)?.title ?? null,
      step: (map, step) => this.#maps.step(map, step),
      pin: (map, pin) => this.#maps.pin(map, pin),
    };
  }

  get orphans(): Orphans {
    const names = this.names;
    return orphansOf(this.plan, (source) => sourceInWords(source, names).isThere);
  }

  /** The domains from which an action may come, with the levels the room agreed. */
  get domainChoices(): DomainChoice[] {
    const { session, frameworks, results } = this.live.model;
    if (session === null) return [];
    const given = session.frameworks.filter(({ is_derived }) => !is_derived).map(({ id }) => id);
    return domainChoices(session.rounds, frameworks, results, given);
  }

  /** What this seat had accepted when somebody else was named as its owner. */
  get takenFromMe(): Action[] {
    const seat = this.mySeat;
    return seat === null ? [] : this.plan.actions.filter((action) => this.acceptedBefore(action)?.seat === seat);
  }

  /** What this seat leads or is asked to lead. */
  get mine(): Action[] {
    const seat = this.mySeat;
    return seat === null ? [] : this.plan.actions.filter((action) => ownerSeat(action) === seat);
  }

  /** What the present owner of an action has answered. */
  commitmentOf(action: Action): Commitment | null {
    return answerOf(action, this.#answers(action));
  }

  /** Who had accepted an action before somebody else was named as its owner, while nobody else has accepted it. */
  acceptedBefore(action: Action): Accepted | null {
    return holds(action, this.commitmentOf(action)) === null ? acceptedBefore(action, this.#answers(action)) : null;
  }

  #answers(action: Action): readonly Commitment[] {
    return this.live.model.commitments.get(action.id) ?? [];
  }

  statusOf(action: Action): ActionStatus {
    return statusOf(action, this.commitmentOf(action));
  }

  /** Whether what stands at a path is in the plan as it is shown. */
  isShown(path: PlanPath): boolean {
    return isListed(this.plan, path);
  }

  set(path: PlanPath, value: Scalar): void {
    this.edit((replica) => setAt(replica, path, value));
  }

  /** Takes something out, and remembers it for the one press that puts it back. */
  remove(path: PlanPath, words: string): void {
    this.edit((replica) => setRemovedAt(replica, path, true));
    this.undo = { path, words };
  }

  putBack(path: PlanPath): void {
    this.edit((replica) => setRemovedAt(replica, path, false));
    if (this.undo?.path.join("/") === path.join("/")) this.undo = null;
  }

  /** The plan as this device has it, to be compared with how it was. */
  readonly replica = (): Y.Doc => this.#document.replica;

  /** Does any edit of the plan. */
  edit<T>(change: (replica: Y.Doc) => T): T {
    this.hasWritten = true;
    return change(this.#document.replica);
  }

  dismissNotTaken(): void {
    this.#document.dismissNotTaken();
  }

  /** True once all that was written here is kept by the server; false where that takes too long. */
  saved(): Promise<boolean> {
    if (this.#document.saveState === "saved") return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), SAVED_WITHIN_MS);
      this.#whenSaved.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  /** Accepts an action as it reads here; says why not where that was not taken. */
  async accept(action: string, name: string): Promise<string | null> {
    // What is accepted is what was read when the person said so; what others change while it is being saved is theirs to see first.
    const read = actionAt(this.#document.replica, action);
    if (read === null) return "Somebody has taken this action out of the plan.";
    const terms = termsOf(read);
    if (!(await this.saved())) return "There is no connection to the server just now. Accept it once you are back.";
    return this.#send({ type: "accept_action", action, terms, name: name.trim() });
  }

  /** Declines an action, or steps back from one that was accepted. */
  decline(action: string, because: string): Promise<string | null> {
    return this.#send({ type: "decline_action", action, because: because.trim() });
  }

  close(): void {
    clearInterval(this.#timer);
    this.#maps.close();
    this.writing.close();
    this.#document.close();
  }

  async #send(body: Parameters<typeof command>[3]): Promise<string | null> {
    if (this.token === null) return "Nobody answers from here.";
    const answer = await command(this.#answering, this.live.model.workshop, this.token, body);
    if (answer.ok) return null;
    const { status, detail } = answer.problem;
    if (isUnknown(answer.problem)) {
      return `${detail} We do not know yet whether your answer is in the plan: if it is, it shows here. Try again: it counts once.`;
    }
    if (status === 409) return "This action has changed since you read it. Read it once more, then answer.";
    return `That was not taken: ${detail}.`;
  }

  #read(by: "here" | "others"): void {
    const { replica } = this.#document;
    if (by === "here") this.hasWritten = true;
    const plan = isolatedWithin(readPlan(replica));
    // Before the page follows: a field that goes takes half a composed word with it.
    this.writing.settle((path) => isListed(plan, path));
    this.plan = plan;
    this.removed = readRemoved(replica);
    this.#maps.follow(this.plan);
  }

  #learn(): void {
    // The first call may come while the document is still being made.
    const document = this.#document as Working | undefined;
    if (document === undefined) return;
    this.saving = document.saving;
    this.isLoaded = document.isLoaded;
    this.hasArrived = document.hasArrived;
    this.notTaken = document.notTaken;
    if (this.saving.state !== "saved") return;
    for (const tell of this.#whenSaved.splice(0)) tell();
  }
}
