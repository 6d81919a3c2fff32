import { rootOf } from '../app/open-plan.ts';
import { newOutline } from '../app/new-document/new-outline.ts';
import { readPlanFields } from '../app/new-document/plan-fields.ts';
import type { PlanFields } from '../app/new-document/plan-fields.ts';
import { ownTemplateOf } from '../app/own-template-of.ts';
import { newPlanPlace } from '../app/planner/plan-place.ts';
import { askAchievements } from './ask-achievements.ts';
import { askOutline, beginAsking, optionsLeftOut, sayNothingWritten } from './ask-outline.ts';
import type { Call } from './command-spec.ts';
import { keepNewDocument } from './keep-new-document.ts';
import { refuse, text, texts, usageProblem } from './print.ts';
import { today } from './today.ts';

/** `new plan NAME`: a PLAN that begins as an outline, with what the options say. `words`: the NAME, or none. */
export const newPlanOutline = async (call: Call, words: readonly string[]): Promise<number> => {
  const { world } = call;
  const [given, more] = words;
  if (more !== undefined) {
    return refuse(call, [usageProblem(`"${more}" is one word too many.`, 'Say planloom new plan NAME --title "…".')]);
  }
  const root = rootOf(world, world.cwd, text(call, 'root'), world.cwd);
  const options: PlanFields = {
    achievement: texts(call, 'achievement'),
    effort: texts(call, 'effort'),
    needs: texts(call, 'needs'),
    deliverable: texts(call, 'deliverable'),
    criterion: texts(call, 'criterion'),
    test: texts(call, 'test'),
  };
  const readable = readPlanFields(options);
  if (!readable.ok) return refuse(call, readable.error);
  const free = await newPlanPlace(root, given);
  if (!free.ok) return refuse(call, free.error);
  const leftOut = optionsLeftOut(call, ['title', 'goal', 'achievement']);
  const isAsked = (given === undefined || leftOut.length > 0) && beginAsking(call);
  const place = (name: string): ReturnType<typeof newPlanPlace> => newPlanPlace(root, name);
  const begun = isAsked
    ? await askOutline(call, { kind: 'plan', name: given, place })
    : { name: given, title: text(call, 'title'), goal: text(call, 'goal') };
  const told =
    begun !== null && isAsked && options.achievement.length === 0 ? await askAchievements(call, options) : options;
  if (begun === null || told === null) return sayNothingWritten(call);
  const said = begun.title?.trim() ?? '';
  if (begun.name === undefined && said === '') {
    const advice = 'Say planloom new plan NAME, or --title "…"; with --from "…" it is made from requirements.';
    return refuse(call, [usageProblem('A new plan needs a name or a title.', advice)]);
  }
  const placeOf = await newPlanPlace(root, begun.name);
  if (!placeOf.ok) return refuse(call, placeOf.error);
  const at = placeOf.value(said);
  const fields = readPlanFields(told);
  if (!fields.ok) return refuse(call, fields.error);
  const own = await ownTemplateOf(root, 'plan');
  if (!own.ok) return refuse(call, own.error);
  const file = root.label(at.file);
  const plan = {
    ...fields.value,
    name: at.name,
    title: said === '' ? at.name : said,
    author: text(call, 'author') ?? (await world.identity(root.path).author()),
    created: today(world),
    goal: begun.goal ?? null,
    problem: text(call, 'problem') ?? null,
  };
  const made = await newOutline(plan, file, own.value);
  if (!made.ok) return refuse(call, made.error);
  return keepNewDocument(call, root, {
    kind: 'plan',
    name: at.name,
    title: plan.title,
    file: at.file,
    text: made.value.text,
    problems: made.value.problems,
    isAsked,
    isNameMade: at.isNameMade,
    leftOut: isAsked ? [] : leftOut,
    next: [{ say: 'Write what is still open in it, then its graph:', command: `planloom discover @${at.name}` }],
  });
};
