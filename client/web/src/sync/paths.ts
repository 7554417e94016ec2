// What each REST call takes and answers, by the description of the API. Types, and the one place that writes an address.
import type { paths } from "../model/generated/contract";

/** The path of a call, as the description has it. */
export type Path = keyof paths;

type Call<P extends Path, Method extends "get" | "post"> = Exclude<paths[P][Method], undefined>;
type InPath<C> = C extends { parameters: { path: infer Names } } ? Names : unknown;
type InQuery<C> = C extends { parameters: { query?: infer Names } } ? ([NonNullable<Names>] extends [never] ? unknown : NonNullable<Names>) : unknown;
// Where a call has no parameters, none may be given.
type Given<C> = unknown extends InPath<C> & InQuery<C> ? Record<string, never> : InPath<C> & InQuery<C>;

/** The parameters of a path's one call: those in the path, and any of its query. */
export type ParametersOf<P extends Path> = Given<Call<P, "get" | "post">>;

type Json<R> = R extends { content: { "application/json": infer Value } } ? Value : never;
type Answered<C> = C extends { responses: infer Responses } ? Json<Responses[keyof Responses]> : never;
type Taken<C> = C extends { requestBody: infer Body } ? Json<Body> : never;

/** What a call that only reads answers. */
export type ReadOf<P extends Path> = Answered<Call<P, "get">>;
/** What a call that changes something answers. */
export type DoneOf<P extends Path> = Answered<Call<P, "post">>;
/** The body of a call that changes something. */
export type BodyOf<P extends Path> = Taken<Call<P, "post">>;

/** The calls that only read, and answer with JSON. */
export type ReadingPath = { [P in Path]: [ReadOf<P>] extends [never] ? never : P }[Path];
/** The calls that change something, and take JSON. */
export type ChangingPath = { [P in Path]: [BodyOf<P>] extends [never] ? never : P }[Path];

/** The address of a call on the server that the app came from. What its path does not name goes into the query. */
export function addressOf<P extends Path>(path: P, parameters: ParametersOf<P>): string;
export function addressOf(path: string, parameters: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams();
  let address = path;
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    const place = `{${name}}`;
    if (address.includes(place)) address = address.replace(place, encodeURIComponent(value));
    else query.set(name, String(value));
  }
  const asked = query.toString();
  return asked === "" ? address : `${address}?${asked}`;
}
