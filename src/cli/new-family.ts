import { rootOf } from '../app/open-plan.ts';
import { familyPlace } from '../app/new-document/family-place.ts';
import { findChildren } from '../app/new-document/find-children.ts';
import { ownTemplateOf } from '../app/own-template-of.ts';
import { familyView } from '../documents/family-view.ts';
import { outlineDocument } from '../documents/outline-document.ts';
import type { FamilyKind } from '../workspace/names.ts';
import type { Call } from './command-spec.ts';
import { keepNewDocument } from './keep-new-document.ts';
import { refuse, text, texts, usageProblem } from './print.ts';

/** `new grammaplan NAME` and `new north-star NAME`: an outline above PLANs, with links to those that are there. */
export const newFamily = async (call: Call, kind: FamilyKind, words: readonly string[]): Promise<number> => {
  const { world } = call;
  const [given, more] = words;
  const form = `Say planloom new ${kind} NAME --title "…".`;
  if (given === undefined) return refuse(call, [usageProblem(`A new ${kind} needs a name.`, form)]);
  if (more !== undefined) {
    return refuse(call, [usageProblem(`"${more}" is one word too many.`, `${form} Children go with --child.`)]);
  }
  const root = rootOf(world, world.cwd, text(call, 'root'), world.cwd);
  const place = await familyPlace(root, kind, given);
  if (!place.ok) return refuse(call, place.error);
  const { name, file } = place.value;
  const children = await findChildren(root, kind, place.value, texts(call, 'child'));
  if (!children.ok) return refuse(call, children.error);
  const own = await ownTemplateOf(root, kind);
  if (!own.ok) return refuse(call, own.error);
  const said = text(call, 'title')?.trim() ?? '';
  const view = familyView({
    name,
    title: said === '' ? name : said,
    author: text(call, 'author') ?? (await world.identity(root.path).author()),
    created: world.clock.now().toISOString().slice(0, 10),
    goal: text(call, 'goal') ?? null,
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
    children: children.value.map((child) => ({ name: child.name, found: child.found !== null })),
    next: [
      { say: 'Write what is still open in it.' },
      ...(missing === undefined
        ? []
        : [{ say: 'Make what is not there yet:', command: `planloom new plan ${missing.name}` }]),
    ],
  });
};
