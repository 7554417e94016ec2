// The form for a new workshop: what is filled in, what is wrong with it, and what is asked of the server. Pure.
import { tooLong } from "../../text/characters";
import type { CreateWorkshop, Framework, RevealMode, Sector } from "../generated";
import { FRAMEWORKS_PER_WORKSHOP, LABEL_CHARACTERS, MINIMUM_GROUP_CEILING, MINIMUM_GROUP_DEFAULT, MINIMUM_GROUP_FLOOR, SECTORS_PER_WORKSHOP, TABLES_PER_WORKSHOP, TITLE_CHARACTERS } from "../generated/limits";

/** A line in the list of sectors; a default one keeps its id, so that exports stay comparable. */
export interface SectorLine {
  key: number;
  id: string | null;
  name: string;
}

/** Everything on the form. */
export interface NewWorkshopForm {
  title: string;
  frameworks: string[];
  sectors: SectorLine[];
  tables: string;
  reveal: RevealMode;
  minimumGroup: string;
  isNamed: boolean;
}

/** What is wrong, and where. */
export interface FormError {
  field: string;
  text: string;
}

/** The sectors of the toolkit's workshops: civic, voluntary and community, health and care. */
const DEFAULT_SECTORS: readonly Sector[] = [
  { id: "civic", name: "Council or other public body" },
  { id: "vcse", name: "Voluntary or community organisation" },
  { id: "health-care", name: "Health or care service" },
];

// The empty tool is there to be copied as a file, not to be marked.
const TO_COPY = "blank";

/** The tools to choose from: without the empty one, unless it is all there is. */
export function choosable(frameworks: readonly Framework[]): readonly Framework[] {
  const filled = frameworks.filter(({ id }) => id !== TO_COPY);
  return filled.length === 0 ? frameworks : filled;
}

/** How the form starts. */
export function emptyForm(): NewWorkshopForm {
  return {
    title: "",
    frameworks: ["pit-a"],
    sectors: DEFAULT_SECTORS.map(({ id, name }, key) => ({ key, id, name })),
    tables: "0",
    reveal: "facilitator",
    minimumGroup: String(MINIMUM_GROUP_DEFAULT),
    isNamed: false,
  };
}

/** Everything that must be mended before the form can be sent. */
export function formErrors(form: NewWorkshopForm): FormError[] {
  const errors: FormError[] = [];
  const title = form.title.trim();
  if (title === "") errors.push({ field: "title", text: "Enter a title, such as the name of your partnership" });
  const long = tooLong("The title", title, TITLE_CHARACTERS);
  if (long !== null) errors.push({ field: "title", text: long });
  if (form.frameworks.length === 0) errors.push({ field: "frameworks", text: "Choose at least one tool" });
  if (FRAMEWORKS_PER_WORKSHOP < form.frameworks.length) {
    errors.push({ field: "frameworks", text: `Choose at most ${FRAMEWORKS_PER_WORKSHOP} tools` });
  }
  errors.push(...sectorErrors(form.sectors));
  if (wholeNumber(form.tables, 0, TABLES_PER_WORKSHOP) === null) {
    errors.push({ field: "tables", text: `The number of tables must be between 0 and ${TABLES_PER_WORKSHOP}` });
  }
  if (wholeNumber(form.minimumGroup, MINIMUM_GROUP_FLOOR, MINIMUM_GROUP_CEILING) === null) {
    errors.push({
      field: "minimum-group",
      text: `The smallest group must be between ${MINIMUM_GROUP_FLOOR} and ${MINIMUM_GROUP_CEILING} people`,
    });
  }
  return errors;
}

function sectorErrors(sectors: readonly SectorLine[]): FormError[] {
  if (sectors.length === 0) return [{ field: "add-sector", text: "Add at least one sector" }];
  const errors: FormError[] = [];
  if (SECTORS_PER_WORKSHOP < sectors.length) {
    errors.push({ field: "add-sector", text: `A workshop can have at most ${SECTORS_PER_WORKSHOP} sectors` });
  }
  const seen = new Set<string>();
  for (const { key, name } of sectors) {
    const plain = name.trim().toLowerCase();
    const long = tooLong("This name", name, LABEL_CHARACTERS);
    if (plain === "") errors.push({ field: `sector-${key}`, text: "Enter a name for this sector, or remove it" });
    else if (long !== null) errors.push({ field: `sector-${key}`, text: long });
    else if (seen.has(plain)) errors.push({ field: `sector-${key}`, text: `There are two sectors called ${name.trim()}` });
    seen.add(plain);
  }
  return errors;
}

/** What is asked of the server; the form must be without errors. */
export function requestOf(form: NewWorkshopForm): CreateWorkshop {
  return {
    title: form.title.trim(),
    frameworks: form.frameworks,
    sectors: form.sectors.map(({ id, name }) => (id === null ? name.trim() : { id, name: name.trim() })),
    tables: wholeNumber(form.tables, 0, TABLES_PER_WORKSHOP) ?? 0,
    reveal: form.reveal,
    minimum_group: wholeNumber(form.minimumGroup, MINIMUM_GROUP_FLOOR, MINIMUM_GROUP_CEILING) ?? MINIMUM_GROUP_DEFAULT,
    named: form.isNamed,
  };
}

/** The form as it was when this was asked of the server. */
export function formOf(asked: CreateWorkshop): NewWorkshopForm {
  const empty = emptyForm();
  return {
    title: asked.title,
    frameworks: asked.frameworks,
    sectors:
      asked.sectors?.map((sector, key) => (typeof sector === "string" ? { key, id: null, name: sector } : { key, ...sector })) ??
      empty.sectors,
    tables: typeof asked.tables === "number" ? String(asked.tables) : empty.tables,
    reveal: asked.reveal ?? empty.reveal,
    minimumGroup: String(asked.minimum_group ?? empty.minimumGroup),
    isNamed: asked.named ?? empty.isNamed,
  };
}

function wholeNumber(text: string, least: number, most: number): number | null {
  const trimmed = text.trim();
  if (!/^\d{1,4}$/.test(trimmed)) return null;
  const value = Number(trimmed);
  return least <= value && value <= most ? value : null;
}
