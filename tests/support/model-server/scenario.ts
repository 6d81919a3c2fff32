/** What a model is asked, in the same words for all wire formats. */
export interface Turn {
  /** Everything that was said to the model as a user, the program's own additions included. */
  readonly prompt: string;
  /** What tools gave back so far in this conversation; after a resume, also what they gave back before it. */
  readonly results: readonly string[];
  /** Names of the tools that it may use. */
  readonly tools: readonly string[];
  readonly model: string;
  /** The folder that the program says it works in; null: it does not say. */
  readonly folder: string | null;
  /** How often the server was asked before, by anyone. */
  readonly call: number;
}

/** What the model wants done; the server finds the tool for it among those that the program offers. */
export type Action = { readonly write: string; readonly content: string } | { readonly shell: string };

/** Tokens of one answer. `input` is what did not come from the cache; `output` contains `reasoning`. */
export interface Tokens {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
  readonly reasoning: number;
}

/** What the model does when it is asked. */
export type Reply =
  | { readonly say: string }
  /** One step: all of these in one answer, with some words before them. */
  | { readonly use: readonly Action[]; readonly saying?: string }
  /** The model does not want to; this is what it says. */
  | { readonly refuse: string }
  | {
      readonly fail: number;
      readonly type: string;
      readonly message: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection breaks before the first words of the answer. */
  | 'cut'
  /** The answer begins, and nothing more comes. */
  | 'hang'
  /** Not even the beginning of an answer comes. */
  | 'silence';

/** How a model behaves: what it does when it is asked this. */
export type Scenario = (turn: Turn) => Reply;

/** Replies with these one after the other, and with the last one from then on. */
export const inTurn =
  (...replies: readonly Reply[]): Scenario =>
  ({ call }) =>
    replies[Math.min(call, replies.length - 1)]!;
