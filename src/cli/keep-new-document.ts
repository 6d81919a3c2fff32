import type { Root } from '../app/open-plan.ts';
import type { NextStep } from '../app/status-view.ts';
import { writeProblem } from '../app/write-problem.ts';
import { openParts } from '../documents/open-parts.ts';
import type { Problem } from '../domain/problem.ts';
import { renderNewDocument } from '../reporting/render-new-document.ts';
import { nextLines } from '../reporting/next-step.ts';
import { sayNothingWritten } from './ask-outline.ts';
import type { Call } from './command-spec.ts';
import { printJson, printProblems, refuse } from './print.ts';

/** A document that is ready to be written. */
interface NewDocument {
  readonly kind: string;
  readonly name: string;
  readonly title: string;
  /** Relative to the root. */
  readonly file: string;
  readonly text: string;
  readonly problems: readonly Problem[];
  readonly children?: readonly { readonly name: string; readonly found: boolean }[];
  /** Options that nobody gave, and for which nobody was asked. */
  readonly leftOut: readonly string[];
  /** A person was asked for what it says, and sees it before it is written. */
  readonly isAsked: boolean;
  /** The name is made from the title. */
  readonly isNameMade?: boolean;
  readonly next: readonly NextStep[];
}

/** Writes a document where nothing is, after a person who was asked for it has seen it, and says so; with `--dry-run` it shows the document instead. */
export const keepNewDocument = async (call: Call, root: Root, document: NewDocument): Promise<number> => {
  const { options, world } = call;
  const { terminal } = world;
  const { kind, name, title, problems, children, leftOut } = document;
  const file = root.label(document.file);
  const isDryRun = options.dryRun === true;
  const open = openParts(document.text);
  const madeName = document.isNameMade === true ? name : null;
  const what = {
    file,
    isDryRun,
    open: open.length,
    lines: document.text.split('\n').length - 1,
    children,
    leftOut,
    madeName,
  };
  if (!isDryRun) {
    if (document.isAsked) {
      terminal.err(`\n${document.text}\n${renderNewDocument({ ...what, isDryRun: true }, terminal.errLook)}`);
      if (!(await terminal.confirm(`Write ${file}?`))) return sayNothingWritten(call);
    }
    const written = await root.files.writeNew(document.file, document.text);
    if (!written.ok) return refuse(call, [writeProblem(file, written.error)]);
  }
  if (options.json === true) {
    printJson(call, 'new-document', {
      document: kind,
      name,
      title,
      path: file,
      written: !isDryRun,
      ...(children === undefined ? {} : { children }),
      leftOut,
      open,
      text: document.text,
      diagnostics: problems,
    });
    return 0;
  }
  if (isDryRun) terminal.out(document.text);
  const say = isDryRun ? (words: string) => terminal.err(words) : (words: string) => terminal.out(words);
  say(renderNewDocument(what, isDryRun ? terminal.errLook : terminal.look));
  await printProblems(call, problems, new Map([[file, document.text]]));
  if (!isDryRun && options.quiet !== true) {
    terminal.err(`${nextLines(document.next, terminal.errLook).join('\n')}\n`);
  }
  return 0;
};
