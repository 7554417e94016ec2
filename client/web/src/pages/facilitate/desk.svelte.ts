// The facilitator's desk: what is chosen on it, and how it asks the server for things. It draws nothing.
import type { LiveWorkshop } from "../../session/live";
import { router } from "../../session/router.svelte";
import type { RevealChoice } from "../../model/facilitate/facilitatorAction";
import type {
  Command,
  Framework,
  ProgressView,
  RefusalView,
  ResultsView,
  RoundSummary,
  SessionView,
} from "../../model/generated";
import { REFUSAL_CODE } from "../../model/generated/words";
import { holds } from "../../model/facilitate/holds";
import { latestRound } from "../../model/workshop/roomStep";
import { orderOf, type Order } from "../../model/results/ranking";
import { facilitatorAddress, type FacilitatorView } from "../../model/address/route";
import { NOTHING_KNOWN, type SavingFacts } from "../../model/device/saving";
import { keepText, keptText } from "../../sync/device/seatStore";
import { hasPageOfItsOwn, viewAfter } from "../../model/address/links";
import type { WorkshopModel } from "../../model/workshop/workshop.svelte";
import { Intention, isUnknown, type Problem } from "../../sync/api";
import { command as sendCommand, readSession } from "../../sync/commands";
import { Plenary } from "../../sync/plenary";
import { PLENARY_WORDS } from "../../sync/working/textFields";
import { Writing } from "../../parts/writing/writing.svelte";

// How somebody likes the board is a habit of this device, not of one workshop.
const ORDER_KEY = "plenary:order";

/** Something that was asked and did not happen. */
export interface Trouble {
  title: string;
  text: string;
  /** Whether somebody else was faster, which is news and no fault. */
  isNews: boolean;
  /** Whether it may have happened all the same: no answer was heard. */
  isUnknown?: boolean;
}

/** One facilitator's desk in one workshop. */
export class Desk {
  readonly live: LiveWorkshop;
  readonly token: string;

  isBusy = $state(false);
  trouble = $state.raw<Trouble | null>(null);
  /** What the address bar says is looked at. */
  view = $state.raw<FacilitatorView>({ kind: "board" });
  order = $state<Order>(orderOf(keptText(ORDER_KEY)));
  reveal = $state.raw<RevealChoice>({ level: "pooled" });
  priorities = $state.raw<ReadonlyMap<string, string>>(new Map());
  prioritiesSaving = $state.raw<SavingFacts>(NOTHING_KNOWN);
  /** What was being written into the plenary document when an edit was refused, so that it is not lost. */
  notTaken = $state.raw<{ domain: string; text: string } | null>(null);

  // A new round puts the latest one back on the desk: hence the number of rounds at the time of choosing.
  #chosen = $state.raw<{ round: string; of: number } | null>(null);
  #plenary = $state.raw<Plenary | null>(null);
  readonly #intention = new Intention();
  // What was asked and not answered: it is settled before anything else is asked.
  #unheard: Command | null = null;
  /** The priorities as they are written. */
  writing = $state.raw<Writing | null>(null);

  constructor(live: LiveWorkshop, token: string) {
    this.live = live;
    this.token = token;
    this.#openPlenary();
  }

  get model(): WorkshopModel {
    return this.live.model;
  }

  get session(): SessionView | null {
    return this.model.session;
  }

  /** The round on the desk: the one that was chosen, else the latest. */
  get round(): RoundSummary | null {
    const session = this.session;
    if (session === null) return null;
    const chosen = this.#chosen;
    if (chosen !== null && chosen.of === session.rounds.length) {
      return session.rounds.find(({ round }) => round === chosen.round) ?? latestRound(session);
    }
    return latestRound(session);
  }

  get isLatestRound(): boolean {
    return this.round?.round === this.model.round?.round;
  }

  get framework(): Framework | null {
    return this.model.frameworkOf(this.round);
  }

  get results(): ResultsView | null {
    return this.round === null ? null : (this.model.results.get(this.round.round) ?? null);
  }

  get progress(): ProgressView | null {
    return this.round === null ? null : (this.model.progress.get(this.round.round) ?? null);
  }

  /** Why nothing can be done just now, in a sentence; null where all is well. */
  get blocked(): string | null {
    if (this.model.link !== "connected") return "There is no connection to the server just now.";
    if (!this.model.isServerSaving) return "The server cannot save just now.";
    return null;
  }

  get canWritePriorities(): boolean {
    return this.session?.writing.plenary === "write";
  }

  chooseRound(round: string): void {
    this.#chosen = { round, of: this.session?.rounds.length ?? 0 };
  }

  chooseOrder(order: Order): void {
    this.order = order;
    keepText(ORDER_KEY, order);
  }

  /** Asks for one thing; true once it is durable. Only one thing at a time. */
  async send(command: Command): Promise<boolean> {
    if (this.isBusy || this.blocked !== null) return false;
    this.isBusy = true;
    const before = this.#unheard;
    const isSettled = before === null || isSame(before, command) || (await this.#settled(before));
    const isDone = isSettled && (await this.#give(command));
    this.isBusy = false;
    return isDone;
  }

  /** What was not heard is asked again, with the same key: it does not happen twice. */
  async again(): Promise<void> {
    if (this.#unheard !== null) await this.send(this.#unheard);
  }

  /** The session has come, or the connection is back: what was asked may show in it, or can be asked again. */
  sessionCame(): void {
    const command = this.#unheard;
    if (command === null || this.isBusy || this.session === null || !holds(command, this.session)) return;
    this.#unheard = null;
    this.#intention.forget();
    this.trouble = null;
    this.#follow(command);
  }

  async #settled(before: Command): Promise<boolean> {
    await this.#give(before);
    return this.#unheard === null;
  }

  async #give(command: Command): Promise<boolean> {
    this.trouble = null;
    // A domain that was before everybody would stay on the screen in front of the map and the plan.
    if (command.type === "move_step" && hasPageOfItsOwn(command.to) && this.session?.focus != null) {
      await sendCommand(new Intention(), this.model.workshop, this.token, { type: "focus", domain: null });
    }
    const stepBefore = this.session?.run_sheet.current;
    const answer = await sendCommand(this.#intention, this.model.workshop, this.token, command);
    this.#unheard = !answer.ok && isUnknown(answer.problem) ? command : null;
    if (answer.ok) {
      this.#follow(command);
      return true;
    }
    if (answer.problem.status === 409) await this.#reload();
    this.trouble = this.#inWords(command, answer.problem, stepBefore);
    return false;
  }

  /** Asks for one thing from within a dialog, which says itself what went wrong; null once it is durable. */
  async ask(command: Command): Promise<string | null> {
    if (await this.send(command)) return null;
    const text = this.trouble?.text ?? this.blocked ?? "Something else is still being sent. Try again.";
    this.trouble = null;
    return text;
  }

  /** A refused edit leaves the replica ahead of the server for ever, so it is thrown away and fetched anew. */
  takeRefusal(refusal: RefusalView): void {
    if (!refusal.document.endsWith("plenary")) return;
    const last = this.writing?.lastWritten ?? null;
    this.notTaken = last === null ? null : { domain: last.path[1] ?? "", text: last.text };
    this.#openPlenary();
  }

  close(): void {
    this.writing?.close();
    this.#plenary?.close();
  }

  #openPlenary(): void {
    this.writing?.close();
    this.#plenary?.close();
    const document = this.live.connection.openDocument("plenary", {
      savingChanged: (facts) => (this.prioritiesSaving = facts),
    });
    const writing = new Writing({
      table: PLENARY_WORDS,
      replica: () => document.replica,
      keptAs: null,
      // Facilitators are few, and the server tells presence in maps and the plan alone.
      sayAt: () => {},
      canWrite: () => this.canWritePriorities,
      putBack: null,
    });
    this.writing = writing;
    this.#plenary = new Plenary(document, (priorities) => {
      this.priorities = priorities;
      writing.settle(() => true);
    });
    this.priorities = new Map();
  }

  async #reload(): Promise<void> {
    const answer = await readSession(this.model.workshop, this.token);
    if (answer.ok) this.model.take({ ...answer.value, type: "session" }, Date.now());
  }

  #follow(command: Command): void {
    // The next round starts from the usual way to show it.
    if (command.type === "reveal") this.reveal = { level: "pooled" };
    const next = viewAfter(command, this.view);
    if (next !== null) router.go(facilitatorAddress(this.model.workshop, next));
  }

  #inWords(command: Command, problem: Problem, stepBefore: string | undefined): Trouble {
    if (problem.status === 409) {
      const step = this.model.step;
      if (step !== null && step.id !== stepBefore) {
        return { title: `Somebody else moved on to “${step.title}”`, text: "You now see where the workshop is.", isNews: true };
      }
      if (command.type === "open_losses" || command.type === "open_priorities" || command.type === "set_spheres") {
        return { title: "This cannot be done yet", text: sentence(problem.detail), isNews: true };
      }
      return { title: REFUSAL_CODE.moved_on.word, text: sentence(problem.detail), isNews: true };
    }
    if (isUnknown(problem)) {
      const text = `${problem.detail} What you asked may have happened: if it has, you see it here. Try again: it will not happen twice.`;
      return { title: "We do not know yet whether this was done", text, isNews: true, isUnknown: true };
    }
    return { title: "This was not done", text: sentence(problem.detail), isNews: false };
  }
}

function isSame(one: Command, other: Command): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

// The server's details are in lower case, because they stand in logs too.
function sentence(detail: string): string {
  const text = detail.charAt(0).toUpperCase() + detail.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
