import { rootOf } from '../app/open-plan.ts';
import { familyPlace } from '../app/new-document/family-place.ts';
import { findChildren } from '../app/new-document/find-children.ts';
import { ownTemplateOf } from '../app/own-template-of.ts';
import { familyView } from '../documents/family-view.ts';
import { outlineDocument } from '../documents/outline-document.ts';
import type { FamilyKind } from '../workspace/names.ts';
import { askOutline, beginAsking, optionsLeftOut, sayNothingWritten } from './ask-outline.ts';
import { askUntilTaken } from './ask-until-taken.ts';
import type { Call } from './command-spec.ts';
import { keepNewDocument } from './keep-new-document.ts';
import { refuse, text, texts, usageProblem } from './print.ts';
import { today } from './today.ts';

/** `new grammaplan NAME` and `new north-star NAME`: an outline above PLANs, with links to those that are there. */
export const newFamily = async (call: Call, kind: FamilyKind, words: readonly string[]): Promise<number> => {
  const { world } = call;
  const [given, more] = words;
  const leftOut = optionsLeftOut(call, ['title', 'goal', 'child']);
  const form = `Say planloom new ${kind} NAME --title "…".`;
  if (more !== undefined) {
    return refuse(call, [usageProblem(`"${more}" is one word too many.`, `${form} Children go with --child.`)]);
  }
  const root = rootOf(world, world.cwd, text(call, 'root'), world.cwd);
  const isAsked = (given === undefined || leftOut.length > 0) && beginAsking(call);
  const placeOf = (name: string): ReturnType<typeof familyPlace> => familyPlace(root, kind, name);
  if (given !== undefined) {
    const free = await placeOf(given);
    if (!free.ok) return refuse(call, free.error);
  }
  const begun = isAsked
    ? await askOutline(call, { kind, name: given, place: placeOf })
    : { name: given, title: text(call, 'title'), goal: text(call, 'goal') };
  if (begun === null) return sayNothingWritten(call);
  if (begun.name === undefined) return refuse(call, [usageProblem(`A new ${kind} needs a name.`, form)]);
  const place = await placeOf(begun.name);
  if (!place.ok) return refuse(call, place.error);
  const { name, file } = place.value;
  const childrenOf = (named: readonly string[]): ReturnType<typeof findChildren> =>
    findChildren(root, kind, place.value, named);
  const known = texts(call, 'child');
  const named = isAsked && known.length === 0 ? await askChildren(call, kind, childrenOf) : known;
  if (named === null) return sayNothingWritten(call);
  const children = await childrenOf(named);
  if (!children.ok) return refuse(call, children.error);
  const own = await ownTemplateOf(root, kind);
  if (!own.ok) return refuse(call, own.error);
  const said = begun.title?.trim() ?? '';
  const view = familyView({
    name,
    title: said === '' ? name : said,
    author: text(call, 'author') ?? (await world.identity(root.path).author()),
    created: today(world),
    goal: begun.goal ?? null,
    children: children.value,
  });
  const made = outlineDocument(kind, view, own.value);
  if (!made.ok) return refuse(call, made.error);
  const missing = children.value.find(({ found }) => found === null);
  return keepNewDocument(call, root, {
    kind,
    name,
    title: view.title,
    file,
    text: made.value,
    problems: [],
    isAsked,
    leftOut: isAsked ? [] : leftOut,
    children: children.value.map((child) => ({ name: child.name, found: child.found !== null })),
    next: [
      { say: 'Write what is still open in it.' },
      ...(missing === undefined
        ? []
        : [{ say: 'Make what is not there yet:', command: `planloom new plan ${missing.name}` }]),
    ],
  });
};

const askChildren = async (
  call: Call,
  kind: FamilyKind,
  childrenOf: (named: readonly string[]) => ReturnType<typeof findChildren>,
): Promise<readonly string[] | null> => {
  const what = kind === 'grammaplan' ? 'PLANs' : 'GRAMMAPLANs and PLANs';
  const wordsOf = (answer: string): readonly string[] => answer.split(/[\s,;]+/).filter((word) => word !== '');
  const answer = await askUntilTaken(call, `${what} below it, by name, with blanks between`, async (tried) => {
    const found = await childrenOf(wordsOf(tried));
    return found.ok ? [] : found.error;
  });
  return answer === null ? null : wordsOf(answer);
};
