import { readPlanFields } from '../app/new-document/plan-fields.ts';
import type { PlanFields } from '../app/new-document/plan-fields.ts';
import { askUntilTaken } from './ask-until-taken.ts';
import type { Call } from './command-spec.ts';

/** What is asked about each achievement, `id`, and the texts that an answer stands for. */
const details = [
  {
    option: 'effort',
    question: (id: string) => `  Effort of ${id}, such as 2-3h`,
    texts: (answer: string): readonly string[] => [answer],
  },
  {
    option: 'needs',
    question: (id: string) => `  Needs of ${id}, such as 1.1, or none`,
    texts: (answer: string): readonly string[] => [answer],
  },
  {
    option: 'deliverable',
    question: (id: string) => `  Deliverables of ${id}, such as src/file.ts; several with ";" between`,
    texts: (answer: string): readonly string[] => answer.split(';').filter((one) => one.trim() !== ''),
  },
] as const;

/**
 * Asks for achievements, one after the other, with what is known of each, until an answer is empty. Answers with them
 * beside what is `given` of the plan as a whole; null: nobody answers any more.
 */
export const askAchievements = async (call: Call, given: PlanFields): Promise<PlanFields | null> => {
  let fields = given;
  const problemsOf = (tried: PlanFields) => {
    const read = readPlanFields(tried);
    return Promise.resolve(read.ok ? [] : read.error);
  };
  for (let next = '1.1'; ; next = afterId(next)) {
    const named = (title: string): PlanFields => ({
      ...fields,
      achievement: [...fields.achievement, /^\d[\d.]*\s*:/.test(title) ? title : `${next}: ${title}`],
    });
    const title = await askUntilTaken(call, `Achievement ${next} (Enter: no more)`, (answer) =>
      answer === '' ? Promise.resolve([]) : problemsOf(named(answer)),
    );
    if (title === null) return null;
    if (title === '') return fields;
    fields = named(title);
    const id = (fields.achievement.at(-1) ?? '').split(':')[0]?.trim() ?? next;
    const read = readPlanFields(fields);
    const hasEffort = read.ok && read.value.achievements.find((one) => one.id === id)?.hours != null;
    for (const { option, question, texts } of details) {
      // The title may have said it.
      if (option === 'effort' && hasEffort) continue;
      const told = (answer: string): PlanFields => ({
        ...fields,
        [option]: [...fields[option], ...texts(answer).map((one) => `${id}: ${one}`)],
      });
      const answer = await askUntilTaken(call, question(id), (tried) =>
        tried === '' ? Promise.resolve([]) : problemsOf(told(tried)),
      );
      if (answer === null) return null;
      if (answer !== '') fields = told(answer);
    }
    next = id;
  }
};

/** `1.2` after `1.1`. */
const afterId = (id: string): string => id.replace(/\d+$/, (last) => String(Number(last) + 1));
