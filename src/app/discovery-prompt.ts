import { posix } from 'node:path';
import { discoveryPrompt } from '../documents/discovery-prompt.ts';
import type { DiscoveryPrompt } from '../documents/discovery-prompt.ts';
import type {
  CitedLine,
  DiscoveryPromptInput,
  PromptDocument,
  PromptLine,
  Statement,
} from '../documents/discovery-prompt-input.ts';
import { planClaims } from '../discovery/plan-claims.ts';
import { subplanClaims } from '../discovery/subplan-claims.ts';
import type { Evidence } from '../domain/evidence.ts';
import { compareIds } from '../domain/ids.ts';
import type { Plan, PlannedAchievement } from '../domain/plan.ts';
import { ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { findAchievement } from '../workspace/find-achievement.ts';
import type { AssembledPlan } from './assemble-plan.ts';
import { citables } from './import-answer.ts';
import { believed, reach } from './plan-ways.ts';
import type { PlanOnDisk } from './read-plan.ts';
import type { Citable } from './verify-citation.ts';
import { planParallel } from './write-parallel.ts';

export interface DiscoveryPromptOptions {
  /** Scope 1: the achievement to look into. */
  readonly achievement?: string;
  readonly maxTokens?: number;
}

/** The prompt that asks a model for the dependencies of a plan. Fails where scope 1 finds nothing to divide. */
export const promptForDiscovery = async (
  assembled: AssembledPlan,
  { achievement, maxTokens }: DiscoveryPromptOptions,
): Promise<Result<DiscoveryPrompt>> => {
  const { graph, disk } = assembled;
  if (graph.plan.scope !== 1) return ok(discoveryPrompt(wholeInput(assembled), maxTokens));
  // The same way as for writing the pieces, so that the prompt and the file are about the same ones.
  const planned = await planParallel(assembled, { today: '', ...(achievement === undefined ? {} : { achievement }) });
  if (!planned.ok) return planned;
  const found = findAchievement({ achievements: graph.plan.achievements, plan: graph.plan }, achievement ?? '');
  return found.ok ? ok(discoveryPrompt(insideInput(disk, planned.value.graph.plan, found.value), maxTokens)) : found;
};

type Named = (file: string) => string;

const wholeInput = ({ disk, discovery, graph }: AssembledPlan): DiscoveryPromptInput => {
  const { plan } = graph;
  const named = namedIn(disk);
  const needs = new Map(plan.achievements.map((one) => [one.id, one.dependencies.filter(believed)]));
  const given = [...planClaims(disk.parsed).given, ...subplanClaims(disk.subplans, disk.parsed).given];
  const cite = (evidence: readonly Evidence[]): readonly CitedLine[] => citedLines(evidence, named);
  const denied: readonly Statement[] = [
    ...[...discovery.denials]
      .sort((x, y) => compareIds(x.from, y.from) || compareIds(x.on, y.on))
      .map(({ from, on, evidence }) => ({
        words: `${from} does not need ${on}${deniedBy(evidence)}`,
        lines: cite([evidence]),
      })),
    ...given
      .filter(({ none }) => none)
      .map(({ achievement, what, evidence }) => ({
        words: what === 'needs' ? `${achievement} needs nothing` : `nothing needs ${achievement}`,
        lines: cite([evidence]),
      })),
    ...[...groupBy(discovery.independence, ({ between }) => between.map((ids) => ids.join(', ')).join(' and '))].map(
      ([ids, said]) => ({ words: `no order between ${ids}`, lines: cite(said.map(({ evidence }) => evidence)) }),
    ),
  ];
  return {
    plan,
    scope: plan.scope,
    inside: null,
    achievements: plan.achievements.map(listed),
    stated: statedIn(plan, named),
    denied,
    contradictions: plan.contradictions.map(({ message, places }) => ({ words: message, lines: cite(places) })),
    assumed: plan.achievements.flatMap(({ id, dependencies }) => {
      // What it waits for in any case is no question.
      const anyway = reach(needs, id);
      const on = dependencies.filter((one) => !believed(one) && !anyway.has(one.on)).map((one) => one.on);
      return on.length === 0 ? [] : [{ from: id, on }];
    }),
    conflicts: plan.conflicts,
    documents: citables(disk).map((one) => shownDocument(one, weighing(one, disk))),
  };
};

const insideInput = (disk: PlanOnDisk, pieces: Plan, whole: PlannedAchievement): DiscoveryPromptInput => {
  const named = namedIn(disk);
  const subplan = disk.subplans.find(({ achievement }) => achievement === whole.id);
  const about = new RegExp(`(?<![\\d.])${whole.id.replaceAll('.', '\\.')}(?![\\d.]*\\d)`);
  const isOwn = ownLines(whole);
  return {
    plan: pieces,
    scope: 1,
    inside: whole,
    achievements: pieces.achievements.map((one) => ({ ...listed(one), deliverables: [] })),
    stated: statedIn(pieces, named),
    denied: [],
    contradictions: [],
    assumed: [],
    conflicts: pieces.conflicts,
    documents: citables(disk)
      .filter(({ file }) => file === disk.parsed.file || file === subplan?.file)
      .map((one) => {
        const weigh = weighing(one, disk);
        // Of the PLAN only what is about this achievement.
        const isAbout: Weigh = (line, text) => (isOwn(line) || about.test(text) ? weigh(line, text) : undefined);
        return shownDocument(one, one.file === disk.parsed.file ? isAbout : weigh);
      }),
  };
};

/** The names of the documents as seen from the plan's folder, wherever the user stands. */
const namedIn = (disk: PlanOnDisk): Named => {
  const names = new Map(citables(disk).map(({ file, name }) => [file, name]));
  return (file) => names.get(file) ?? posix.basename(file);
};

const citedLines = (evidence: readonly Evidence[], named: Named): readonly CitedLine[] =>
  evidence.map(({ file, line, text }) => ({ file: named(file), line, text }));

const deniedBy = ({ kind }: Evidence): string =>
  kind === 'manual' ? ' (a person took it away)' : kind === 'agent' ? ' (an earlier answer said so)' : '';

const listed = ({
  id,
  title,
  priority,
  estimate,
  goal,
  deliverables,
}: PlannedAchievement): DiscoveryPromptInput['achievements'][number] => ({
  id,
  title,
  priority,
  estimate,
  goal,
  deliverables: deliverables.map(({ text }) => text),
});

/** What is believed to be needed. What the same lines say of several stands together. */
const statedIn = ({ achievements }: Plan, named: Named): DiscoveryPromptInput['stated'] => {
  const rows = achievements.flatMap(({ id, dependencies }) =>
    [...groupBy(dependencies.filter(believed), ({ strength, evidence }) => `${strength} ${placesIn(evidence)}`)].map(
      ([said, edges]) => ({ said, from: id, on: edges.map(({ on }) => on), edge: edges[0] }),
    ),
  );
  return [...groupBy(rows, ({ said, on }) => `${said} ${on.join()}`).values()].flatMap((alike) => {
    const [{ on, edge }] = alike;
    return {
      from: alike.map(({ from }) => from),
      on,
      strength: edge.strength,
      lines: citedLines(edge.evidence, named),
    };
  });
};

const placesIn = (evidence: readonly Evidence[]): string => evidence.map(({ file, line }) => `${file}:${line}`).join();

/** Lists of what has the same key, in the order in which the keys come. */
const groupBy = <T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly [T, ...T[]]> => {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const key = keyOf(one);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one]);
    else known.push(one);
  }
  return groups;
};

type Weigh = (line: number, text: string) => PromptLine['weight'] | undefined;

/** The lines of a document that say something; what planloom derived says nothing of its own. */
const shownDocument = (document: Citable, weigh: Weigh): PromptDocument => {
  return {
    name: document.name,
    lines: document.lines.flatMap((text, index): readonly PromptLine[] => {
      const line = index + 1;
      if (text.trim() === '' || document.isDerived(line)) return [];
      const weight = weigh(line, text);
      return weight === undefined ? [] : [{ line, text, weight }];
    }),
  };
};

/** Words that tell about order, in the language of plans. */
const order =
  /\b(?:depend\w*|requir\w*|prerequisites?|block(?:s|ed|ing)?|before|after|until|parallel\w*|sequential\w*|concurrent\w*|independent\w*|needs|waits?|order|once|unlock\w*|enabl\w*|builds? on)\b/i;
const idForm = /\d{1,4}(?:\.\d{1,4}){1,2}/g;

const weighing = (document: Citable, { parsed, ids }: PlanOnDisk): Weigh => {
  const known = new Set<string>(ids);
  const tells = (text: string): boolean => order.test(text) || [...text.matchAll(idForm)].some(([id]) => known.has(id));
  if (document.file !== parsed.file) return (_, text) => (tells(text) ? 2 : 4);
  const owners = parsed.achievements.map(ownLines);
  const owned = new Set(
    document.lines.flatMap((_, index) => (owners.some((owns) => owns(index + 1)) ? [index + 1] : [])),
  );
  return (line, text) => (tells(text) ? 0 : owned.has(line) ? 1 : 3);
};

const ownLines =
  ({ section, position, indexPosition }: Pick<PlannedAchievement, 'section' | 'position' | 'indexPosition'>) =>
  (line: number): boolean =>
    (section !== null && section.from <= line && line <= section.to) ||
    line === position.line ||
    line === indexPosition?.line;
