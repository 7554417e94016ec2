// Whether the workshop already is as a command would have it. Pure.
import type { Command, RoundSummary, SessionView } from "../generated";
import { latestRound } from "../workshop/roomStep";

/**
 * Whether a session shows what a command asks for; then it no longer matters what became of the answer, or whose command
 * it was. False where that cannot be seen: of what is added once more, or is told elsewhere.
 */
export function holds(command: Command, session: SessionView): boolean {
  const open = latestRound(session);
  const isOpen = (fits: (round: RoundSummary) => boolean) => open !== null && open.is_open && fits(open);
  const named = (id: string) => session.rounds.find(({ round }) => round === id);
  switch (command.type) {
    case "open_round":
      return isOpen(({ framework, kind }) => framework === command.framework && kind === command.kind);
    case "open_losses":
      return isOpen(({ kind, map }) => kind === "lost" && map === command.map);
    case "open_priorities":
      return isOpen(({ kind }) => kind === "priority");
    case "close_round":
      return named(command.round)?.is_open === false;
    case "reopen_round":
      return named(command.round)?.is_open === true;
    case "reveal":
      return named(command.round)?.revealed === command.level;
    case "move_step":
      return session.run_sheet.current === command.to;
    case "focus":
      return session.focus === command.domain;
    case "open_joining":
      return session.joining_open === command.open;
    case "show_map":
      return session.map === command.map;
    case "rename_map":
      return session.maps.some(({ map, title }) => map === command.map && title === command.title.trim());
    case "close_workshop":
      return session.state !== "open";
    case "seal":
      return session.state === "sealed";
    case "take_late":
    case "extend_step":
    case "agree":
    case "withdraw_agreed":
    case "assign_table":
    case "create_table":
    case "create_map":
    case "set_spheres":
    case "choose_sphere":
    case "accept_action":
    case "decline_action":
    case "set_role":
    case "remove_seat":
    case "remove_awaited":
    case "remove_second":
    case "admit_all":
    case "stop_calendars":
      return false;
  }
}
