import { rootOf } from '../app/open-plan.ts';
import { newOutline } from '../app/new-document/new-outline.ts';
import { readPlanFields } from '../app/new-document/plan-fields.ts';
import { ownTemplateOf } from '../app/own-template-of.ts';
import { newPlanPlace } from '../app/planner/plan-place.ts';
import type { Call } from './command-spec.ts';
import { keepNewDocument } from './keep-new-document.ts';
import { refuse, text, texts, usageProblem } from './print.ts';

/** `new plan NAME`: a PLAN that begins as an outline, with what the options say. `words`: the NAME, or none. */
export const newPlanOutline = async (call: Call, words: readonly string[]): Promise<number> => {
  const { world } = call;
  const [given, more] = words;
  if (more !== undefined) {
    return refuse(call, [usageProblem(`"${more}" is one word too many.`, 'Say planloom new plan NAME --title "…".')]);
  }
  const said = text(call, 'title')?.trim() ?? '';
  if (given === undefined && said === '') {
    const advice = 'Say planloom new plan NAME, or --title "…"; with --from "…" it is made from requirements.';
    return refuse(call, [usageProblem('A new plan needs a name or a title.', advice)]);
  }
  const fields = readPlanFields({
    achievement: texts(call, 'achievement'),
    effort: texts(call, 'effort'),
    needs: texts(call, 'needs'),
    deliverable: texts(call, 'deliverable'),
    criterion: texts(call, 'criterion'),
    test: texts(call, 'test'),
  });
  if (!fields.ok) return refuse(call, fields.error);
  const root = rootOf(world, world.cwd, text(call, 'root'), world.cwd);
  const placeOf = await newPlanPlace(root, given);
  if (!placeOf.ok) return refuse(call, placeOf.error);
  const place = placeOf.value(said);
  const own = await ownTemplateOf(root, 'plan');
  if (!own.ok) return refuse(call, own.error);
  const file = root.label(place.file);
  const plan = {
    ...fields.value,
    name: place.name,
    title: said === '' ? place.name : said,
    author: text(call, 'author') ?? (await world.identity(root.path).author()),
    created: world.clock.now().toISOString().slice(0, 10),
    goal: text(call, 'goal') ?? null,
    problem: text(call, 'problem') ?? null,
  };
  const made = await newOutline(plan, file, own.value);
  if (!made.ok) return refuse(call, made.error);
  return keepNewDocument(call, root, {
    kind: 'plan',
    name: place.name,
    title: plan.title,
    file: place.file,
    text: made.value.text,
    problems: made.value.problems,
    next: [{ say: 'Write what is still open in it, then its graph:', command: `planloom discover @${place.name}` }],
  });
};
